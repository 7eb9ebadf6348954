// A minimal relay on bun (uWebSockets inside): rooms by path, as topics of its own publish.
// bun bun.mjs PORT CERT KEY; says READY once it listens.
const [port, cert, key] = process.argv.slice(2);

Bun.serve({
	port: Number(port),
	hostname: "127.0.0.1",
	tls: { cert: Bun.file(cert), key: Bun.file(key) },
	fetch(request, server) {
		const room = new URL(request.url).pathname;
		if (!server.upgrade(request, { data: { room } })) return new Response("", { status: 400 });
	},
	websocket: {
		perMessageDeflate: false,
		open: (socket) => socket.subscribe(socket.data.room),
		message: (socket, data) => socket.publish(socket.data.room, data),
	},
});
console.log("READY");

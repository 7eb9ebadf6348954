// A minimal relay on `ws`: rooms by path, every binary message to everyone else in the room.
// node ws.mjs PORT CERT KEY; says READY once it listens.
import { readFileSync } from "node:fs";
import { createServer } from "node:https";
import { createRequire } from "node:module";

// The packages are in the folder that it is started in, not beside this file.
const { WebSocketServer } = createRequire(`${process.cwd()}/`)("ws");
const [port, cert, key] = process.argv.slice(2);
const rooms = new Map();
const server = createServer({ cert: readFileSync(cert), key: readFileSync(key) });
const sockets = new WebSocketServer({ server, perMessageDeflate: false });

sockets.on("connection", (socket, request) => {
	const room = rooms.get(request.url) ?? new Set();
	rooms.set(request.url, room.add(socket));
	socket.on("message", (data, isBinary) => {
		for (const other of room) if (other !== socket) other.send(data, { binary: isBinary });
	});
	socket.on("close", () => {
		room.delete(socket);
		if (room.size === 0) rooms.delete(request.url);
	});
	socket.on("error", () => socket.terminate());
});
server.listen({ port: Number(port), host: "127.0.0.1", backlog: 4096 }, () => console.log("READY"));

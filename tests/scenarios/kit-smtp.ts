// An SMTP server of our own on loopback: takes mail, or behaves as a test tells it to. Knows nothing of Etätunti.
import net from "node:net";
import tls from "node:tls";

/** What becomes of the next mail: taken; later; never; silence after DATA; taken, but the line is cut before it says so. */
export type Mood = "take" | "later" | "never" | "hang" | "cut";

/** A certificate and its key, PEM. */
export interface Own {
	readonly key: Buffer;
	readonly cert: Buffer;
}

export interface Mail {
	readonly from: string;
	readonly to: string;
	/** As it came, dots undone. */
	readonly text: string;
	readonly signedIn: string | null;
	/** Whether the sender was told that it was taken. */
	readonly acknowledged: boolean;
}

export class Sink {
	readonly mails: Mail[] = [];
	/** In order; when there is none, mail is taken. */
	readonly moods: Mood[] = [];
	/** How often somebody has asked, mails taken or not. */
	asked = 0;
	port = 0;
	#server: net.Server | null = null;
	readonly #sockets = new Set<net.Socket>();
	#wake: (() => void)[] = [];

	/** What was said to it, in order. */
	readonly heard: string[] = [];

	/** On the port of before, if there was one; with a certificate: TLS from the beginning, or when it is asked for. */
	async open(host = "127.0.0.1", own: Own | null = null, when: "first" | "asked" = "first"): Promise<void> {
		const talk = (socket: net.Socket) => this.#talk(socket, when === "asked" ? own : null);
		const server = own === null || when === "asked" ? net.createServer(talk) : tls.createServer(own, talk);
		this.#server = server;
		await new Promise<void>((resolve, reject) => {
			server.once("error", reject);
			server.listen(this.port, host, resolve);
		});
		this.port = (server.address() as net.AddressInfo).port;
	}

	async close(): Promise<void> {
		const server = this.#server;
		this.#server = null;
		for (const socket of this.#sockets) socket.destroy();
		if (server !== null) await new Promise((resolve) => server.close(resolve));
	}

	/** Resolves when it holds: looked at whenever something has come. */
	until(holds: () => boolean): Promise<void> {
		return new Promise((resolve) => {
			const look = (): void => {
				if (holds()) resolve();
				else this.#wake.push(look);
			};
			look();
		});
	}

	#look(): void {
		for (const look of this.#wake.splice(0)) look();
	}

	/** own: STARTTLS is offered. */
	#talk(socket: net.Socket, own: Own | null, greet = true): void {
		let from = "";
		let to = "";
		let signedIn: string | null = null;
		let signingIn = false;
		let mood: Mood = "take";
		let data: string[] | null = null;
		let rest = "";
		const say = (line: string) => socket.write(`${line}\r\n`);
		const taken = (lines: readonly string[]) => {
			const acknowledged = mood === "take";
			const text = lines.map((line) => line.replace(/^\./, "")).join("\r\n");
			if (mood !== "hang") this.mails.push({ from, to, text, signedIn, acknowledged });
			if (mood === "cut") socket.destroy();
			if (mood === "take") say("250 taken");
		};
		const credentials = (line: string) => {
			signingIn = false;
			signedIn = Buffer.from(line, "base64").toString();
			say("235 signed in");
		};
		const command = (line: string) => {
			const word = line.slice(0, 4).toUpperCase();
			this.heard.push(word);
			if (word === "EHLO")
				socket.write(`250-sink\r\n${own === null ? "" : "250-STARTTLS\r\n"}250-AUTH PLAIN\r\n250 8BITMIME\r\n`);
			else if (word === "STAR" && own !== null) {
				say("220 go on");
				socket.removeAllListeners("data");
				this.#talk(new tls.TLSSocket(socket, { isServer: true, ...own }), null, false);
			} else if (word === "AUTH") {
				signingIn = true;
				say("334 ");
			} else if (word === "MAIL") {
				from = /<(.*)>/.exec(line)?.[1] ?? "";
				say("250 yes");
			} else if (word === "RCPT") {
				to = /<(.*)>/.exec(line)?.[1] ?? "";
				mood = this.moods.shift() ?? "take";
				this.asked += 1;
				say(mood === "later" ? "451 later" : mood === "never" ? "550 no such person" : "250 yes");
				this.#look();
			} else if (word === "DATA") {
				data = [];
				say("354 go on");
			} else if (word === "QUIT") socket.end("221 bye\r\n");
			else say("500 what?");
		};
		this.#sockets.add(socket);
		socket.on("close", () => this.#sockets.delete(socket));
		socket.on("error", () => {});
		socket.on("data", (bytes) => {
			const lines = (rest + bytes.toString("latin1")).split("\r\n");
			rest = lines.pop() ?? "";
			for (const line of lines) {
				if (signingIn) credentials(line);
				else if (data === null) command(line);
				else if (line === ".") {
					const whole = data;
					data = null;
					taken(whole);
					this.#look();
				} else data.push(line);
			}
		});
		if (greet) say("220 sink");
	}
}

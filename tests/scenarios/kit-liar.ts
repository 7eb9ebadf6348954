// An HTTPS server that answers as it is told to, byte by byte: what `etatunti compare-web` may meet. Honest, it serves a
// folder of a built front end as front does.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import tls from "node:tls";

/** An answer before it is bytes. */
export interface Reply {
	readonly status: string;
	readonly headers: Readonly<Record<string, string>>;
	readonly body: Buffer;
}

export interface Question {
	readonly path: string;
	readonly coding: string;
	readonly socket: tls.TLSSocket;
}

/** What is done instead of the honest answer: other bytes, or null if the socket is already seen to. */
export type Lie = (question: Question, honest: Reply) => Reply | Buffer | null;

const ENDINGS: Readonly<Record<string, string>> = { gzip: ".gz", br: ".br" };

export const bytesOf = ({ status, headers, body }: Reply, length: number | null = body.length): Buffer => {
	const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
	if (length !== null) lines.push(`Content-Length: ${length}\r\n`);
	return Buffer.concat([Buffer.from(`HTTP/1.1 ${status}\r\n${lines.join("")}\r\n`), body]);
};

export const sha256 = (bytes: Buffer | string): string => createHash("sha256").update(bytes).digest("hex");

/** A manifest of these files, in the build's form. */
export function manifestOf(files: Readonly<Record<string, string>>): string {
	const id = sha256(
		Object.entries(files)
			.map(([path, sum]) => `${path} ${sum}\n`)
			.join(""),
	);
	return `${JSON.stringify({ v: 1, files, id: id.slice(0, 16) }, null, "\t")}\n`;
}

/** A certificate for a name that is not this machine's. */
export function certificateFor(name: string, folder: string): string {
	mkdirSync(folder, { recursive: true });
	const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2"];
	const subject = ["-subj", "/CN=localhost", "-addext", `subjectAltName=DNS:${name}`];
	const out = ["-keyout", join(folder, "key.pem"), "-out", join(folder, "cert.pem")];
	execFileSync("openssl", ["req", "-x509", ...key, ...subject, ...out], { stdio: "pipe" });
	return folder;
}

export class Liar {
	lie: Lie = (_, honest) => honest;
	policy = "";
	port = 0;
	readonly #server: tls.Server;
	readonly #sockets = new Set<tls.TLSSocket>();

	/** `web` is the folder served, `cert` that of cert.pem and key.pem. */
	private constructor(
		readonly web: string,
		cert: string,
		options: tls.TlsOptions,
	) {
		const [pem, key] = ["cert.pem", "key.pem"].map((name) => readFileSync(join(cert, name)));
		this.#server = tls.createServer({ cert: pem, key, ...options }, (socket) => this.#serve(socket));
		this.#server.on("tlsClientError", () => {}); // who does not trust us hangs up
	}

	static async start(web: string, cert: string, options: tls.TlsOptions = {}): Promise<Liar> {
		const liar = new Liar(web, cert, options);
		await new Promise<void>((resolve) => liar.#server.listen(0, "127.0.0.1", resolve));
		liar.port = (liar.#server.address() as AddressInfo).port;
		return liar;
	}

	get origin(): string {
		return `https://localhost:${this.port}`;
	}

	#serve(socket: tls.TLSSocket): void {
		let head = "";
		this.#sockets.add(socket);
		socket.on("error", () => {}); // the other end may hang up in the middle
		socket.on("close", () => this.#sockets.delete(socket));
		socket.on("data", (data) => {
			head += data.toString("latin1");
			if (!head.includes("\r\n\r\n")) return;
			const path = /^GET (\S+) /.exec(head)?.[1] ?? "";
			const coding = /^accept-encoding: *(.*)\r$/im.exec(head)?.[1] ?? "";
			head = "";
			const said = this.lie({ path, coding, socket }, this.honest(path, coding));
			if (said !== null) socket.end(Buffer.isBuffer(said) ? said : bytesOf(said));
		});
	}

	/** What front would say. */
	honest(path: string, coding: string): Reply {
		const file = join(this.web, path === "/" ? "index.html" : path);
		const headers = { "Content-Security-Policy": this.policy };
		if (!existsSync(file)) return { status: "404 Not Found", headers, body: Buffer.from("Not Found\n") };
		const packed = `${file}${ENDINGS[coding]}`;
		if (!existsSync(packed)) return { status: "200 OK", headers, body: readFileSync(file) };
		const body = readFileSync(packed);
		return { status: "200 OK", headers: { ...headers, "Content-Encoding": coding }, body };
	}

	async stop(): Promise<void> {
		for (const socket of this.#sockets) socket.destroy();
		await new Promise((resolve) => this.#server.close(resolve));
	}
}

// Between one client and front: TCP that passes until it is told to cut. Sees TLS only, and so knows no more than that a
// request has passed and an answer has come.
import net from "node:net";
import { within } from "../scenarios/kit.ts";
import { address } from "./kit-load-raw.ts";

/**
 * "answer": what the server sends after the request is thrown away and both ends are cut: it has done what it answers.
 * "request": cut as soon as the kernel has taken the request, so that front may have read it or not. "lost": the request is
 * thrown away.
 */
export type Cut = "answer" | "request" | "lost";

/** Every connection is somebody else's, for the limits by address. */
let others = 0;
const ADDRESSES = 20_000;

export class Cutter {
	readonly #server: net.Server;
	#armed: Cut | null = null;

	private constructor(to: number) {
		this.#server = net.createServer((near) => this.#connect(near, to));
	}

	static async before(to: number): Promise<Cutter> {
		const cutter = new Cutter(to);
		const listens = new Promise<void>((resolve) => {
			cutter.#server.listen(0, "127.0.0.1", resolve);
		});
		await within(listens, "a port");
		return cutter;
	}

	get port(): number {
		const address = this.#server.address();
		if (address === null || typeof address === "string") throw new Error("no port");
		return address.port;
	}

	#connect(near: net.Socket, to: number): void {
		const from = address(others++ % ADDRESSES);
		const far = net.connect({ host: "127.0.0.1", port: to, localAddress: from });
		const end = () => {
			near.destroy();
			far.destroy();
		};
		for (const socket of [near, far]) {
			socket.setNoDelay();
			socket.on("error", end);
			socket.on("close", end);
		}
		let isAsked = false;
		near.on("data", (bytes) => {
			const cut = this.#armed;
			this.#armed = null;
			if (cut === "lost") end();
			else far.write(bytes, cut === "request" ? end : undefined);
			isAsked ||= cut === "answer";
		});
		far.on("data", (bytes) => {
			if (isAsked) end();
			else if (!near.destroyed) near.write(bytes);
		});
	}

	/** The next request is cut so. */
	arm(cut: Cut): void {
		this.#armed = cut;
	}

	close(): void {
		this.#server.close();
	}
}

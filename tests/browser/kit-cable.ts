// The network of one machine: TCP that goes through here, to be cut, given back, or changed for another. The other end
// of a cut flow is told nothing, as when a cable is pulled.
import net from "node:net";
import { freePort } from "../scenarios/kit-server.ts";

interface Flow {
	readonly near: net.Socket;
	readonly far: net.Socket;
}

export class Cable {
	readonly port: number;
	readonly #server: net.Server;
	readonly #flows = new Set<Flow>();
	#cut = false;

	private constructor(port: number, to: number) {
		this.port = port;
		this.#server = net.createServer((near) => this.#connect(near, to));
	}

	/** Whatever comes to `port` goes on to that port of this machine. */
	static async lay(to: number): Promise<Cable> {
		const cable = new Cable(await freePort(), to);
		await new Promise<void>((done) => cable.#server.listen(cable.port, "127.0.0.1", done));
		return cable;
	}

	/** Nothing gets through any more, and nobody is told. */
	cut(): void {
		this.#cut = true;
		for (const { near, far } of this.#flows) {
			near.pause();
			far.pause();
		}
	}

	/** What was sent meanwhile arrives, as TCP does it. */
	mend(): void {
		this.#cut = false;
		for (const { near, far } of this.#flows) {
			near.resume();
			far.resume();
		}
	}

	/** Another network: the flows of the old one are dead, and the machine knows it. */
	change(): void {
		this.#cut = false;
		for (const flow of [...this.#flows]) this.#end(flow);
	}

	close(): void {
		this.change();
		this.#server.close();
	}

	#connect(near: net.Socket, to: number): void {
		const far = net.connect(to, "127.0.0.1");
		const flow = { near, far };
		this.#flows.add(flow);
		near.setNoDelay(true);
		far.setNoDelay(true);
		near.pipe(far);
		far.pipe(near);
		for (const socket of [near, far]) {
			socket.on("error", () => this.#end(flow));
			socket.on("close", () => this.#end(flow));
		}
		if (this.#cut) {
			near.pause();
			far.pause();
		}
	}

	#end(flow: Flow): void {
		this.#flows.delete(flow);
		flow.near.destroy();
		flow.far.destroy();
	}
}

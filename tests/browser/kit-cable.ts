// The network of one machine: TCP that goes through here, to be cut, given back, or changed for another. The other end
// of a cut flow is told nothing, as when a cable is pulled.
import net from "node:net";
import { Transform } from "node:stream";
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
	#refused = false;
	#delayMs = 0;

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

	/** What a Chromium is started with that reaches that host through here. */
	args(host: string): readonly string[] {
		return [`--host-resolver-rules=MAP ${host} 127.0.0.1:${this.port}`];
	}

	/** Nothing gets through any more, and nobody is told. */
	cut(): void {
		this.#cut = true;
		for (const { near, far } of this.#flows) {
			near.pause();
			far.pause();
		}
	}

	/** Pulled out, and the machine knows it: its flows are dead, and no new one gets through until mend(). */
	unplug(): void {
		this.change();
		this.#cut = true;
	}

	/** Nobody is at the other end: its flows are dead, and each new one ends at once, until mend(). */
	refuse(): void {
		this.change();
		this.#refused = true;
	}

	/** A slow network: whatever is sent comes so much later. 0: as fast as ever. */
	slow(delayMs: number): void {
		this.#delayMs = delayMs;
	}

	/** What was sent meanwhile arrives, as TCP does it. */
	mend(): void {
		this.#cut = false;
		this.#refused = false;
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
		if (this.#refused) {
			near.destroy();
			return;
		}
		const far = net.connect(to, "127.0.0.1");
		const flow = { near, far };
		this.#flows.add(flow);
		near.setNoDelay(true);
		far.setNoDelay(true);
		near.pipe(this.#late()).pipe(far);
		far.pipe(this.#late()).pipe(near);
		for (const socket of [near, far]) {
			socket.on("error", () => this.#end(flow));
			socket.on("close", () => this.#end(flow));
		}
		if (this.#cut) {
			near.pause();
			far.pause();
		}
	}

	#late(): Transform {
		return new Transform({
			transform: (chunk, _encoding, done) => {
				const pass = () => done(null, chunk);
				if (this.#delayMs === 0) pass();
				else setTimeout(pass, this.#delayMs);
			},
		});
	}

	#end(flow: Flow): void {
		this.#flows.delete(flow);
		flow.near.destroy();
		flow.far.destroy();
	}
}

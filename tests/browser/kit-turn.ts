// The real coturn for a test, on free ports of loopback: UDP, TCP and TLS; stopped and started again in a call. What runs
// it is what the demo has (web/src/demo/turn.ts).
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freeTurnPorts, RunningTurn, type TurnWay } from "../../web/src/demo/turn.ts";
import type { Server } from "../scenarios/kit-server.ts";

export type { TurnWay };

export interface Turn {
	/** By UDP, TCP and TLS, for `--turn`. */
	readonly urls: readonly string[];
	readonly secretFile: string;
	url(way: TurnWay): string;
	/** What `serve` needs (`--turn … --turn-secret-file …`); all ways, or these. */
	flags(ways?: readonly TurnWay[]): string[];
	/** What coturn has said so far (verbose): "401", "ALLOCATE processed, success", "usage: … rp=". */
	readonly said: string;
	/** At once and without a word to anybody; the same ports and secret again after start(). */
	stop(): Promise<void>;
	start(): Promise<void>;
	/** Ends it and takes its files away. */
	dispose(): Promise<void>;
}

/** `cert` is the folder of a `Server` (server.cert): cert.pem and key.pem. TLS needs --ignore-certificate-errors in Chromium. */
export async function startTurn(server: Pick<Server, "cert">): Promise<Turn> {
	const dir = mkdtempSync(join(tmpdir(), "etatunti-turn-"));
	const turn = await RunningTurn.start({
		dir: join(dir, "coturn"),
		cert: join(server.cert, "cert.pem"),
		key: join(server.cert, "key.pem"),
		...(await freeTurnPorts()),
	});
	return {
		urls: (["udp", "tcp", "tls"] as const).map((way) => turn.url(way)),
		secretFile: turn.secretFile,
		url: (way) => turn.url(way),
		flags: (ways) => turn.flags(ways),
		get said() {
			return turn.said;
		},
		stop: () => turn.stop(),
		start: () => turn.start(),
		async dispose() {
			await turn.stop();
			rmSync(dir, { recursive: true, force: true });
		},
	};
}

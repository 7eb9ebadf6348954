// A disk that is full on demand: a small file system in memory where one may be mounted, whose size is what is on it; else
// (a container without that right, somebody who is not root) calls that fail below the C library as they would there.
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Env, preloading } from "./kit-preload.ts";

const DEVICE = "etatunti-full";
const ROOM = 256 << 20;
/** Less than what core calls low (ET_SPACE_LOW_LEN), and more than all reads of a test put on the log. */
const LOW = 32 << 20;

export interface Disk {
	/** For people. */
	readonly name: string;
	/** What temporary folders are made on it by. */
	readonly dir: string;
	/** What a server needs in its environment. */
	readonly env: Env;
	/** Not a byte more. */
	fill(): void;
	/** Some room is left, but little. */
	low(): void;
	free(): void;
	remove(): void;
}

class Mounted implements Disk {
	readonly name = "a file system in memory";
	readonly dir: string;
	readonly env = {};

	constructor(dir: string) {
		this.dir = dir;
		execFileSync("mount", ["-t", "tmpfs", "-o", `size=${ROOM}`, DEVICE, dir], { stdio: "pipe" });
		process.once("exit", () => this.remove());
	}

	/** That many bytes more than there are. */
	#leave(room: number): void {
		for (;;) {
			const { blocks, bfree, bsize } = statfsSync(this.dir);
			const size = (blocks - bfree) * bsize + room;
			try {
				execFileSync("mount", ["-o", `remount,size=${size}`, this.dir], { stdio: "pipe" });
				return;
			} catch (error) {
				// It has grown meanwhile: then it can't be made so small.
				const now = statfsSync(this.dir);
				if ((now.blocks - now.bfree) * bsize + room === size) throw error;
			}
		}
	}

	fill(): void {
		this.#leave(0);
	}

	low(): void {
		this.#leave(LOW);
	}

	free(): void {
		execFileSync("mount", ["-o", `remount,size=${ROOM}`, this.dir], { stdio: "pipe" });
	}

	remove(): void {
		try {
			execFileSync("umount", ["-l", this.dir], { stdio: "pipe" });
			rmSync(this.dir, { recursive: true });
		} catch {
			// by an earlier call
		}
	}
}

class Preloaded implements Disk {
	readonly name = "calls that fail";
	readonly dir: string;
	readonly env: Env;
	readonly #switch: string;

	constructor(dir: string) {
		this.dir = dir;
		this.#switch = join(dir, "switch");
		writeFileSync(this.#switch, "-");
		this.env = preloading("fault_full.so", { ET_FULL_DIR: dir, ET_FULL_SWITCH: this.#switch });
	}

	/** In place: the server has it mapped. */
	#say(state: "F" | "L" | "-"): void {
		writeFileSync(this.#switch, state, { flag: "r+" });
	}

	fill(): void {
		this.#say("F");
	}

	low(): void {
		this.#say("L");
	}

	free(): void {
		this.#say("-");
	}

	remove(): void {
		rmSync(this.dir, { recursive: true, force: true });
	}
}

const PREFIX = "etatunti-full-";

/** What a test that was killed has left mounted: by its name, and nobody is there any more. */
function unmountStale(): void {
	const mounts = readFileSync("/proc/self/mounts", "utf8").split("\n");
	for (const [device, dir = ""] of mounts.map((line) => line.split(" "))) {
		const pid = Number(/-(\d+)-[^/]*$/.exec(dir)?.[1]);
		if (device !== DEVICE || existsSync(`/proc/${pid}`)) continue;
		execFileSync("umount", ["-l", dir], { stdio: "pipe" });
		rmSync(dir, { recursive: true, force: true });
	}
}

const folder = (): string => mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`));

export const preloaded = (): Disk => new Preloaded(folder());

/** What can be had here. */
export function anyDisk(): Disk {
	const dir = folder();
	try {
		unmountStale();
		return new Mounted(dir);
	} catch {
		return new Preloaded(dir);
	}
}

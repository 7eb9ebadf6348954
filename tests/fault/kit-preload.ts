// A server with a library of the fault tests before the C library, which makes a disk or a clock for it alone.
import { existsSync } from "node:fs";
import { tool } from "./kit-record.ts";

export type Env = Readonly<Record<string, string>>;

/** What a server needs in its environment for that library. */
export function preloading(library: string, env: Env): Env {
	if (!existsSync(tool(library))) throw new Error(`no ${tool(library)}`);
	return {
		LD_PRELOAD: tool(library),
		// A sanitizer wants to come before every other library, and is content to come second.
		ASAN_OPTIONS: `${process.env.ASAN_OPTIONS ?? ""}:verify_asan_link_order=0`,
		...env,
	};
}

/** What is started meanwhile has it. */
export async function withEnv<T>(env: Env, start: () => Promise<T>): Promise<T> {
	const was = Object.keys(env).map((name) => [name, process.env[name]] as const);
	Object.assign(process.env, env);
	try {
		return await start();
	} finally {
		for (const [name, value] of was)
			if (value === undefined) delete process.env[name];
			else process.env[name] = value;
	}
}

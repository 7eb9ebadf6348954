// The end of a session: last letters, then the keys, then the goodbye; and a wrong clock is said instead of tried for ever.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { VaultApi } from "../src/crypto/vault/api.ts";
import { VaultError } from "../src/crypto/vault/errors.ts";
import type { Direct } from "../src/wire/connection.ts";
import { WireError } from "../src/wire/errors.ts";
import type { WorkDeps } from "../src/work/deps.ts";
import type { Link, LinkEvents } from "../src/work/link.ts";
import { SessionKeeper } from "../src/work/session.ts";
import { Store } from "../src/work/store.ts";
import type { Me } from "../src/work/work.ts";

/** A session that a reload has found, with everything around it writing down when it was asked. */
class Found {
	readonly said: string[] = [];
	readonly store = new Store();
	readonly keeper: SessionKeeper;
	prove: (direct: Direct) => Promise<void> = async () => {};
	on: LinkEvents | null = null;
	skewed = false;
	told: () => void = () => {};

	constructor() {
		const me = { uid: "me", sid: "sid", username: "u", number: "1" };
		const vault: Partial<VaultApi> = {
			restore: async () => me,
			reconnect: async () => {
				if (this.skewed) throw new VaultError("clock_skew");
				return { sig: "s" };
			},
			lock: async () => void this.said.push("keys gone"),
			remembered: async () => [],
		};
		const link: Partial<Link> = {
			now: () => 0,
			setClock: () => {},
			visit: () => new Promise(() => {}),
			resume: (prove, on) => {
				this.prove = prove;
				this.on = on;
			},
			logout: () => {
				this.said.push("goodbye");
				return new Promise((resolve) => {
					this.told = resolve;
				});
			},
		};
		const deps = { vault, origin: "https://x" } as unknown as WorkDeps;
		this.keeper = new SessionKeeper(deps, this.store, link as Link, {
			event: () => {},
			peer: () => {},
			entered: async () => {},
			flush: async () => {
				await new Promise((resolve) => setTimeout(resolve, 5));
				this.said.push("flushed");
			},
			left: () => void this.said.push("left"),
		});
	}

	async start(): Promise<void> {
		await this.keeper.start();
		this.store.connection.value = "online";
		this.store.session.value = { kind: "in", me: { username: "u", display: "U" } as Me };
	}
}

test("a lock keeps the last letters, then wipes the keys, and does not wait for the broker to clear the screen", async () => {
	const found = new Found();
	await found.start();
	const locking = found.keeper.lock();
	while (!found.said.includes("goodbye")) await new Promise((resolve) => setTimeout(resolve, 1));
	assert.deepEqual(found.said, ["left", "flushed", "keys gone", "goodbye"]);
	await new Promise((resolve) => setTimeout(resolve, 1));
	assert.equal(found.store.session.value.kind, "locked");
	found.told();
	await locking;
	found.keeper.stop();
});

test("a wrong clock at a reconnect ends the session and says why", async () => {
	const found = new Found();
	await found.start();
	found.skewed = true;
	const ok = { uid: "me", conn: "A".repeat(22), ch: "c", now: 1 };
	const direct = (async () => ({ ok, blobs: [] })) as unknown as Direct;
	await assert.rejects(
		found.prove(direct),
		(error) => error instanceof WireError && error.code === "denied",
	);
	found.on?.refused();
	await new Promise((resolve) => setTimeout(resolve, 30));
	found.told();
	await new Promise((resolve) => setTimeout(resolve, 1));
	assert.deepEqual(
		found.store.notices.value.map(({ code }) => code),
		["clock_skew"],
	);
	found.keeper.stop();
});

// A client has the device: no call comes back behind the page, and one that was on its way in is left.
import assert from "node:assert/strict";
import { test } from "node:test";
import { HourKeeper } from "../src/work/hour.ts";
import { Store } from "../src/work/store.ts";
import type { Handed } from "../src/work/work.ts";

const HANDED: Handed = {
	page: { what: "consent", case: "C".repeat(22) },
	...{ username: "maija", display: "Maija Mattila", language: "fi", since: 7 },
	...{ here: true, tries: 5 },
};

/** What was asked of the keepsake, and how the room was left. */
function keeper(): { store: Store; hour: HourKeeper; said: string[] } {
	const store = new Store();
	const said: string[] = [];
	const comeback = {
		choice: null,
		find: async () => {
			said.push("looked for a room");
			return null;
		},
		forget: () => undefined,
	};
	const link = {
		now: () => 0,
		nudge: () => undefined,
		setHurry: () => undefined,
		request: async (cmd: string) => void said.push(cmd),
	};
	const session = { setInCall: async () => undefined };
	const rest = { lobby: {}, plan: {}, directory: { me: "U".repeat(22) }, chains: {}, cases: {} };
	const deps = { store, link, comeback, session, ...rest };
	return {
		store,
		said,
		hour: new HourKeeper(deps as unknown as ConstructorParameters<typeof HourKeeper>[0]),
	};
}

test("nothing is looked for while a client has it, and again once it is back", async () => {
	const { store, hour, said } = keeper();
	store.handed.value = HANDED;
	await hour.comeBack();
	assert.deepEqual(said, []);
	store.handed.value = null;
	await hour.comeBack();
	assert.deepEqual(said, ["looked for a room"]);
});

test("a room that opens in the moment of handing over is left at once", async () => {
	const { store, hour, said } = keeper();
	const room = {
		phase: "open",
		place: { session: "S".repeat(22) },
		close: async (phase: string, why: string) => void said.push(`${phase}: ${why}`),
	};
	hour.host(room as unknown as Parameters<HourKeeper["host"]>[0]);
	assert.deepEqual(said, []);
	store.handed.value = HANDED;
	await new Promise((resolve) => setImmediate(resolve));
	assert.deepEqual(said, ["closed: left", "room-leave"]);
});

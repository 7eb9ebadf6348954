// Lies about what comes after the hour: follow-ups hidden from the list or invented in it, told on a day that nobody set,
// signed by a side that may not set them, or under a hold that is not to be seen. The victim is the nurse, at a new device.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { type Device, loaded, until } from "../../web/src/demo/person.ts";
import { type CaseFile, type Draft, type Person, World } from "../scenarios/kit.ts";
import { refused } from "../scenarios/kit-work.ts";
import { changed, type Json, type Lies, Liar, lie, okOf } from "./kit-liar.ts";
import { type Chain, caseTold, newVictim, signIn, victimIn } from "./kit-victim.ts";

const DAY_MS = 86_400_000;

let liar: Liar;
let world: World;
let nurse: Person;
let contact: Person;
let counsellor: Person;
let file: CaseFile;
/** The first follow-up's, today; the half-year one's, whose day has not come. */
let due: number;
let later: number;

before(async () => {
	liar = await Liar.start();
	world = await World.make(liar.server);
	({ nurse, contact, counsellor } = world.people);
	file = await world.caseQueued();
	due = Date.now() + 2_000;
	later = due + 60 * DAY_MS;
	await file.append(nurse, (draft) => {
		draft.add({ kind: "follow-up", what: "first", due });
		draft.add({ kind: "follow-up", what: "half-year", due: later });
	});
});
after(() => liar?.dispose());

/** The list says this of the case's follow-ups. */
const listing = (follow_ups: readonly Json[]): Lies => ({
	reply: (told, asked) => {
		if (asked.cmd !== "case-list") return told;
		const cases = (okOf(told).cases as Json[]).map((row) => ({ ...row, follow_ups }));
		return changed(told, { cases });
	},
});

/** What the device shows in its list once the case's chain is read there. */
async function shown({ work }: Device): Promise<readonly (readonly [string, number])[]> {
	await work.cases.open(file.name);
	const [row] = await loaded(work.state.cases, "cases");
	return (row?.followUps ?? []).map((one) => [one.what, one.due]);
}

/** Whatever the list says, the chain is believed. */
async function seenThrough(list: readonly Json[]): Promise<void> {
	const device = await newVictim(liar);
	try {
		await liar.while(listing(list), async () => {
			await signIn(device, nurse);
			assert.deepEqual(await shown(device), [
				["first", due],
				["half-year", later],
			]);
		});
	} finally {
		device.stop();
	}
}

lie("a follow-up is left out of the list", () => seenThrough([]));
lie("a follow-up is listed that nobody has set", () => seenThrough([{ what: "plan", due: 1 }]));
lie(
	"a follow-up is told to be due that nobody has set, on another day, or before its day",
	async () => {
		const device = await victimIn(liar, nurse);
		try {
			await shown(device);
			const tell = (what: string, at: number) => {
				const json = { v: 1, ev: "due", case: file.name, what, due: at };
				for (const client of liar.clients(nurse.username)) client.tell({ json, blobs: [] });
			};
			tell("plan", due);
			tell("first", due + 1);
			tell("half-year", later);
			const { notices } = device.work.state;
			tell("first", due);
			await until(notices, (all) => all.some(({ code }) => code === "follow_up"), "the true one");
			assert.equal(notices.value.filter(({ code }) => code === "follow_up").length, 1);
		} finally {
			device.stop();
		}
	},
);

const withDraft =
	(by: Person, write: (draft: Draft) => void) =>
	(truth: Chain): Chain => ({
		...truth,
		statements: [...truth.statements, ...file.draft(by, write).made],
	});

async function broken(bend: (truth: Chain) => Chain): Promise<void> {
	const device = await newVictim(liar);
	try {
		await liar.while(caseTold(nurse.username, file.name, bend), async () => {
			await signIn(device, nurse);
			const error = await refused(device.work.cases.open(file.name), "not_verified");
			assert.equal(error.reason, "case-broken");
		});
	} finally {
		device.stop();
	}
}

lie("Kela's contact sets a follow-up", () =>
	broken(
		withDraft(contact, (draft) => draft.add({ kind: "follow-up", what: "first", due: due + 1 })),
	),
);
lie("Kela's contact takes a hold on the case", () =>
	broken(withDraft(contact, (draft) => draft.add({ kind: "hold", on: true, reason: "" }))),
);

const erased =
	(held: boolean) =>
	(truth: Chain): Chain =>
		withDraft(nurse, (draft) => {
			if (held) draft.add({ kind: "hold", on: true, reason: "" });
			draft.add({ kind: "close", reason: "" });
			const by = { author: counsellor.uid, key: counsellor.identity.sign.sk };
			draft.add({ kind: "erase", reason: "" }, [], by);
		})(truth);

lie("a case is erased under a hold", () => broken(erased(true)));
test("without a hold that chain is whole", async () => {
	const device = await newVictim(liar);
	try {
		await liar.while(caseTold(nurse.username, file.name, erased(false)), async () => {
			await signIn(device, nurse);
			await device.work.cases.open(file.name);
			const open = device.work.state.file.value;
			assert.ok(open.kind === "ready" && open.file.state === "erased");
		});
	} finally {
		device.stop();
	}
});

// A closed case whose time is over: nobody signs that it is gone, so each vault and each client follows the county's rule
// by itself, whether or not the broker tells; and keeps neither key nor text nor a guest's name of it.
import assert from "node:assert/strict";
import { before, beforeEach, mock, test } from "node:test";
import { sodiumReady } from "../src/crypto/sodium.ts";
import type { CaseView, VaultApi } from "../src/crypto/vault.ts";
import { Chains } from "../src/work/chains.ts";
import { DirectorySync } from "../src/work/directory.ts";
import { KeysKeeper } from "../src/work/keys.ts";
import type { Link } from "../src/work/link.ts";
import { Store } from "../src/work/store.ts";
import type { Trust } from "../src/work/trust.ts";
import type { CaseSummary } from "../src/work/work.ts";
import { Broker } from "./broker.ts";
import { Office } from "./office.ts";
import { code, DAY_MS, type World } from "./world.ts";

const MINUTE_MS = 60_000;

let office: Office;
let world: World;
let id: string;

before(sodiumReady);
beforeEach(async () => {
	office = await Office.open();
	({ world } = office);
	({ id } = await office.withConsent());
	const guest = { name: "Tulkki Testinen", role: "interpreter" } as const;
	const expiresAt = world.nowMs + 7 * DAY_MS;
	await world.act(office.nurse, id, { kind: "guest-invite", ...guest, expiresAt });
	await world.act(office.nurse, id, { kind: "close", reason: "" });
	await world.sync(office.counsellor, id);
});

const question = (view: CaseView) => {
	const found = view.objects.find(({ type }) => type === "question");
	assert.ok(found);
	return { case: id, object: found.object, rev: 1, ct: world.ct(id, 0) };
};

/** A client's chains over a broker that gives ciphertexts as long as it is asked. */
function clientOf(vault: VaultApi) {
	const asked: string[] = [];
	const link = {
		request: async (cmd: string) => {
			asked.push(cmd);
			return { ok: {}, blobs: [world.ct(id, 0)] };
		},
	} as unknown as Link;
	return { chains: new Chains(link, vault), asked };
}

test("ninety days after the end, nothing of the case opens any more", async () => {
	const { vault } = office.counsellor;
	const open = await vault.caseView(id);
	assert.deepEqual([open.erased, open.keys], [null, ["P", "S", "C"]]);
	assert.equal(open.guests[0]?.name, "Tulkki Testinen");
	assert.ok((await vault.objectOpen(question(open))).length > 0);
	await world.pass(90 * DAY_MS - 10 * MINUTE_MS);
	assert.equal((await vault.caseView(id)).keys.length, 3);
	await world.pass(10 * MINUTE_MS);
	// Not even where nobody has looked at the case since.
	await assert.rejects(office.nurse.vault.objectOpen(question(open)), code("no_key"));
	const gone = await vault.caseView(id);
	assert.deepEqual(gone.keys, []);
	assert.deepEqual(
		[gone.erased?.by, gone.erased?.at],
		[null, (gone.closed?.at ?? 0) + 90 * DAY_MS],
	);
	assert.equal(gone.guests[0]?.name ?? null, null);
	await assert.rejects(vault.objectOpen(question(open)), code("no_key"));
});

test("the county's own days count, from when they are signed", async () => {
	const { counsellor, county } = office;
	await world.pass(8 * DAY_MS);
	assert.equal((await counsellor.vault.caseView(id)).keys.length, 3);
	await world.signDirectory(county, { kind: "retention", days: 9 });
	await world.syncDirectory(counsellor);
	assert.equal((await counsellor.vault.caseView(id)).erased, null);
	await world.signDirectory(county, { kind: "retention", days: 7 });
	await world.syncDirectory(counsellor);
	const gone = await counsellor.vault.caseView(id);
	assert.deepEqual([gone.keys, gone.erased?.by], [[], null]);
});

test("under a hold the case stays, and goes when the hold does", async () => {
	const { nurse, counsellor } = office;
	await world.act(nurse, id, { kind: "hold", on: true, reason: "kantelu" });
	await world.sync(counsellor, id);
	await world.pass(120 * DAY_MS);
	assert.equal((await counsellor.vault.caseView(id)).keys.length, 3);
	await world.act(nurse, id, { kind: "hold", on: false, reason: "" });
	const gone = await world.sync(counsellor, id);
	assert.deepEqual([gone.keys, gone.erased?.by], [[], null]);
});

test("a client told of it forgets what it had opened; told too early it keeps it", async () => {
	const { chains, asked } = clientOf(office.counsellor.vault as VaultApi);
	const seen: CaseView[] = [];
	chains.onView = (view) => seen.push(view);
	const view = await chains.refreshed(id);
	assert.ok(await chains.newestDoc(view, "question"));
	assert.ok(await chains.newestDoc(view, "question"));
	assert.deepEqual(asked, ["object-get"], "kept");
	// The event `case` with kind erase makes this call: before its time it changes nothing.
	const same = await chains.refreshed(id);
	assert.deepEqual([same.erased, same.keys.length], [null, 3]);
	assert.ok(await chains.newestDoc(same, "question"));
	assert.equal(asked.length, 1);
	await world.pass(90 * DAY_MS);
	const gone = await chains.refreshed(id);
	assert.deepEqual([gone.keys, seen.at(-1)?.erased?.by], [[], null]);
	assert.equal(await chains.newestDoc(gone, "question"), null);
	// Nor is a text left over from before: whoever asks by the old view gets no further than the vault.
	await assert.rejects(chains.newestDoc(view, "question"), code("no_key"));
	assert.equal(asked.length, 2);
});

test("a screen that stays open looks again at that very moment, with a broker that says nothing", async (t) => {
	const { uid, vault } = office.counsellor;
	await world.pass(90 * DAY_MS - 10 * MINUTE_MS);
	const store = new Store();
	const { link } = new Broker(world, office.counsellor);
	const directory = new DirectorySync(store, link, vault);
	const chains = new Chains(link, vault);
	directory.begin(uid);
	await directory.sync();
	await chains.sync(id);
	store.cases.value = { kind: "ready", value: [{ case: id } as CaseSummary] };
	const trust = { needsNumber: () => false } as unknown as Trust;
	const keys = new KeysKeeper({ store, link, chains, directory, trust });
	let moments = 0;
	keys.onMoment = () => {
		moments += 1;
	};
	mock.timers.enable({ apis: ["setTimeout"] });
	t.after(() => mock.timers.reset());
	keys.begin();
	await keys.look();
	mock.timers.tick(9 * MINUTE_MS);
	assert.equal(moments, 0);
	mock.timers.tick(MINUTE_MS + 1_000);
	assert.equal(moments, 1);
	keys.stop();
});

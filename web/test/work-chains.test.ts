// What the work layer sends of a case, over a broker that has the real one's bounds and nothing else: long acts in several
// commands, a cut between them, and a withdrawal that names the case of the paper.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { textBytes, toB64 } from "../src/crypto/bytes.ts";
import { randomBytes, sodiumReady } from "../src/crypto/sodium.ts";
import type { CaseAct, CaseView, VaultApi } from "../src/crypto/vault.ts";
import { WireError } from "../src/wire/errors.ts";
import { Chains } from "../src/work/chains.ts";
import type { Link } from "../src/work/link.ts";
import { referenceOf } from "../src/work/reference.ts";
import { Withdrawal } from "../src/work/withdrawal.ts";
import { Broker } from "./broker.ts";
import { Office } from "./office.ts";
import type { Member, World } from "./world.ts";

before(sodiumReady);

const BLOBS_MAX = 64;
const STATEMENTS_MAX = 16;

interface Append {
	readonly case: string;
	readonly statements: readonly { stmt: number; sig: number; data: readonly number[] }[];
}

/** One person's line to the store; `cut`: how many commands get through. */
class Line {
	readonly sent: number[] = [];
	cut = Number.POSITIVE_INFINITY;
	readonly #world: World;

	constructor(world: World) {
		this.#world = world;
	}

	readonly link = {
		request: async (cmd: string, params: unknown, { blobs }: { blobs: readonly Uint8Array[] }) => {
			assert.equal(cmd, "case-append");
			return { ok: this.#append(params as Append, blobs), blobs: [] };
		},
	} as unknown as Link;

	#append({ case: id, statements }: Append, blobs: readonly Uint8Array[]) {
		assert.ok(statements.length <= STATEMENTS_MAX && blobs.length <= BLOBS_MAX);
		if (this.sent.length === this.cut) throw new WireError("closed");
		this.sent.push(statements.length);
		const blob = (i: number) => blobs[i] ?? new Uint8Array();
		this.#world.keep({
			case: id,
			ids: [],
			statements: statements.map(({ stmt, sig, data }) => ({
				stmt: blob(stmt),
				sig: blob(sig),
				data: data.map(blob),
			})),
		});
		return this.#world.caseHead(id);
	}

	/** The chains of this person, as far as they have come. */
	async chains(by: Member, id: string): Promise<Chains> {
		await this.#world.sync(by, id);
		const chains = new Chains(this.link, by.vault as VaultApi);
		await chains.refreshed(id);
		return chains;
	}
}

/** A case whose keys have been changed again and again. */
async function manyEpochs(office: Office, times: number): Promise<string> {
	const { world, nurse, counsellor } = office;
	const id = await office.newCase();
	for (let n = 0; n < times; n++) {
		await office.setPair([nurse]);
		await world.sync(nurse, id);
		await world.act(nurse, id, { kind: "rotate" });
		await office.setPair([nurse, counsellor]);
		await world.sync(nurse, id);
		await world.act(nurse, id, { kind: "share", uid: counsellor.uid });
	}
	return id;
}

test("the keys of many epochs go in several commands, and a cut between them leaves the rest owed", async () => {
	const office = await Office.open();
	const { world, nurse, counsellor, county } = office;
	const id = await manyEpochs(office, 7);
	const third = await world.person(county, "kolmas", "worker");
	await office.setPair([nurse, counsellor, third]);
	const line = new Line(world);
	line.cut = 1;
	const chains = await line.chains(nurse, id);
	const share: CaseAct = { kind: "share", uid: third.uid };
	await assert.rejects(chains.append(id, [share]), { code: "closed" });
	assert.deepEqual(line.sent, [STATEMENTS_MAX]);
	const left = await world.sync(nurse, id);
	assert.deepEqual(
		left.owed.map(({ uid }) => uid),
		[third.uid],
		"what did not get through stays owed",
	);
	line.cut = Number.POSITIVE_INFINITY;
	await chains.append(id, [share]);
	assert.deepEqual(line.sent, [STATEMENTS_MAX, 9], "a member-add and 24 keys, none of them twice");
	assert.deepEqual(chains.known(id)?.owed, []);
	assert.deepEqual((await world.sync(third, id)).keys, ["P", "S", "C"]);
});

test("a cut between the new keys of two compartments: the rest stays stale, and nobody is left without keys", async () => {
	const office = await Office.open();
	const { world, nurse, counsellor, county } = office;
	const names = ["kolmas", "neljäs", "viides", "kuudes"];
	const more = [];
	for (const name of names) more.push(await world.person(county, name, "worker"));
	const [leaver, ...rest] = more;
	assert.ok(leaver);
	await office.setPair([nurse, counsellor, ...more]);
	const id = await office.newCase();
	for (const { uid } of more) await world.act(nurse, id, { kind: "share", uid });
	await office.setPair([nurse, counsellor, ...rest]);
	const line = new Line(world);
	line.cut = 1;
	const chains = await line.chains(nurse, id);
	const next = ({ stale: [comp] }: CaseView) =>
		comp === undefined ? null : ([{ kind: "rotate", comp }] as const);
	await chains.append(id, next);
	await assert.rejects(chains.append(id, next), { code: "closed" });
	const left = await world.sync(nurse, id);
	assert.deepEqual([left.stale, left.owed], [["S", "C"], []]);
	line.cut = Number.POSITIVE_INFINITY;
	while ((await chains.append(id, next)) !== null);
	assert.deepEqual(line.sent, [7, 6, 6], "who is out goes with the first");
	const done = chains.known(id);
	assert.deepEqual([done?.stale, done?.owed], [[], []]);
	for (const one of [counsellor, ...rest])
		assert.deepEqual((await world.sync(one, id)).keys, ["P", "S", "C"]);
});

test("a coordinator's withdrawal ends no consent but that of the case on the paper", async () => {
	const office = await Office.open();
	const mine = toB64(randomBytes(16));
	const other = toB64(randomBytes(16));
	const consent = { id: toB64(randomBytes(16)), state: "in-force", from: 0, to: 1 };
	const head = { seq: 3, hash: toB64(randomBytes(32)) };
	const row = { pair: office.pair, state: "open", hold: false, consent, head, time: 0 };
	let answer = { case: mine, ...row };
	const link = { request: async () => ({ ok: answer, blobs: [] }) } as unknown as Link;
	const withdrawal = new Withdrawal(link, office.county.vault);
	assert.equal((await withdrawal.find(referenceOf(mine))).case, mine);
	answer = { case: other, ...row };
	await assert.rejects(withdrawal.find(referenceOf(mine)), { code: "not_verified" });
});

test("what somebody has stored that is no JSON fails nothing else that is read with it", async () => {
	const office = await Office.open();
	const { world, nurse, contact } = office;
	const { id } = await office.withContact();
	await world.sync(contact, id);
	for (const plain of ["{", "", "\u0000"])
		await world.act(contact, id, { kind: "object", type: "thread", plain: textBytes(plain) });
	const said = { v: 1, text: "Moi" };
	const plain = textBytes(JSON.stringify(said));
	await world.act(contact, id, { kind: "object", type: "thread", plain });
	await world.sync(nurse, id);
	const chains = new Chains(new Broker(world, nurse).link, nurse.vault);
	const view = await chains.sync(id);
	const wanted = view.objects.filter(({ type }) => type === "thread");
	const docs = await chains.docs(
		view,
		wanted.map(({ object }) => ({ object, rev: 1 })),
	);
	assert.deepEqual(docs.slice(-4), [undefined, undefined, undefined, said]);
});

test("what is still under way when one leaves is neither kept nor shown", async () => {
	const office = await Office.open();
	const { world, nurse } = office;
	const { id } = await office.withConsent();
	const { now, request } = new Broker(world, nurse).link;
	let asked = 0;
	let meanwhile = () => {};
	const answer = async (...all: Parameters<Link["request"]>) => {
		asked += 1;
		meanwhile();
		return request(...all);
	};
	const chains = new Chains({ now, request: answer } as unknown as Link, nurse.vault);
	const view = await chains.sync(id);
	let shown = 0;
	chains.onView = () => {
		shown += 1;
	};
	meanwhile = () => chains.leave();
	await chains.sync(id);
	assert.deepEqual([chains.known(id), shown], [null, 0]);
	meanwhile = () => {};
	for (const _ of [1, 2]) {
		asked = 0;
		assert.ok(await chains.newestDoc(view, "question"));
		assert.equal(asked, 1, "nothing was kept");
	}
	chains.begin();
	await chains.sync(id);
	assert.deepEqual([chains.known(id)?.case, shown], [id, 1]);
});

test("of an object that is written over and over, the newest revisions stay opened and no others", async () => {
	const office = await Office.open();
	const { world, nurse } = office;
	const { id } = await office.withConsent();
	const act = { kind: "object", type: "plan" } as const;
	const rev = (n: number) => textBytes(JSON.stringify({ n }));
	const { signed } = await world.act(nurse, id, { ...act, plain: rev(1) });
	const object = signed.ids[0] ?? "";
	for (let n = 2; n <= 40; n++) await world.act(nurse, id, { ...act, object, plain: rev(n) });
	const { now, request } = new Broker(world, nurse).link;
	let asked = 0;
	const count = (...all: Parameters<Link["request"]>) => {
		if (all[0] === "object-get") asked += 1;
		return request(...all);
	};
	const chains = new Chains({ now, request: count } as unknown as Link, nurse.vault);
	const view = await chains.sync(id);
	for (let n = 1; n <= 40; n++) assert.deepEqual(await chains.doc(view, object, n), { n });
	assert.equal(asked, 40);
	for (let n = 9; n <= 40; n++) await chains.doc(view, object, n);
	assert.equal(asked, 40, "kept");
	assert.deepEqual(
		await chains.docs(view, [
			{ object, rev: 40 },
			{ object, rev: 8 },
		]),
		[{ n: 40 }, { n: 8 }],
	);
	assert.equal(asked, 41, "asked for again");
});

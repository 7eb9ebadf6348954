// A consent over its life: limited by a new one, acknowledged or not as the county decides, withdrawn through the
// coordinator by the reference on the paper, and ended by the clock in the middle of a call.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { CaseAct, VaultApi } from "../../web/src/crypto/vault/api.ts";
import { Server } from "./kit.ts";
import {
	acknowledge,
	CASES,
	type Cast,
	caseInForce,
	castOf,
	elsewhere,
	fileOf,
	listed,
	type Member,
	openCase,
	openHour,
	queueInto,
	owedTo,
	refused,
	stopAll,
	told,
	until,
} from "./kit-work.ts";

const NONE = { microphone: false, camera: false };
/** Time to acknowledge, queue and meet in before the short consent ends. */
const SHORT_MS = 12_000;

let server: Server;
let cast: Cast;
let hour: string;
let first: Member;
let second: Member;
let id: string;
let tablet: Member | undefined;

before(async () => {
	server = await Server.start();
	cast = await castOf(server);
	[first, second] = cast.pairA;
	({ hour } = await openHour(cast));
	id = await caseInForce(cast.pairA, cast.pairs.a);
	await queueInto(first, id, hour, 20, "normal");
	await listed(cast.contact, id, true);
});
after(async () => {
	tablet?.stop();
	stopAll(cast);
	await server?.dispose();
});

test("limited: a new consent takes the old one's place, the place in the hour stays, Kela is given keys anew", async () => {
	const { consent } = await fileOf(first, id);
	const { doc } = await first.work.consent.load();
	await first.work.consent.record(id, { ...doc, categories: ["housing"] }, null);
	await acknowledge(second, id);
	const file = await fileOf(first, id, (one) => one.consent?.state === "in-force", "it in force");
	assert.equal(file.consents.length, 2);
	assert.deepEqual(
		file.consents.map((one) => [one.id === consent?.id, one.replaced]),
		[
			[true, true],
			[false, false],
		],
	);
	assert.equal(file.queued?.hour, hour);
	const owed = await owedTo(first, cast.contact.uid, 1);
	assert.equal(owed.why, "contact");
	await first.work.trust.giveKeys(cast.contact.uid);
	await fileOf(cast.contact, id, ({ question }) => question !== null, "the question");
	const read = await cast.contact.work.consent.load();
	assert.deepEqual(read.doc.categories, ["housing"]);
});

test("a county may do without the second worker, and may want them again", async () => {
	const { setConsentAck } = cast.coordinator.work.coordinator;
	await setConsentAck("off");
	const setting = (one: Member, wanted: string) =>
		until(
			one.work.state.directory,
			(state) => state.kind === "ready" && state.value.consentAck === wanted,
			`acknowledgements ${wanted}`,
		);
	for (const one of [first, second, cast.coordinator]) await setting(one, "off");
	const alone = await openCase(first, cast.pairs.a, CASES.housing, "drawn");
	const file = await fileOf(first, alone, (one) => one.consent?.state === "in-force", "it in force");
	assert.equal(file.consent?.acknowledged, null);
	await setConsentAck("required");
	for (const one of [first, second]) await setting(one, "required");
	await fileOf(first, alone, (one) => one.consent?.state === "waiting-ack", "it waiting");
	await refused(queueInto(first, alone, hour, 10, "normal"), "no_consent");
	await refused(cast.kela.work.coordinator.setConsentAck("off"), "forbidden");
});

test("withdrawn through the coordinator, who finds the case by its reference and reads nothing", async () => {
	const { coordinator } = cast.coordinator.work;
	const { reference } = await fileOf(first, id);
	assert.match(reference, /^[0-9A-HJKMNP-TV-Z]{8}$/);
	assert.equal(first.work.cases.reference(id), reference);
	await refused(coordinator.findCase("tämä ei ole"), "bad_param");
	await refused(cast.kela.work.coordinator.findCase(reference), "not_found");
	const typed = ` ${reference.slice(0, 4).toLowerCase()} ${reference.slice(4).toLowerCase()}`;
	const found = await coordinator.findCase(typed);
	assert.deepEqual([found.case, found.pair, found.consent?.state], [id, cast.pairs.a, "in-force"]);
	await first.work.cases.say("Ketju kasvaa välissä");
	await coordinator.withdraw(found, "client", "written");
	for (const one of [first, second]) await told(one, "consent_withdrawn", cast.coordinator.uid);
	const file = await fileOf(first, id, (one) => one.consent?.state === "withdrawn", "it withdrawn");
	assert.equal(file.consent?.withdrawn?.by, cast.coordinator.uid);
	assert.equal(file.consent?.withdrawn?.how, "written");
	await listed(cast.contact, id, false);
	await coordinator.withdraw(found, "client", "written"); // said twice, ended once
	const { doc } = await first.work.consent.load();
	await first.work.consent.record(id, doc, null);
	await refused(coordinator.withdraw(found, "client", "oral"), "conflict");
	await refused(cast.coordinator.work.cases.open(id), "forbidden");
});

/** A vault whose next consent ends so soon: the screens know whole days only. */
function hurried(vault: VaultApi): VaultApi {
	const soon = (act: CaseAct): CaseAct =>
		act.kind === "consent" ? { ...act, validTo: Date.now() + SHORT_MS } : act;
	return new Proxy(vault, {
		get(target, name) {
			if (name !== "caseSign") return Reflect.get(target, name, target) as unknown;
			const sign: VaultApi["caseSign"] = (input) =>
				target.caseSign({ ...input, acts: input.acts.map(soon) });
			return sign;
		},
	});
}

test("the last moment comes in the middle of a call: both sides are out of the room, and told why", async () => {
	const { contact } = cast;
	const brief = await caseInForce(cast.pairA, cast.pairs.a, CASES.student);
	await queueInto(first, brief, hour, 10, "normal");
	// The place was taken under a consent that outlasts the hour; the one that replaces it does not.
	tablet = await elsewhere(server, first, hurried);
	await tablet.work.cases.open(brief);
	const { doc } = await tablet.work.consent.load();
	await tablet.work.consent.record(brief, doc, null);
	await acknowledge(second, brief);
	const { consent } = await fileOf(tablet, brief, (one) => one.consent?.state === "in-force", "it");
	for (const one of [tablet, contact]) await one.work.hour.enterLobby(hour);
	await tablet.work.hour.openCaseInTurn(brief, NONE);
	await until(contact.work.state.lobby, (lobby) => lobby?.turn?.session != null, "the turn");
	await contact.work.hour.join(NONE);
	for (const one of [tablet, contact]) {
		await until(
			one.work.state.room,
			(room) => room?.phase === "open" && room.others[0]?.verified === "verified",
			"a verified room",
		);
	}
	assert.ok(tablet.work.now() < (consent?.to ?? 0), "this machine is too slow for this test");
	for (const one of [tablet, contact]) {
		const room = await until(one.work.state.room, (state) => state?.phase === "closed", "its end");
		assert.equal(room?.closed, "expired");
		assert.deepEqual(room?.hearing, []);
	}
	const late = tablet.work.now() - (consent?.to ?? 0);
	assert.ok(late >= -100 && late < 2_000, `closed ${late} ms after the last moment`);
	for (const one of [tablet, second, contact]) await told(one, "consent_ended");
	await listed(contact, brief, false);
	assert.equal((await fileOf(contact, brief)).question, null, "no key of the shared part");
	await refused(contact.work.hour.join(NONE), "no_consent");
});

test("the whole record verifies", async () => {
	tablet?.stop();
	stopAll(cast);
	assert.equal((await server.stop()).code, 0);
	const { code, out, err } = await server.verify();
	assert.equal(code, 0, out + err);
});

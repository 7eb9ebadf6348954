// Marks in everything that is the clients' and the workers' own: every field of every document, passphrases and all keys,
// what is said in a call. The whole workflow is lived with them; afterwards none of them is in any file of the server, in
// what it has said, or in the memory of either of its processes, in any form that bytes usually take. What the server
// knows by design is found in the same way, so the search finds what there is.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { parseAccountKey } from "../../web/src/crypto/account-key.ts";
import { parseInviteFragment } from "../../web/src/crypto/genesis.ts";
import { fingerprintHash } from "../../web/src/crypto/keys.ts";
import { fingerprintText } from "../../web/src/crypto/sdp.ts";
import { fromB64, textBytes } from "../../web/src/crypto/bytes.ts";
import { gatherCast } from "../../web/src/demo/cast.ts";
import type { Account } from "../../web/src/demo/found.ts";
import { wallTime } from "../../web/src/work/time.ts";
import { type Ended, Server } from "./kit.ts";
import { atCall, type Caller, type Said, SpokenMedia } from "./kit-call.ts";
import { Inside } from "./kit-inside.ts";
import { type Contents, mark, markedContents, piecesOf, secretsOf, unmarked } from "./kit-marks.ts";
import { formsOf, Search } from "./kit-search.ts";
import {
	acknowledge,
	type Cast,
	fileOf,
	openHour,
	queueInto,
	seen,
	siteOf,
	stopAll,
	until,
	weeklyFrom,
} from "./kit-work.ts";

const HOUR_MS = 3_600_000;
const DEVICES = { microphone: true, camera: false };
const REASONS = { unqueue: mark(), close: mark() };
const SPOILT = mark();

let server: Server;
let cast: Cast;
let worker: Caller;
let contact: Caller;
let contents: Contents;
let stopped: Ended;
let hour = "";
let id = "";
/** What nobody but people's own clients may know. */
const secrets = new Map<string, string | Uint8Array>();
/** What the server knows by design, or was told by mistake. */
const known = new Map<string, string>();

const keep = (prefix: string, more: Iterable<readonly [string, string | Uint8Array]>): void => {
	for (const [name, secret] of more) secrets.set(`${prefix}: ${name}`, secret);
};

/** Whole, and a word of it. */
function newPassphrase(): string {
	const word = mark();
	const passphrase = `${word} tuulee ${mark()}`;
	keep("passphrase", [
		[passphrase, passphrase],
		[word, word],
	]);
	return passphrase;
}

before(async () => {
	server = await Server.start();
	for (const [name, link] of Object.entries(server.links))
		keep(name, [["founding secret", parseInviteFragment(`i=${server.secret(link)}`).secret]]);
	cast = await gatherCast(siteOf(server), server.links, newPassphrase);
	contents = markedContents(wallTime(cast.coordinator.work.now()).date);
	keep("content", secretsOf(contents));
	const open = await openHour(cast);
	hour = open.hour;
	const named = { name: mark(), pairs: [cast.pairs.a], contact: cast.contact.uid };
	const later = weeklyFrom(open.startsAt + 2 * HOUR_MS, 0, named); // the contact has one hour at a time
	await cast.coordinator.work.coordinator.createSeries(later);
	known.set("series", named.name);
	known.set("pair", "Työpari A");
	worker = await atCall(server, cast.pairA[0], spoken("worker"));
	contact = await atCall(server, cast.contact, spoken("contact"));
});
after(async () => {
	worker?.stop();
	contact?.stop();
	stopAll(cast);
	await server?.dispose();
});

const both = () =>
	[
		[worker, contact],
		[contact, worker],
	] as const;

/** A call with marks where descriptions and candidates have what is their own. */
function spoken(who: string): SpokenMedia {
	const own = () => {
		const value = mark();
		keep(`call of ${who}`, [[String(secrets.size), value]]);
		return value;
	};
	const sdp = () => `v=0\r\no=- ${own()}\r\na=ice-ufrag:${own()}\r\na=ice-pwd:${own()}\r\n`;
	const ice = JSON.stringify({ candidate: `candidate:1 1 udp 1 ${own()} 9 typ host` });
	const said: Said = { offer: sdp(), answer: sdp(), ice };
	return new SpokenMedia(said);
}

/** Account keys as bytes and as people write them. */
function keepAccountKeys(): void {
	for (const { account } of cast.everyone) {
		const { username, accountKey } = account;
		const whole = accountKey.replace(/\s/g, "");
		const inFours = (gap: string) => (whole.match(/.{4}/g) ?? []).join(gap);
		const written = [whole, inFours(" "), inFours("-")];
		keep(`account key of ${username}`, [
			["bytes", parseAccountKey(accountKey)],
			...[...written, ...written.map((key) => key.toLowerCase())].map((key) => [key, key] as const),
		]);
		known.set(`user name ${username}`, username);
		known.set(`display name of ${username}`, account.display);
	}
}

/** What a person's client holds at this moment: derived anew, beside their devices. */
async function keepInside(account: Account, sessions: readonly string[]): Promise<Inside> {
	const inside = await Inside.of(server, account);
	const who = `${account.username}, with ${account.passphrase}`;
	keep(who, inside.secrets);
	keep(`${who}, case`, await inside.caseSecrets(id, sessions));
	const { sign, enc } = inside.identity;
	const uid = fromB64(inside.uid);
	keep("mark", [[account.username, fingerprintHash(inside.g, uid, sign.pk, enc.pk)]]);
	return inside;
}

test("the search finds every form of a secret, wherever it begins", () => {
	const secret = mark();
	const forms = ["utf8", "utf16le", "hex", "base64", "base64url"] as const;
	for (const form of forms)
		for (let before = 0; before < 3; before++) {
			const plain = Buffer.from(`${"ö?".repeat(50)}${"x".repeat(before)}${secret}~~`, "utf8");
			const search = new Search([["it", secret]]);
			const within = Buffer.from(plain.toString("utf8"), form === "utf16le" ? form : "utf8");
			search.look(
				form,
				form.startsWith("utf") ? within : Buffer.from(plain.toString(form), "latin1"),
			);
			assert.equal(search.found.size, 1, `${form} after ${before}`);
		}
	const nothing = new Search([["it", secret]]);
	nothing.look("other words", Buffer.from(mark()));
	assert.equal(nothing.found.size, 0);
	assert.ok(formsOf("it", secret).length >= 7);
});

test("every field of every document has its mark", () => {
	assert.deepEqual(unmarked(contents), []);
});

test("from enrolment to a queued case: question, background, scan, consent, attachment, thread, drafts", async () => {
	keepAccountKeys();
	for (const [one, other] of both()) {
		const { number } = seen(one, other.uid);
		const { username } = other.account;
		keep(`number of ${username}`, [["in groups", number]]);
		keep(`number of ${username}`, [["in one", number.replaceAll(" ", "")]]);
		await one.work.trust.compare(other.uid, number, true);
	}
	const invited = { username: "uusi.ohjaaja", display: "Uusi Ohjaaja", roles: ["worker"] } as const;
	const { link } = await cast.coordinator.work.coordinator.invite(invited);
	keep("invite", [["secret", parseInviteFragment(`i=${server.secret(link)}`).secret]]);
	const draft = { question: mark(), situation: mark() };
	keep("draft", Object.entries(draft));
	await worker.work.drafts.save("case/new", draft);
	assert.deepEqual(await worker.work.drafts.load("case/new"), draft);
	const { QuestionDoc: question, BackgroundDoc: background, ConsentDoc: doc } = contents;
	id = await worker.work.cases.create({ pair: cast.pairs.a, question, background });
	await worker.work.consent.record(id, doc, contents.ScanFile);
	await acknowledge(cast.pairA[1], id);
	await queueInto(worker, id, hour, 20);
	await worker.work.cases.unqueue(id, REASONS.unqueue);
	await queueInto(worker, id, hour, 20);
	await attach();
	const file = await fileOf(contact, id, (one) => one.question !== null, "the question");
	assert.deepEqual(file.question, question);
	const consent = await contact.work.consent.load();
	assert.deepEqual(
		[consent.doc, Buffer.from(consent.file?.bytes ?? [])],
		[doc, contents.ScanFile.bytes],
	);
	const asked = mark();
	keep("thread", [["Kela asks", asked]]);
	await contact.work.cases.needsInfo(id, asked);
	const own = await fileOf(worker, id, ({ thread }) => thread.length === 1, "Kela's question");
	assert.deepEqual([own.background, own.thread[0]?.doc.text], [background, asked]);
	await worker.work.cases.say(contents.ThreadDoc.text);
	await contact.work.cases.markReady(id);
	const noted = mark();
	keep("note", [["Kela's own", noted]]);
	await contact.work.cases.note(id).save(noted);
	assert.equal(await contact.work.cases.note(id).load(), noted);
	await openRoom();
});

/** No screen makes attachments yet: sealed and signed by the worker's vault, sent over a wire of theirs. */
async function attach(): Promise<void> {
	const plain = Buffer.from(contents.ScanFile.bytes).reverse();
	keep(
		"attachment",
		piecesOf(plain).map((piece, i) => [`piece ${i}`, piece] as const),
	);
	const { wire } = await Inside.of(server, worker.account);
	const { object, chunks } = await worker.vault.fileSeal({ case: id, type: "attachment", plain });
	for (const [index, chunk] of chunks.entries())
		await wire.ask("chunk-put", { case: id, object, index, data: 0 }, [chunk]);
	const acts = [{ kind: "attachment", object } as const];
	const [signed] = (await worker.vault.caseSign({ case: id, acts })).statements;
	assert.ok(signed !== undefined && chunks.length === 2);
	const statements = [{ stmt: 0, sig: 1, data: [] }];
	await wire.ask("case-append", { case: id, statements }, [signed.stmt, signed.sig]);
	await wire.close();
}

async function openRoom(): Promise<void> {
	for (const one of [worker, contact]) await one.work.hour.enterLobby(hour);
	await worker.work.hour.openCaseInTurn(id, DEVICES);
	await until(contact.work.state.lobby, (lobby) => lobby?.turn?.session != null, "the turn");
	await contact.work.hour.join(DEVICES);
	for (const one of [worker, contact])
		await until(one.work.state.room, (room) => room?.hearing.length === 1, "to be heard");
}

test("a call with descriptions and candidates, and a plan that both write and confirm", async () => {
	const { steps, v: _, ...fields } = contents.PlanDoc;
	worker.work.plan.edit({ ...fields, steps });
	const whole = (one: Caller) =>
		fileOf(one, id, ({ plan }) => plan.doc.steps.length === 1, "the step of the plan");
	assert.deepEqual((await whole(contact)).plan.doc, contents.PlanDoc);
	await worker.work.plan.confirm();
	await fileOf(contact, id, ({ plan }) => plan.rev > 0, "the stored plan");
	await contact.work.plan.confirm();
	await fileOf(worker, id, ({ plan }) => plan.confirmed, "the confirmed plan");
	for (const [one, other] of both()) {
		const heard = new Set(one.media.heard.map(({ payload }) => payload));
		const { offer, answer, ice } = other.media.said;
		assert.deepEqual([...heard].toSorted(), [offer, answer, ice].toSorted());
		for (const print of one.media.certificates)
			keep(`certificate of ${one.account.username}`, [
				["bytes", print],
				["text", fingerprintText(print)],
			]);
	}
	const session = worker.work.state.room.value?.session ?? "";
	for (const one of [worker, contact])
		await (await keepInside(one.account, [session])).wire.close();
	const names = [...secrets.keys()].join("\n");
	for (const key of [
		/key P1$/m,
		/key S1 of objects$/m,
		/key C1 of files$/m,
		/key of session .+ by S1$/m,
	])
		assert.match(names, key);
	await keptOut("in the call");
});

test("a passphrase changed, the case closed", async () => {
	await worker.work.hour.endHour("handled");
	const next = newPassphrase();
	await worker.work.session.changePassphrase(worker.account.passphrase, next);
	const inside = await keepInside({ ...worker.account, passphrase: next }, []);
	await worker.work.cases.closeCase(id, REASONS.close);
	// Kept in the clear in the chain (PROTOCOL §5), whoever writes what into them.
	known.set("reason of unqueue", REASONS.unqueue);
	known.set("reason of close", REASONS.close);
	// A client that is broken: it forgets to seal.
	await inside.wire.ask("draft-put", { key: "spoilt", data: 0 }, [
		textBytes(`${SPOILT} `.repeat(99)),
	]);
	known.set("a draft in the clear", SPOILT);
	await inside.wire.close();
});

const everything = () => [...secrets, ...known];

function report(when: string, search: Search): void {
	const leaked = [...search.found].filter(([name]) => secrets.has(name));
	const lines = leaked.map(([name, places]) => `${name}: ${[...places].join("; ")}`);
	const millions = (search.bytes / 1e6).toFixed(0);
	console.log(`${when}: ${secrets.size} secrets, ${millions} MB, ${leaked.length} found`);
	assert.deepEqual(lines, [], when);
}

/** Files, what has been said so far, and the memory of both processes as they stand. */
async function keptOut(when: string): Promise<Search> {
	const search = new Search(everything());
	const files = search.folder("file", server.dir);
	for (const file of ["etatunti.db", "etatunti.db-wal", "checkpoints.log"])
		assert.ok(files.includes(file), `no ${file} among ${files.join()}`);
	search.look("stderr", Buffer.from(server.stderr));
	for (const [name, pid] of Object.entries({ core: server.corePid, front: server.frontPid }))
		assert.ok(search.memory(`memory of ${name}`, pid) > 1e6, `nothing of ${name} could be read`);
	report(when, search);
	return search;
}

/** Where something known was found, by the beginning of the place. */
const placesOf = (search: Search, name: string) =>
	[...(search.found.get(name) ?? [])].map((place) => place.split(",")[0] ?? "");

test("nothing of it is in files or memory right after", async () => {
	const search = await keptOut("after the work");
	for (const name of known.keys()) {
		const places = placesOf(search, name);
		assert.ok(
			places.some((place) => place.startsWith("file")),
			`${name} is in no file`,
		);
	}
	// What a client had not sealed would have been found: on its way, where it is handled, and where it ends.
	const spoilt = placesOf(search, "a draft in the clear").join();
	for (const place of ["memory of front", "memory of core", "file"])
		assert.ok(spoilt.includes(place));
});

test("nothing of it is in the stopped server's files, or in what it has said", async () => {
	worker.stop();
	contact.stop();
	stopAll(cast);
	stopped = await server.stop();
	assert.equal(stopped.code, 0);
	const search = new Search(everything());
	search.folder("file", server.dir);
	search.look("stdout", Buffer.from(stopped.out));
	search.look("stderr", Buffer.from(stopped.err));
	report("after the stop", search);
	for (const name of known.keys()) assert.ok(search.found.has(name), `${name} is in no file`);
	const { code, out, err } = await server.verify();
	assert.equal(code, 0, out + err);
});

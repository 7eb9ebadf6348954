// Reminders by e-mail over real SMTP, to a server of our own that takes them, puts them off, refuses them, falls silent or
// cuts the line. Whatever it does, core goes on answering, nothing is lost, and what is sent again is the same mail.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { hourSetBody } from "../../web/src/crypto/directory-body.ts";
import { fromB64 } from "../../web/src/crypto/bytes.ts";
import { type CaseFile, type Person, run, Server, within, World } from "./kit.ts";
import { type Mail, Sink } from "./kit-smtp.ts";

const NURSE = "hoitaja@example.fi";
const FROM = "etatunti@example.fi";
const TIMEOUT_S = 2;

const sink = new Sink();
let server: Server;
let world: World;
let nurse: Person;
let contact: Person;
let file: CaseFile;
let args: string[];

/** Headers by name, with their lines joined; and the words, decoded. */
function read(mail: Mail): { headers: Map<string, string>; words: string } {
	const gap = mail.text.indexOf("\r\n\r\n");
	const lines = mail.text.slice(0, gap).replaceAll("\r\n ", " ").split("\r\n");
	const bytes = mail.text
		.slice(gap + 4)
		.replaceAll("=\r\n", "")
		.replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
	return {
		headers: new Map(lines.map((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 2)])),
		words: Buffer.from(bytes, "latin1").toString(),
	};
}

const messageId = (mail: Mail): string => read(mail).headers.get("Message-ID") ?? "";

/** Kela's contact asks for more once again: one mail to the nurse. */
const asks = () => file.append(contact, (d) => d.add({ kind: "prepare", state: "needs-info" }));

const mailsToBe = (count: number) =>
	within(
		sink.until(() => sink.mails.length >= count),
		`mail ${count}`,
	);

before(async () => {
	await sink.open();
	server = await Server.start();
	await server.stop();
	const password = join(server.dir, "password");
	writeFileSync(password, "salasana ja ääkköset\n", { mode: 0o600 });
	args = ["--smtp-url", `smtp://127.0.0.1:${sink.port}`, "--smtp-from", FROM, "--smtp-user", "etatunti"];
	args.push("--smtp-password-file", password, "--smtp-timeout", String(TIMEOUT_S), "--smtp-retry", "1");
	await server.serve(args);
	world = await World.make(server);
	({ nurse, contact } = world.people);
	await nurse.wire.ask("reach-set", { email: NURSE, language: "fi" });
	file = await world.caseQueued(15, world.hours[1]);
});
after(async () => {
	await server?.dispose();
	await sink.close();
});

test("a mail is neutral, in the reader's language, and signed in for", async () => {
	await asks();
	await mailsToBe(1);
	const [mail] = sink.mails;
	assert.ok(mail !== undefined);
	assert.deepEqual([mail.from, mail.to], [FROM, NURSE]);
	assert.equal(mail.signedIn, "\0etatunti\0salasana ja ääkköset");
	const { headers, words } = read(mail);
	assert.equal(headers.get("To"), `<${NURSE}>`);
	assert.equal(headers.get("Auto-Submitted"), "auto-generated");
	assert.equal(headers.get("Subject"), "=?utf-8?Q?Kela_pyyt=C3=A4=C3=A4_lis=C3=A4tietoja?=");
	assert.match(headers.get("Message-ID") ?? "", /^<[0-9a-f]{32}@localhost>$/);
	assert.match(words, /^Kelan yhteyshenkilö on pyytänyt lisätietoja ennen tuntia \d+\.\d+\.\d{4} klo \d+\.\d\d\./);
	assert.ok(words.includes(server.origin));
	const id = Buffer.from(file.id.buffer, file.id.byteOffset, file.id.byteLength);
	for (const form of ["hex", "base64", "base64url"] as const) assert.ok(!mail.text.includes(id.toString(form)));
	for (const { display, username } of Object.values(world.people))
		for (const name of [display, username])
			assert.doesNotMatch(`${mail.text} ${words}`, new RegExp(`(?<!\\p{L})${name}(?!\\p{L})`, "u"));
});

test("put off, it comes later, once", async () => {
	sink.moods.push("later", "later");
	await asks();
	await mailsToBe(2);
	assert.equal(sink.asked, 4);
});

test("refused for good, it is not tried again, and the coordinator sees that one was", async () => {
	const { county } = world.people;
	sink.moods.push("never");
	await asks();
	await within(
		sink.until(() => sink.asked === 5),
		"the refusal",
	);
	await asks();
	await mailsToBe(3);
	assert.equal(sink.asked, 6);
	await server.said(/a reminder was given up/);
	assert.equal((await county.wire.ask<{ failed: number }>("reach-get", {})).failed, 1);
	assert.equal((await nurse.wire.ask<{ failed: number }>("reach-get", {})).failed, 0);
});

test("while the server says nothing, core answers; then the mail is sent again", async () => {
	sink.moods.push("hang");
	await asks();
	await within(
		sink.until(() => sink.asked === 7),
		"the silence",
	);
	const began = Date.now();
	for (let i = 0; i < 20; i++) await nurse.wire.ask("series-list", {});
	assert.ok(Date.now() - began < TIMEOUT_S * 1000, "core waited for the mail server");
	await mailsToBe(4);
});

test("cut before it was acknowledged: again, the same mail", async () => {
	sink.moods.push("cut");
	await asks();
	await mailsToBe(6);
	const [first, second] = sink.mails.slice(4);
	assert.ok(first !== undefined && second !== undefined);
	assert.deepEqual([first.acknowledged, second.acknowledged], [false, true]);
	assert.equal(first.text, second.text);
	assert.equal(new Set(sink.mails.map(messageId)).size, 5);
});

test("the mailer killed in the middle: another sends it", async () => {
	const pid = server.mailerPid;
	sink.moods.push("hang");
	await asks();
	await within(
		sink.until(() => sink.asked === 11),
		"the silence",
	);
	process.kill(pid, "SIGKILL");
	await mailsToBe(7);
	assert.notEqual(server.mailerPid, pid);
	assert.match(server.stderr, /the mailer is gone/);
});

test("core killed while the mail server is down: nothing that was acknowledged is lost", async () => {
	await sink.close();
	await asks();
	await server.killCore();
	await sink.open();
	await server.serve(args);
	await mailsToBe(8);
	for (const person of Object.values(world.people)) await world.resume(person);
});

test("a cancelled hour is told without its reason; who wants nothing gets nothing", async () => {
	const [, hour] = world.hours;
	assert.ok(hour !== undefined);
	const { county, counsellor } = world.people;
	await counsellor.wire.ask("reach-set", { email: "ohjaaja@example.fi", language: "sv" });
	await nurse.wire.ask("reach-set", { email: null, language: "fi" });
	const reason = "Tilavaraus peruuntui";
	const none = { toDate: "", toStart: "" };
	const body = { series: fromB64(world.series), date: hour.date, state: "cancelled", ...none, reason } as const;
	await world.dirAppend(county, "hour-set", hourSetBody(body));
	await mailsToBe(9);
	const mail = sink.mails[8];
	assert.ok(mail !== undefined);
	assert.equal(mail.to, "ohjaaja@example.fi");
	assert.match(read(mail).words, /^Distanskonsultationstimmen \d+\.\d+\.\d{4} kl\. \d+\.\d\d är inställd\./);
	assert.ok(!mail.text.includes("Tilavaraus"));
});

test("the record holds, and without a server for mail there is no mailer", async () => {
	assert.equal((await server.stop()).code, 0);
	assert.equal((await server.verify()).code, 0);
	await server.serve();
	assert.throws(() => server.mailerPid);
	await world.resume(nurse);
	assert.equal((await nurse.wire.ask<{ on: boolean }>("reach-get", {})).on, false);
});

test("without TLS nothing is said to another machine; with it, only to one that can be trusted", async () => {
	const far = new Sink();
	const near = new Sink();
	const pem = (name: string) => readFileSync(join(server.cert, `${name}.pem`));
	await far.open("127.0.0.2");
	await near.open("127.0.0.1", { key: pem("key"), cert: pem("cert") });
	const to = (url: string) => [...args.slice(2), "--smtp-url", url];
	const secure = to(`smtps://localhost:${near.port}`);
	try {
		await server.stop();
		await server.serve(to(`smtp://127.0.0.2:${far.port}`));
		for (const person of Object.values(world.people)) await world.resume(person);
		await nurse.wire.ask("reach-set", { email: NURSE, language: "en" });
		file = await world.caseQueued(10, world.hours[2]);
		await asks();
		await server.said(/a mail was not taken: Requested SSL level failed/);
		assert.deepEqual([...new Set(far.heard)].filter((word) => word !== "QUIT"), ["EHLO"]);
		await server.stop();
		await server.serve(secure);
		await server.said(/a mail was not taken: SSL peer certificate/);
		assert.deepEqual(near.heard, []);
		await server.stop();
		await server.serve([...secure, "--smtp-ca", join(server.cert, "cert.pem")]);
		await within(
			near.until(() => near.mails.some(({ to }) => to === NURSE)),
			"the mail over TLS",
		);
	} finally {
		await far.close();
		await near.close();
	}
});

test("a line that is made secure first (STARTTLS)", async () => {
	const far = new Sink();
	const [key, cert] = ["far.key", "far.pem"].map((name) => join(server.dir, name));
	assert.ok(key !== undefined && cert !== undefined);
	const ask = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=far";
	execFileSync("openssl", [...ask.split(" "), "-addext", "subjectAltName=IP:127.0.0.2", "-keyout", key, "-out", cert], {
		stdio: "pipe",
	});
	await far.open("127.0.0.2", { key: readFileSync(key), cert: readFileSync(cert) }, "asked");
	try {
		await server.stop();
		await server.serve([...args.slice(2), "--smtp-url", `smtp://127.0.0.2:${far.port}`, "--smtp-ca", cert]);
		for (const person of Object.values(world.people)) await world.resume(person);
		await asks();
		await within(
			far.until(() => far.mails.some(({ to }) => to === NURSE)),
			"the mail",
		);
		assert.deepEqual(far.heard.slice(0, 4), ["EHLO", "STAR", "EHLO", "AUTH"]);
	} finally {
		await far.close();
	}
});

test("what is configured wrongly is said at the start", async () => {
	const bad: [RegExp, string[]][] = [
		[/--smtp-url must be/, ["--smtp-url", "http://mail.example.fi", "--smtp-from", FROM]],
		[/--smtp-url must be/, ["--smtp-url", "smtp://me:secret@mail.example.fi", "--smtp-from", FROM]],
		[/needs --smtp-from/, ["--smtp-url", "smtps://mail.example.fi"]],
		[/is no address/, ["--smtp-url", "smtps://mail.example.fi", "--smtp-from", "etatunti"]],
		[/can't be read/, [...args.slice(0, 4), "--smtp-password-file", join(server.dir, "none")]],
	];
	for (const [says, flags] of bad) {
		const { code, err } = await run(["serve", ...server.flags(), ...flags]);
		assert.equal(code, 2, err);
		assert.match(err, says);
	}
});

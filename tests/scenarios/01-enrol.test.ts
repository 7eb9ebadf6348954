// Founding, inviting, enrolling, confirming by the number, signing in here and on a new device; and what is refused.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { confirm, enrolByLink, foundOrganisation, type Member } from "../../web/src/demo/found.ts";
import { newDevice, type Site, until } from "../../web/src/demo/person.ts";
import { Server } from "./kit.ts";
import { loaded, refused, siteOf } from "./kit-work.ts";

const FOUNDER = {
	username: "kaisa",
	display: "Kaisa Koivula",
	passphrase: "pitkä salalause tuulee",
};
const WORKER = {
	username: "sanna",
	display: "Sanna Saarinen",
	passphrase: "toinen salalause sataa",
};

let server: Server;
let site: Site;
let founder: Member;
const devices: { stop(): void }[] = [];

before(async () => {
	server = await Server.start();
	site = siteOf(server);
	founder = await foundOrganisation(site, server.links.county, FOUNDER);
	devices.push(founder);
});
after(async () => {
	for (const device of devices) device.stop();
	await server?.dispose();
});

async function device() {
	const fresh = await newDevice(site);
	devices.push(fresh);
	return fresh.work;
}

const secretOf = (link: string): string => link.slice(link.indexOf("#i=") + 3);

test("a founder is in at once, as coordinator, and her link is used up", async () => {
	const session = founder.work.state.session.value;
	assert.ok(session.kind === "in");
	assert.deepEqual(session.me.roles, ["coordinator"]);
	assert.equal(session.me.orgName, "Ikaalinen");
	const work = await device();
	await refused(work.enrol.open(secretOf(server.links.county)), "used");
});

test("a cut link and the link of another deployment are told apart", async () => {
	const work = await device();
	const secret = secretOf(server.links.kela);
	await refused(work.enrol.open(secret.slice(0, -3)), "bad_link");
	const [invite = "", s = "", g = ""] = secret.split(".");
	const otherG = (g.startsWith("A") ? "B" : "A") + g.slice(1);
	await refused(work.enrol.open([invite, s, otherG].join(".")), "other_deployment");
	const otherS = (s.startsWith("A") ? "B" : "A") + s.slice(1);
	await refused(work.enrol.open([invite, otherS, g].join(".")), "bad_link");
});

test("invited, enrolled, waiting, confirmed by the number alone, signed in", async () => {
	const { username, display } = WORKER;
	const roles = ["worker"] as const;
	const { link } = await founder.work.coordinator.invite({ username, display, roles });
	await refused(founder.work.coordinator.invite({ username, display, roles }), "username_taken");

	const shown = await device();
	const invitation = await shown.enrol.open(secretOf(link));
	assert.equal(invitation.issuer, "Kaisa Koivula");
	assert.equal(invitation.username, "sanna");
	const weak = { username: "", display: "", passphrase: "salasana123" };
	await refused(shown.enrol.makeKeys(weak), "weak_passphrase");

	const newcomer = await enrolByLink(site, link, WORKER);
	devices.push(newcomer.device);
	const { work } = newcomer.device;
	await refused((await device()).enrol.open(secretOf(link)), "used");
	await refused(
		(await device()).session.signInOnNewDevice(
			"sanna",
			WORKER.passphrase,
			newcomer.account.accountKey,
		),
		"denied",
	);

	const wrong = newcomer.number.replace(/^./, (digit) => `${(Number(digit) + 1) % 10}`);
	await refused(confirm(founder, "sanna", wrong), "not_verified");
	const before = await loaded(founder.work.state.directory, "directory");
	assert.ok(!before.people.some((person) => person.username === "sanna"));
	assert.equal(before.pending[0]?.number, newcomer.number);

	await confirm(founder, "sanna", newcomer.number);
	await until(work.state.session, (s) => s.kind === "signed-out", "the confirmation");
	await work.session.signIn("sanna", WORKER.passphrase);
	const session = work.state.session.value;
	assert.ok(session.kind === "in");
	assert.equal(session.me.number, newcomer.number);
	const { pending, invites } = await loaded(founder.work.state.directory, "directory");
	assert.deepEqual([pending.length, invites.length], [0, 0]);
});

test("on a new device: passphrase and account key, both, and each refused alone", async () => {
	const work = await device();
	const { accountKey, passphrase, username } = founder.account;
	await refused(work.session.signIn(username, passphrase), "no_account_key");
	const typo = (accountKey.startsWith("A") ? "B" : "A") + accountKey.slice(1);
	await refused(work.session.signInOnNewDevice(username, passphrase, typo), "wrong_account_key");
	await refused(
		work.session.signInOnNewDevice(username, "jokin ihan muu lause", accountKey),
		"denied",
	);
	await work.session.signInOnNewDevice(username, passphrase, accountKey.toLowerCase());
	await until(work.state.session, (s) => s.kind === "in", "being in");
	const sheet = await work.session.sheet(passphrase);
	assert.equal(sheet.accountKey, accountKey);
	await refused(work.session.sheet("jokin ihan muu lause"), "wrong_passphrase");
	await work.session.lock();
	await until(work.state.session, (s) => s.kind === "locked", "the lock");
	await work.session.signIn(username, passphrase);
	await work.session.signOut();
	const session = await until(work.state.session, (s) => s.kind === "signed-out", "being out");
	assert.ok(session.kind === "signed-out");
	assert.deepEqual(session.remembered, [username]);
});

test("who was cut off when the confirmation came learns of it on coming back", async () => {
	const person = {
		username: "oskari",
		display: "Oskari Oja",
		passphrase: "kolmas salalause puhuu",
	};
	const { username, display } = person;
	const { link } = await founder.work.coordinator.invite({ username, display, roles: ["worker"] });
	const newcomer = await enrolByLink(site, link, person);
	devices.push(newcomer.device);
	const known = () => {
		const { value } = founder.work.state.directory;
		return value.kind === "ready"
			? value.value.people.some((one) => one.username === "oskari")
			: false;
	};
	newcomer.device.setOnline(false);
	await confirm(founder, "oskari", newcomer.number);
	assert.ok(known());
	assert.equal(newcomer.device.work.state.session.value.kind, "waiting");
	newcomer.device.setOnline(true);
	const { session } = newcomer.device.work.state;
	await until(session, (s) => s.kind === "signed-out", "the news of the confirmation");
});

// Lies about invites: what a newcomer is shown, who has used the link, whose keys a coordinator is asked to certify. The
// newcomer has only the link, which came from a person; the coordinator has the number, which comes over the phone.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { fromB64, toB64 } from "../../web/src/crypto/bytes.ts";
import { inviteBody, readInvite } from "../../web/src/crypto/directory-body.ts";
import { lpOpen } from "../../web/src/crypto/lp.ts";
import { randomBytes } from "../../web/src/crypto/sodium.ts";
import { statementBytes } from "../../web/src/crypto/statement.ts";
import { enrolByLink } from "../../web/src/demo/found.ts";
import { type Device, until } from "../../web/src/demo/person.ts";
import type { TrustReason, WorkErrorCode } from "../../web/src/work/work.ts";
import { World } from "../scenarios/kit.ts";
import { refused, siteOf } from "../scenarios/kit-work.ts";
import { changed, type Json, Liar, type Lies, lie, okOf, type Told } from "./kit-liar.ts";
import { newVictim, victimIn } from "./kit-victim.ts";

const DAY_MS = 86_400_000;

let liar: Liar;
let world: World;
/** The county's coordinator at a real client. */
let coordinator: Device;
let made = 0;

before(async () => {
	liar = await Liar.start();
	world = await World.make(liar.server);
	coordinator = await victimIn(liar, world.people.county);
});
after(async () => {
	coordinator?.stop();
	await liar?.dispose();
});

const secretOf = (link: string): string => link.slice(link.indexOf("#i=") + 3);

/** A new person's name and the link that a coordinator has made for them. */
async function invited() {
	const username = `uusi.${++made}`;
	const display = `Uusi Tulokas ${made}`;
	const person = { username, display, roles: ["worker"] } as const;
	const { link } = await coordinator.work.coordinator.invite(person);
	return { ...person, passphrase: `salalause numero ${made} sataa`, link };
}

const shown = (change: (told: Told) => Json): Lies => ({
	reply: (told, to) =>
		to.cmd === "invite-show" && told.json.ok !== undefined ? changed(told, change(told)) : told,
});

/** The link is opened under these lies: refused, and no keys are made. */
async function unopened(
	lies: Lies,
	reason: TrustReason | null,
	code: WorkErrorCode = "not_verified",
	link?: string,
): Promise<void> {
	const device = await newVictim(liar);
	try {
		const secret = secretOf(link ?? (await invited()).link);
		const error = await liar.while(lies, () => refused(device.work.enrol.open(secret), code));
		assert.equal(error.reason, reason);
		const names = { username: "tulokas", display: "Tulokas", passphrase: "aivan muu salalause" };
		await refused(device.work.enrol.makeKeys(names), "bad_link");
	} finally {
		device.stop();
	}
}

/** The invite's statement with another body, as if nobody looked at its signature. */
function rewritten(told: Told, change: Partial<ReturnType<typeof readInvite>>): Json {
	const reader = lpOpen(fromB64(String(okOf(told).stmt)), "ET1/dir");
	const g = reader.b32();
	const [seq, prev, time] = [reader.u64(), reader.b32(), reader.u64()];
	const [author, kind] = [reader.id(), reader.text()];
	const body = inviteBody({ ...readInvite(reader.bytes()), ...change });
	const stmt = statementBytes(["ET1/dir", g], { seq, prev, time, author, kind, body });
	return { stmt: toB64(stmt) };
}

test("the truth: the link opens and says what the coordinator wrote", async () => {
	const device = await newVictim(liar);
	try {
		const { link, username, display, roles } = await invited();
		const view = await device.work.enrol.open(secretOf(link));
		assert.deepEqual([view.username, view.display, view.roles], [username, display, [...roles]]);
	} finally {
		device.stop();
	}
});

const REWRITTEN: Record<string, () => Partial<ReturnType<typeof readInvite>>> = {
	"another user name": () => ({ username: "joku.muu" }),
	"another name": () => ({ display: "Joku Muu" }),
	"another role": () => ({ roles: ["coordinator"] }),
	"another organisation": () => ({ org: world.people.kela.org }),
	"a later end": () => ({ expires: Date.now() + 30 * DAY_MS }),
	"a key of the liar's": () => ({ invitePk: randomBytes(32) }),
	"another invite's id": () => ({ invite: randomBytes(16) }),
};
for (const [what, change] of Object.entries(REWRITTEN)) {
	lie(`an invite rewritten: ${what}`, () =>
		unopened(
			shown((told) => rewritten(told, change())),
			"invite",
		),
	);
}

lie("another invite's statement shown under this link", async () => {
	const { link } = await invited();
	let stmt = "";
	const other = await newVictim(liar);
	await liar.while(
		shown((told) => {
			stmt = String(okOf(told).stmt);
			return {};
		}),
		() => other.work.enrol.open(secretOf(link)),
	);
	other.stop();
	await unopened(
		shown(() => ({ stmt })),
		"invite",
	);
});

lie("one bit of the invite's statement", () =>
	unopened(
		shown((told) => {
			const stmt = Buffer.from(String(okOf(told).stmt), "base64url");
			stmt.writeUInt8(stmt.readUInt8(stmt.length - 12) ^ 1, stmt.length - 12);
			return { stmt: toB64(stmt) };
		}),
		"invite",
	),
);

lie("an invite told to be a founding one", () =>
	unopened(
		shown(() => ({ founding: true })),
		"invite",
	),
);

lie("the genesis of another deployment behind a link", () =>
	unopened(
		shown((told) => {
			const genesis = Buffer.from(String(okOf(told).genesis), "base64url");
			genesis.writeUInt8(genesis.readUInt8(20) ^ 1, 20);
			return { genesis: toB64(genesis) };
		}),
		null,
		"other_deployment",
	),
);

lie("the genesis of another deployment behind a founding link", async () => {
	const empty = await Liar.start();
	const device = await newVictim(empty);
	try {
		const lies = shown((told) => {
			const genesis = Buffer.from(String(okOf(told).genesis), "base64url");
			genesis.writeUInt8(genesis.readUInt8(genesis.length - 1) ^ 1, genesis.length - 1);
			return { genesis: toB64(genesis) };
		});
		const secret = secretOf(empty.server.links.county);
		await empty.while(lies, () => refused(device.work.enrol.open(secret), "other_deployment"));
		// Another key for the log: what the founder attests is not what the server has.
		const names = { username: "kaisa", display: "Kaisa", passphrase: "salalause yksi tuulee" };
		await empty.while(
			shown(() => ({ log_pk: toB64(randomBytes(32)) })),
			async () => {
				await device.work.enrol.open(secret);
				await device.work.enrol.makeKeys(names);
				await assert.rejects(device.work.enrol.finish());
			},
		);
		assert.notEqual(device.work.state.session.value.kind, "in");
	} finally {
		device.stop();
		await empty.dispose();
	}
});

lie("the newcomer's passphrase made cheap to guess", async () => {
	for (const cost of [{ ops: 1 }, { mem: 1024 }, { ops: 1000 }, { mem: 2 ** 32 }])
		await unopened(
			shown(() => cost),
			"kdf",
		);
});

/** Waits until the coordinator's client shows whoever waits by that name. */
async function waiting(username: string): Promise<{ uid: string; number: string }> {
	const { directory } = coordinator.work.state;
	const find = () =>
		directory.value.kind === "ready"
			? directory.value.value.pending.find((one) => one.username === username)
			: undefined;
	await until(directory, () => find() !== undefined, `${username} to wait`);
	return find() ?? assert.fail();
}

const certified = (username: string): boolean => {
	const { value } = coordinator.work.state.directory;
	return value.kind === "ready" && value.value.people.some((one) => one.username === username);
};

lie(
	"the liar has read the link and uses it first: the number that is read out is another",
	async () => {
		const person = await invited();
		let fresh: Json = {};
		const thief = await liar.while(
			shown((told) => {
				fresh = okOf(told);
				return {};
			}),
			() => enrolByLink(siteOf(liar.server), person.link, person),
		);
		// The real one is told nothing of it, and enrols with the liar only.
		const lies: Lies = {
			asked: (asked) =>
				asked.cmd === "enrol"
					? { json: { ok: { uid: toB64(randomBytes(16)), state: "pending" } }, blobs: [] }
					: asked,
			reply: (told, to) =>
				to.cmd === "invite-show" ? { json: { v: 1, id: to.id, ok: fresh }, blobs: [] } : told,
		};
		const real = await liar.while(lies, () =>
			enrolByLink(siteOf(liar.server), person.link, person),
		);
		try {
			const { uid, number } = await waiting(person.username);
			assert.notEqual(real.number, number);
			const error = await refused(
				coordinator.work.coordinator.confirmPerson(uid, real.number),
				"not_verified",
			);
			assert.equal(error.reason, "number");
			assert.ok(!certified(person.username));
		} finally {
			thief.device.stop();
			real.device.stop();
		}
	},
);

lie("a used link shown as fresh: the second enrolment is refused", async () => {
	const person = await invited();
	let fresh: Json = {};
	const first = await liar.while(
		shown((told) => {
			fresh = okOf(told);
			return {};
		}),
		() => enrolByLink(siteOf(liar.server), person.link, person),
	);
	const second = await newVictim(liar);
	try {
		const lies: Lies = {
			reply: (told, to) =>
				to.cmd === "invite-show" ? { json: { v: 1, id: to.id, ok: fresh }, blobs: [] } : told,
		};
		await liar.while(lies, async () => {
			await second.work.enrol.open(secretOf(person.link));
			await second.work.enrol.makeKeys(person);
			await refused(second.work.enrol.finish(), "used");
		});
		assert.notEqual(second.work.state.session.value.kind, "waiting");
	} finally {
		first.device.stop();
		second.stop();
	}
});

lie(
	"an enrolment answered as taken and thrown away: the person waits, nobody is certified",
	async () => {
		const person = await invited();
		const drop: Lies = {
			asked: (asked) =>
				asked.cmd === "enrol"
					? { json: { ok: { uid: toB64(randomBytes(16)), state: "pending" } }, blobs: [] }
					: asked,
		};
		const { device, number } = await liar.while(drop, () =>
			enrolByLink(siteOf(liar.server), person.link, person),
		);
		const again = await newVictim(liar);
		try {
			assert.equal(device.work.state.session.value.kind, "waiting");
			assert.equal(number.replaceAll(" ", "").length, 30);
			await coordinator.work.coordinator.invite({ ...person, username: "toinen.nimi" });
			assert.ok(!certified(person.username));
			// Nothing is lost: the same link still opens.
			assert.equal((await again.work.enrol.open(secretOf(person.link))).username, person.username);
		} finally {
			device.stop();
			again.stop();
		}
	},
);

lie("a person told to be confirmed who is not: no way in", async () => {
	const person = await invited();
	const { device } = await enrolByLink(siteOf(liar.server), person.link, person);
	try {
		for (const client of liar.clients(""))
			client.tell({ json: { v: 1, ev: "confirmed", uid: toB64(randomBytes(16)) }, blobs: [] });
		await until(
			device.work.state.session,
			(session) => session.kind === "signed-out",
			"the lie to be heard",
		);
		await refused(device.work.session.signIn(person.username, person.passphrase), "denied");
	} finally {
		device.stop();
	}
});

/** What the coordinator is shown as waiting becomes `bend` of it. */
async function pendingTold(bend: (one: Json) => Json): Promise<readonly string[]> {
	const person = await invited();
	const { device } = await enrolByLink(siteOf(liar.server), person.link, person);
	const other = await victimIn(liar, world.people.county);
	device.stop();
	try {
		await other.work.session.signOut();
		let told = () => {};
		const listed = new Promise<void>((resolve) => {
			told = resolve;
		});
		const lies: Lies = {
			reply: (answer, to) => {
				if (to.cmd !== "pending-list" || answer.json.ok === undefined) return answer;
				told();
				const pending = okOf(answer).pending as Json[];
				return changed(answer, { pending: pending.map(bend) });
			},
		};
		return await liar.while(lies, async () => {
			const { username, passphrase } = world.people.county;
			await other.work.session.signIn(username, passphrase);
			await listed;
			await other.work.session.sessions(); // a round later it has been taken in
			const { value } = other.work.state.directory;
			return value.kind === "ready" ? value.value.pending.map((one) => one.username) : [];
		});
	} finally {
		other.stop();
	}
}

test("the truth: who waits is listed", async () => {
	assert.ok((await pendingTold((one) => one)).length > 0);
});

lie("another's keys in the list of those who wait", async () => {
	const flip = (text: unknown, offset: number) => {
		const bytes = Buffer.from(String(text), "base64url");
		bytes.writeUInt8(bytes.readUInt8(offset) ^ 1, offset);
		return toB64(bytes);
	};
	const bends: ((one: Json) => Json)[] = [
		(one) => ({ ...one, e: flip(one.e, 120) }),
		(one) => ({ ...one, sig_id: flip(one.sig_id, 5) }),
		(one) => ({ ...one, sig_inv: flip(one.sig_inv, 5) }),
		(one) => ({ ...one, invite: toB64(randomBytes(16)) }),
	];
	for (const bend of bends) assert.deepEqual(await pendingTold(bend), []);
});

// Lies in a room: frames bent, kept, repeated, given back, put under another's name; people who are not there; a record
// that is not the same for both. Whoever is lied to sees nobody as verified who is not, and nobody hears them.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { fromB64, toB64 } from "../../web/src/crypto/bytes.ts";
import { userRevokeBody } from "../../web/src/crypto/directory-body.ts";
import { randomBytes } from "../../web/src/crypto/sodium.ts";
import { until } from "../../web/src/demo/person.ts";
import { refused } from "../scenarios/kit-work.ts";
import { changed, Liar, type Lies, lie, type PeerFrame } from "./kit-liar.ts";
import { BAD, flippedBody, ghost, helloPayload, newConn, Talk } from "./kit-room.ts";
import { at, Count, headOf, wholeDirectory } from "./kit-victim.ts";

const NONE = { microphone: false, camera: false };

let liar: Liar;
let talk: Talk;
/** Everything that the contact has sent in the first visit. */
const recorded: PeerFrame[] = [];

before(async () => {
	liar = await Liar.start();
	talk = await Talk.begin(liar);
});
after(async () => {
	talk?.stop();
	await liar?.dispose();
});

const times = <T>(count: number, make: (n: number) => T): T[] =>
	Array.from({ length: count }, (_, n) => make(n));

/** Frames of the contact become others, those of the nurse pass. */
const fromContact = (bend: (frame: PeerFrame) => readonly PeerFrame[]): Lies => ({
	peer: (frame, from) => (from.user === talk.person("contact").username ? bend(frame) : [frame]),
});

/** Under these lies the nurse sees the contact as false and is heard by nobody. */
const contactIsFalse = (lies: Lies) =>
	talk.meet(lies, async () => {
		await talk.is("nurse", talk.conn("contact"), "failed");
		talk.silent("nurse");
	});

test("the truth: both are verified", async () => {
	const keep: Lies = fromContact((frame) => {
		recorded.push(frame);
		return [frame];
	});
	await talk.meet(keep, () => talk.verified());
	assert.ok(recorded.length >= 1);
});

lie("one bit of each frame changed: counter, nonce, ciphertext, tag", () =>
	contactIsFalse(
		fromContact((frame) =>
			[7, 20, 200, frame.body.length - 1].map((offset) => ({
				...frame,
				body: flippedBody(frame.body, offset),
			})),
		),
	),
);

lie("frames cut short", () =>
	contactIsFalse(
		fromContact((frame) =>
			[0, 8, 40, frame.body.length - 1].map((end) => ({
				...frame,
				body: frame.body.subarray(0, end),
			})),
		),
	),
);

lie("the hello of an earlier visit in the place of this one's", () =>
	contactIsFalse(
		fromContact((frame) => times(BAD, () => ({ ...frame, body: at(recorded, 0).body }))),
	),
);

lie("one's own words reflected as another's", async () => {
	const own: PeerFrame[] = [];
	const nurse = talk.person("nurse").username;
	await talk.meet(
		{
			peer: (frame, from) => {
				if (from.user !== nurse) return [];
				own.push(frame);
				for (let n = 0; n < BAD; n++) {
					const here = fromB64(talk.conn("contact"));
					from.relay({ ...frame, from: here, to: frame.from });
					from.relay({ ...frame, to: frame.from });
				}
				return [];
			},
		},
		async () => {
			await talk.is("nurse", talk.conn("contact"), "failed");
			talk.silent("nurse");
		},
	);
	assert.ok(own.length > 0);
});

lie("frames swallowed: nobody is verified, however often they say hello", async () => {
	const swallowed = new Count();
	const swallow: Lies = {
		peer: () => {
			swallowed.add();
			return [];
		},
	};
	await talk.meet(swallow, async () => {
		await swallowed.reaches(4, "them to say hello again");
		for (const who of ["nurse", "contact"] as const) talk.silent(who);
		assert.equal(talk.seen("nurse", talk.conn("contact"))?.verified, "checking");
	});
});

lie("a ghost: a connection of nobody under a member's name, in replies and in events", async () => {
	const conn = newConn();
	const peer = { conn, uid: toB64(talk.world.people.counsellor.uid) };
	for (const who of ["nurse", "contact"] as const) {
		const other = who === "nurse" ? "contact" : "nurse";
		await talk.meet(ghost(talk.person(who).username, peer), async () => {
			await talk.is(who, talk.conn(other), "verified");
			await talk.is(who, conn, "checking");
			talk.silent(who);
		});
	}
});

/** A ghost with words of its own: what `body` makes, as often as it takes. */
async function ghostSpeaks(
	uid: Uint8Array,
	body: (conn: string, ctr: number) => Uint8Array,
): Promise<void> {
	const conn = newConn();
	await talk.meet(ghost(talk.person("nurse").username, { conn, uid: toB64(uid) }), async () => {
		await talk.is("nurse", conn, "checking");
		for (let n = 1; n <= BAD; n++) {
			talk.client("nurse").relay(talk.frame(conn, body(conn, n), talk.conn("nurse")));
		}
		await talk.is("nurse", conn, "failed");
		talk.silent("nurse");
	});
}

const trueHeads = async () => {
	const directory = headOf(await wholeDirectory(talk.world));
	return helloPayload(directory, await talk.file.serverHead(talk.world.people.nurse));
};

lie(
	"a ghost that is certified but no member, with the key of the case from an insider",
	async () => {
		const { county } = talk.world.people;
		const payload = await trueHeads();
		await ghostSpeaks(county.uid, (conn, ctr) =>
			talk.sealed(county, { fromConn: fromB64(conn), ctr, payload }),
		);
	},
);

lie("a ghost whom nobody has certified, with the key of the case from an insider", async () => {
	const stranger = { ...talk.world.people.county, uid: randomBytes(16) };
	const payload = await trueHeads();
	await ghostSpeaks(stranger.uid, (conn, ctr) =>
		talk.sealed(stranger, { fromConn: fromB64(conn), ctr, payload }),
	);
});

lie("a member who is not there, her hello signed by another insider", async () => {
	const { counsellor, contact } = talk.world.people;
	const payload = await trueHeads();
	await ghostSpeaks(counsellor.uid, (conn, ctr) =>
		talk.sealed(contact, { fromUid: counsellor.uid, fromConn: fromB64(conn), ctr, payload }),
	);
});

lie("an insider's own hello under the connection of somebody else", async () => {
	const { counsellor } = talk.world.people;
	const payload = await trueHeads();
	await contactIsFalse(
		fromContact((frame) => {
			const body = talk.sealed(counsellor, { fromConn: frame.from, payload });
			return [{ ...frame, body }];
		}),
	);
});

lie("a true hello under another connection than the one that it names", async () => {
	const conn = newConn();
	const uid = toB64(talk.person("contact").uid);
	const said: PeerFrame[] = [];
	const lies: Lies = {
		...ghost(talk.person("nurse").username, { conn, uid }),
		...fromContact((frame) => {
			said.push(frame);
			return [frame];
		}),
	};
	await talk.meet(lies, async () => {
		await talk.is("nurse", talk.conn("contact"), "verified");
		for (let n = 0; n < BAD; n++)
			talk.client("nurse").relay({ ...at(said, 0), from: fromB64(conn) });
		await talk.is("nurse", conn, "failed");
		talk.silent("nurse");
	});
});

lie("a hello that was meant for another connection", async () => {
	const { counsellor } = talk.world.people;
	const payload = await trueHeads();
	await ghostSpeaks(counsellor.uid, (conn, ctr) =>
		talk.sealed(counsellor, {
			fromConn: fromB64(conn),
			toConn: fromB64(talk.conn("contact")),
			ctr,
			payload,
		}),
	);
});

lie("a hello from ten minutes ago, kept back", async () => {
	const { counsellor } = talk.world.people;
	const payload = await trueHeads();
	await ghostSpeaks(counsellor.uid, (conn, ctr) =>
		talk.sealed(counsellor, {
			fromConn: fromB64(conn),
			ctr,
			payload,
			timeMs: Date.now() - 600_000,
		}),
	);
});

lie("the list of peers names another person for a connection", async () => {
	const { counsellor } = talk.world.people;
	const other = (peers: unknown) =>
		(peers as { conn: string; uid: string }[]).map((one) =>
			one.conn === talk.conn("contact") ? { ...one, uid: toB64(counsellor.uid) } : one,
		);
	const mine = (user: string) => user === talk.person("nurse").username;
	await contactIsFalse({
		reply: (told, to, client) =>
			mine(client.user) && to.cmd === "room-join" && told.json.ok !== undefined
				? changed(told, { peers: other((told.json.ok as { peers: unknown }).peers) })
				: told,
		event: (told, client) =>
			mine(client.user) && told.json.ev === "peers"
				? { ...told, json: { ...told.json, peers: other(told.json.peers) } }
				: told,
	});
});

lie("another session, or another case, told to be the one in turn", async () => {
	const { work } = talk.devices.contact;
	const { lobby } = work.state;
	const truth = lobby.value?.turn;
	assert.ok(truth != null);
	const say = (turn: object) =>
		talk.client("contact").tell({
			json: {
				v: 1,
				ev: "lobby",
				hour: talk.world.hours[0]?.hour,
				present: [{ conn: newConn(), uid: toB64(talk.person("contact").uid) }],
				turn: { pos: truth.pos, mine: truth.mine, open: true, ...turn },
				mine: [truth.pos],
				awaited: [],
			},
			blobs: [],
		});
	const session = newConn();
	const turns = [
		{ case: talk.file.name, session },
		{ case: talk.other.name, session: talk.session },
	];
	for (const turn of turns) {
		say(turn);
		const told = () =>
			lobby.value?.turn?.case === turn.case && lobby.value.turn.session === turn.session;
		await until(lobby, told, "the lie");
		await refused(work.hour.join(NONE), "hour_closed");
		assert.equal(work.state.room.value, null);
	}
	say({ case: talk.file.name, session: truth.session });
	await talk.turn(talk.file.name);
});

lie("the room of another session joined for me", async () => {
	const { work } = talk.devices.contact;
	const lies: Lies = {
		asked: (asked, by) =>
			asked.cmd === "room-join" && by.user === talk.person("contact").username
				? { ...asked, params: { ...asked.params, session: newConn() } }
				: asked,
	};
	await liar.while(lies, () => refused(work.hour.join(NONE), "forbidden"));
	assert.equal(work.state.room.value, null);
});

lie("what is being written repeated, and told in another order", async () => {
	const drafts: PeerFrame[] = [];
	const { nurse, contact } = talk.devices;
	const shown: string[] = [];
	const coreOf = () => {
		const open = nurse.work.state.file.value;
		return open.kind === "ready" ? open.file.plan.doc.core : "";
	};
	const stop = nurse.work.state.file.subscribe(() => void shown.push(coreOf()));
	const seen = (core: string) =>
		until(nurse.work.state.file, () => coreOf() === core, `${core} on the nurse's screen`);
	await talk.meet(
		fromContact((frame) => {
			drafts.push(frame);
			return [frame, frame];
		}),
		async () => {
			await talk.verified();
			contact.work.plan.edit({ core: "ensin" });
			await seen("ensin");
			contact.work.plan.edit({ core: "sitten" });
			await seen("sitten");
			for (const frame of [...drafts]) talk.client("nurse").relay(frame);
			contact.work.plan.edit({ core: "viimein" });
			await seen("viimein");
		},
	);
	stop();
	assert.ok(!shown.slice(shown.indexOf("sitten")).includes("ensin"), shown.join(", "));
});

lie("a statement kept from one of the two: their records differ, nobody is verified", async () => {
	const { nurse, contact } = talk.devices;
	const { username } = talk.person("contact");
	await contact.work.cases.open(talk.file.name);
	const open = contact.work.state.file.value;
	assert.ok(open.kind === "ready");
	const head = await talk.file.serverHead(talk.world.people.nurse);
	const asked = new Count();
	const withheld: Lies = {
		asked: (one, by) => {
			if (by.user !== username || one.cmd !== "case-get" || one.params.case !== talk.file.name)
				return one;
			asked.add();
			return { json: { ok: { count: 0, wraps: [], head } }, blobs: [] };
		},
		event: (told, client) => (client.user === username && told.json.ev === "case" ? null : told),
	};
	await liar.while(withheld, async () => {
		await nurse.work.cases.open(talk.file.name);
		await nurse.work.cases.say("Tämän palvelin pitää Kelalta piilossa.");
	});
	await talk.meet(withheld, async () => {
		await asked.reaches(3, "the contact to ask");
		talk.silent("contact");
		assert.equal(talk.seen("contact", talk.conn("nurse"))?.verified, "checking");
	});
});

lie(
	"a revocation kept from one of the two: their directories differ, nobody is verified",
	async () => {
		const { county, counsellor } = talk.world.people;
		const { username } = talk.person("contact");
		const head = headOf(await wholeDirectory(talk.world));
		const asked = new Count();
		const withheld: Lies = {
			asked: (one, by) => {
				if (by.user !== username || one.cmd !== "dir-get") return one;
				asked.add();
				return { json: { ok: { from: one.params.from, count: 0, head } }, blobs: [] };
			},
			event: (told, client) =>
				client.user === username && told.json.ev === "directory" ? null : told,
		};
		await liar.while(withheld, async () => {
			const body = userRevokeBody({ uid: counsellor.uid, org: county.org, reason: "stolen" });
			await talk.world.dirAppend(county, "user-revoke", body);
			await until(
				talk.devices.nurse.work.state.directory,
				(one) =>
					one.kind === "ready" &&
					one.value.people.some((p) => p.uid === toB64(counsellor.uid) && p.state === "revoked"),
				"the nurse to hear of it",
			);
		});
		await talk.meet(withheld, async () => {
			await asked.reaches(1, "the contact to ask");
			talk.silent("contact");
			assert.equal(talk.seen("contact", talk.conn("nurse"))?.verified, "checking");
		});
		await talk.meet({}, () => talk.verified()); // the truth again
	},
);

lie("the end of a room withheld after a withdrawal: the own chain ends it", async () => {
	const { nurse, contact } = talk.devices;
	const lies: Lies = {
		event: (told) => (["closed", "peers", "lobby"].includes(String(told.json.ev)) ? null : told),
	};
	await contact.work.hour.join(NONE);
	await nurse.work.hour.join(NONE);
	await talk.verified();
	await liar.while(lies, async () => {
		await nurse.work.consent.withdraw(talk.file.name, "client", "oral");
		for (const { work } of [nurse, contact]) {
			const end = await until(
				work.state.room,
				(room) => room?.phase === "closed",
				"the end of the room",
			);
			assert.equal(end?.closed, "withdrawn");
		}
	});
	await talk.leave();
});

lie("a withdrawal withheld altogether: the other side hears and says no word more", async () => {
	const { nurse, contact } = talk.devices;
	await nurse.work.hour.openCaseInTurn(talk.other.name, NONE);
	await talk.turn(talk.other.name);
	await contact.work.hour.join(NONE);
	await talk.verified();
	const contactName = talk.person("contact").username;
	let words = 0;
	const all: Lies = {
		event: (_, client) => (client.user === contactName ? null : _),
		asked: (asked, by) => (by.user === contactName ? null : asked),
		peer: (frame, from) => {
			if (from.user !== contactName) words += 1;
			return [frame];
		},
	};
	await liar.while(all, async () => {
		await nurse.work.consent.withdraw(talk.other.name, "client", "oral");
		const room = nurse.work.state.room.value;
		assert.equal(room?.phase, "closed");
		assert.deepEqual(room?.others, []);
		words = 0;
		// What the contact still sends reaches nobody's screen, and nothing answers it.
		for (const frame of recorded) talk.client("nurse").relay(frame);
		contact.work.plan.edit({ core: "ei kenellekään" });
		await nurse.work.cases.open(talk.file.name); // the nurse works on; all of hers has gone out
		assert.equal(words, 0);
		assert.deepEqual(talk.room("nurse").hearing, []);
	});
});

// Lies about a case: its chain cut, bent, forked, replayed from elsewhere; keys and consents slipped in by the server or by
// an insider who helps it; ciphertexts exchanged. The victims are Kela's contact and the counsellor, at new devices.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { fromB64 } from "../../web/src/crypto/bytes.ts";
import { keyCommitment, sealWrap } from "../../web/src/crypto/grants.ts";
import { hash, randomBytes, sign, signSeedPair } from "../../web/src/crypto/sodium.ts";
import { statementHash } from "../../web/src/crypto/statement.ts";
import type { TrustReason } from "../../web/src/work/work.ts";
import { CaseFile, type Draft, type Person, World } from "../scenarios/kit.ts";
import { CASES, openCase, refused } from "../scenarios/kit-work.ts";
import { type Lies, Liar, lie } from "./kit-liar.ts";
import {
	at,
	type Chain,
	caseTold,
	flipped,
	headOf,
	objectTold,
	signIn,
	newVictim,
} from "./kit-victim.ts";

const flippedAt = (bytes: Uint8Array, offset: number): Uint8Array =>
	bytes.with(offset, (bytes[offset] ?? 0) ^ 1);

const DAY_MS = 86_400_000;
const ZERO_ID = new Uint8Array(16);

let liar: Liar;
let world: World;
let contact: Person;
let nurse: Person;
let counsellor: Person;
/** In the queue of the open hour, Kela's contact a member. */
let file: CaseFile;
/** Another one of the same people. */
let other: CaseFile;

before(async () => {
	liar = await Liar.start();
	world = await World.make(liar.server);
	({ contact, nurse, counsellor } = world.people);
	file = await world.caseQueued();
	other = await world.caseQueued();
});
after(() => liar?.dispose());

/** At a new device the case doesn't open under these lies, and the sentence is the one for this reason. */
async function unopened(
	lies: Lies,
	reason: TrustReason,
	who = contact,
	id = file.name,
): Promise<void> {
	const device = await newVictim(liar);
	try {
		await liar.while(lies, async () => {
			await signIn(device, who);
			const error = await refused(device.work.cases.open(id), "not_verified");
			assert.equal(error.reason, reason);
			const open = device.work.state.file.value;
			assert.equal(open.kind, "failed", "nothing of it is shown");
		});
	} finally {
		device.stop();
	}
}

const told = (bend: (truth: Chain) => Chain, who = contact) =>
	caseTold(who.username, file.name, bend);
const broken = (bend: (truth: Chain) => Chain, who = contact) =>
	unopened(told(bend, who), "case-broken", who);
/** What an insider signs behind the chain; the real server would not take it. */
const withDraft =
	(by: Person, write: (draft: Draft) => void) =>
	(truth: Chain): Chain => ({
		...truth,
		statements: [...truth.statements, ...file.draft(by, write).made],
	});

/** A chain of its own that insiders make together, told as that case from its beginning. */
async function chainOf(
	write: (file: CaseFile, take: Take) => void,
	g = world.g,
): Promise<CaseFile> {
	const made = new CaseFile(g, world.pair);
	write(made, (author, draft) => made.accept(made.draft(author, draft)));
	return made;
}
type Take = (author: Person, draft: (draft: Draft) => void) => void;

/** A case that only the liar has: listed for the victim in the place of the real one's name. */
function onlyTold(made: CaseFile, who: Person): Lies {
	const mine = made.accepted.flatMap((one, n) =>
		one.kind === "grant" ? [{ one, seq: n + 1 }] : [],
	);
	return {
		asked: (asked, by) => {
			if (by.user !== who.username || asked.cmd !== "case-get" || asked.params.case !== made.name)
				return asked;
			const wraps = mine.map(({ one, seq }) => ({ seq, wrap: at(one.data, 0) }));
			const list = made.accepted.slice(Number(asked.params.from) - 1);
			const ok = {
				count: list.length,
				wraps: wraps.map(({ seq }) => seq),
				head: headOf(made.accepted),
			};
			return {
				json: { ok },
				blobs: [...list.flatMap(({ stmt, sig }) => [stmt, sig]), ...wraps.map(({ wrap }) => wrap)],
			};
		},
	};
}

const opening = (draft: Draft) => {
	draft.create();
	for (const comp of ["P", "S", "C"] as const) draft.grant(nurse, comp);
	draft.member(counsellor, "PSC");
	for (const comp of ["P", "S", "C"] as const) draft.grant(counsellor, comp);
	draft.object("question", '{"v":1,"question":"asumistuki"}');
};

test("the truth opens", async () => {
	const device = await newVictim(liar);
	await liar.while(
		told((truth) => truth),
		async () => {
			await signIn(device, contact);
			await device.work.cases.open(file.name);
		},
	);
	assert.equal(device.work.state.file.value.kind, "ready");
	device.stop();
});

lie("one bit of a statement changed", () =>
	broken((truth) => ({
		...truth,
		statements: truth.statements.map((one, n) =>
			n === 7 ? flipped(one, one.stmt.length - 2) : one,
		),
	})),
);

lie("the signature of another statement", () =>
	broken((truth) => ({
		...truth,
		statements: truth.statements.map((one, n) =>
			n === 4 ? { ...one, sig: at(truth.statements, 5).sig } : one,
		),
	})),
);

lie("two statements in another order", () =>
	broken((truth) => {
		const list = [...truth.statements];
		[list[8], list[9]] = [at(list, 9), at(list, 8)];
		return { ...truth, statements: list };
	}),
);

lie("one left out in the middle", () =>
	broken((truth) => ({ ...truth, statements: truth.statements.filter((_, n) => n !== 9) })),
);

lie("the newest withheld, its head still claimed", () =>
	unopened(
		told((truth) => ({
			...truth,
			statements: truth.statements.slice(0, -1),
			head: headOf(truth.statements),
		})),
		"case-fork",
	),
);

lie("another case of the same people told in this one's place", () =>
	broken((truth) => ({
		...truth,
		statements: other.accepted,
		wraps: truth.wraps,
	})),
);

lie("the case of another deployment told in this one's place", async () => {
	const made = await chainOf((_, take) => take(nurse, opening), randomBytes(32));
	await broken((truth) => ({ ...truth, statements: made.accepted }));
});

/** Somebody who has read a case on this device comes back to it and is told less of it. */
async function rolledBack(who: Person, of: CaseFile): Promise<void> {
	const device = await newVictim(liar);
	await signIn(device, who);
	await device.work.cases.open(of.name);
	await device.work.session.signOut();
	const less = caseTold(who.username, of.name, (truth) => ({
		...truth,
		statements: truth.statements.slice(0, -1),
	}));
	await liar.while(less, async () => {
		await signIn(device, who);
		const error = await refused(device.work.cases.open(of.name), "not_verified");
		assert.equal(error.reason, "case-rollback");
	});
	assert.equal(device.work.state.alarm.value?.reason, "case-rollback");
	device.stop();
}

lie("rolled back: a device that has seen more is shown less", () => rolledBack(contact, file));

lie("forked: the nurse helps to show two devices two chains", async () => {
	const device = await newVictim(liar);
	await signIn(device, contact);
	await device.work.cases.open(file.name);
	device.work.cases.close();
	const { made } = file.draft(nurse, (draft) => void draft.object("question", '{"v":1}'));
	const head = {
		seq: file.known.seq,
		hash: Buffer.from(statementHash(at(made, 0))).toString("base64url"),
	};
	const fork: Lies = {
		asked: (asked, by) =>
			by.user === contact.username && asked.cmd === "case-get" && asked.params.case === file.name
				? { json: { ok: { count: 0, wraps: [], head } }, blobs: [] }
				: asked,
	};
	const error = await liar.while(fork, () =>
		refused(device.work.cases.open(file.name), "not_verified"),
	);
	assert.equal(error.reason, "case-fork");
	assert.equal(device.work.state.alarm.value?.reason, "case-fork");
	device.stop();
});

lie("a dropped withdrawal: a device that has seen it is shown the chain without it", async () => {
	const made = await world.caseQueued();
	await made.append(nurse, (draft) => void draft.revoke());
	await rolledBack(counsellor, made);
});

lie("a grant that nobody has signed", () =>
	broken((truth) => {
		const liarKeys = signSeedPair(randomBytes(32));
		const [grant] = file.draft(nurse, (draft) => void draft.grant(contact, "S")).made;
		const forged = { stmt: at([grant], 0)?.stmt ?? new Uint8Array(), sig: new Uint8Array(64) };
		return {
			...truth,
			statements: [...truth.statements, { ...forged, sig: sign(forged.stmt, liarKeys.sk) }],
		};
	}),
);

lie("a grant by somebody who is no member", () =>
	broken(withDraft(world.people.county, (draft) => void draft.grant(contact, "S"))),
);

lie("a key of the liar's own: the wrap exchanged", () =>
	unopened(
		told((truth) => ({
			...truth,
			wraps: truth.wraps.map(({ seq, wrap }) => ({
				seq,
				wrap: sealWrap(
					{ g: world.g, caseId: file.id, comp: "S", epoch: 1 },
					randomBytes(32),
					contact.identity.enc.pk,
				).subarray(0, wrap.length),
			})),
		})),
		"grant",
	),
);

lie("a key of the liar's own, signed for by an insider: not the one the chain commits to", () =>
	broken((truth) => {
		const place = { g: world.g, caseId: file.id, comp: "S", epoch: 1 } as const;
		const ck = randomBytes(32);
		const wrap = sealWrap(place, ck, contact.identity.enc.pk);
		const change = { kc: keyCommitment(place, ck), wrapHash: hash(wrap) };
		const { made } = file.draft(nurse, (draft) => void draft.grant(contact, "S", change));
		return { ...truth, statements: [...truth.statements, ...made] };
	}),
);

lie("a grant to another key than the one that is certified", () =>
	broken(
		withDraft(nurse, (draft) => void draft.grant(contact, "S", { recipientIpkE: randomBytes(32) })),
	),
);

lie("a grant of an epoch that the chain doesn't know", () =>
	broken(withDraft(nurse, (draft) => void draft.grant(contact, "S", { epoch: 2 }))),
);

lie("an object under the old key after a rotation", () =>
	broken(
		withDraft(nurse, (draft) => {
			const place = { g: world.g, caseId: file.id, comp: "S", epoch: 2 } as const;
			const kc = keyCommitment(place, randomBytes(32));
			draft.add({ kind: "rotate", comp: "S", epoch: 2, kc });
			draft.object("question", '{"v":1}');
		}),
	),
);

lie("the pair's own compartment granted to Kela", () =>
	broken(withDraft(nurse, (draft) => void draft.grant(contact, "P"))),
);

lie("a grant to Kela on no consent, or on another one", async () => {
	for (const basis of [ZERO_ID, randomBytes(16)])
		await broken(withDraft(nurse, (draft) => void draft.grant(contact, "S", { basis })));
});

lie("Kela's contact made a member without a consent in force", async () => {
	const made = await chainOf((_, take) => {
		take(nurse, opening);
		take(nurse, (draft) => draft.shareWith(contact));
	});
	await unopened(onlyTold(made, contact), "case-broken", contact, made.name);
});

lie("a consent that nobody has acknowledged", async () => {
	const made = await chainOf((_, take) => {
		take(nurse, opening);
		take(nurse, (draft) => void draft.consent());
		take(nurse, (draft) => draft.shareWith(contact));
	});
	await unopened(onlyTold(made, contact), "case-broken", contact, made.name);
});

lie("a consent acknowledged by its own witness", async () => {
	const made = await chainOf((_, take) => {
		take(nurse, opening);
		take(nurse, (draft) => void draft.consent());
		take(nurse, (draft) => void draft.acknowledge());
		take(nurse, (draft) => draft.shareWith(contact));
	});
	await unopened(onlyTold(made, contact), "case-broken", contact, made.name);
});

lie("a consent that ran out yesterday, and one for two years", async () => {
	const dates = [
		{ validFrom: Date.now() - 90 * DAY_MS, validTo: Date.now() - DAY_MS },
		{ validFrom: Date.now() - DAY_MS, validTo: Date.now() + 700 * DAY_MS },
	];
	for (const change of dates) {
		const made = await chainOf((_, take) => {
			take(nurse, opening);
			take(nurse, (draft) => void draft.consent(change));
			take(counsellor, (draft) => void draft.acknowledge());
			take(nurse, (draft) => draft.shareWith(contact));
		});
		await unopened(onlyTold(made, contact), "case-broken", contact, made.name);
	}
});

lie("the consent exchanged under its acknowledgement", async () => {
	const made = await chainOf((_, take) => {
		take(nurse, opening);
		take(nurse, (draft) => void draft.consent());
		take(nurse, (draft) => {
			draft.known = { ...draft.known, consent: draft.known.consent };
		});
	});
	const first = made.known.consent;
	made.accept(made.draft(nurse, (draft) => void draft.consent({ replaces: first?.id ?? ZERO_ID })));
	const second = made.known.consent;
	made.accept(
		made.draft(counsellor, (draft) => {
			// read the first document, acknowledged "the second"
			draft.known = {
				...draft.known,
				consent: { id: second?.id ?? ZERO_ID, statement: first?.statement ?? ZERO_ID },
			};
			draft.acknowledge();
		}),
	);
	await unopened(onlyTold(made, counsellor), "case-broken", counsellor, made.name);
});

lie("grants on a consent that has been withdrawn", async () => {
	const made = await chainOf((_, take) => {
		take(nurse, opening);
		take(nurse, (draft) => void draft.consent());
		take(counsellor, (draft) => void draft.acknowledge());
		take(nurse, (draft) => void draft.revoke());
		take(nurse, (draft) => draft.shareWith(contact));
	});
	await unopened(onlyTold(made, contact), "case-broken", contact, made.name);
});

lie("an object of the pair's background put into the shared part", () =>
	broken(
		withDraft(
			nurse,
			(draft) => void draft.object("background", '{"v":1}', randomBytes(16), { comp: "S" }),
		),
	),
);

lie(
	"a revision that skips one, and an object of another type under an id that is taken",
	async () => {
		await broken(
			withDraft(
				nurse,
				(draft) => void draft.object("question", '{"v":1}', randomBytes(16), { rev: 2 }),
			),
		);
		await broken(
			withDraft(nurse, (draft) => {
				const { id } = draft.object("question", '{"v":1}');
				draft.object("plan", '{"v":1}', id);
			}),
		);
	},
);

lie("a session opened without a consent in force", async () => {
	const made = await chainOf((_, take) => {
		take(nurse, opening);
		take(nurse, (draft) => void draft.open(world.hours[0]?.hour ?? ""));
	});
	await unopened(onlyTold(made, counsellor), "case-broken", counsellor, made.name);
});

/** The ciphertexts that the real server has of a case's objects, as an insider on the machine reads them. */
async function ciphertexts(of: CaseFile, reader: Person): Promise<Map<string, Uint8Array>> {
	const out = new Map<string, Uint8Array>();
	for (const [object, { rev }] of of.known.objects) {
		const params = { case: of.name, objects: [{ object, rev }] };
		const { blobs } = await reader.wire.request("object-get", params);
		out.set(object, at(blobs, 0));
	}
	return out;
}

lie(
	"a ciphertext with one bit changed, cut short, or of another object, case or revision",
	async () => {
		const mine = await ciphertexts(file, nurse);
		const theirs = await ciphertexts(other, nurse);
		const [question] = [...mine.keys()];
		const another = [...theirs.values()];
		const lies: ((ct: Uint8Array, object: string) => Uint8Array)[] = [
			(ct) => ct.with(60, (ct[60] ?? 0) ^ 1),
			(ct) => ct.subarray(0, ct.length - 256),
			(ct) => Uint8Array.from([...ct, ...new Uint8Array(256)]),
			(_, object) => [...mine].find(([id]) => id !== object)?.[1] ?? new Uint8Array(),
			() => at(another, 0),
			() => new Uint8Array(),
		];
		assert.ok(question !== undefined);
		for (const lie of lies) {
			const bend = objectTold(nurse.username, (blobs, asked) =>
				blobs.map((ct, n) => lie(ct, at(asked, n).object)),
			);
			await unopened(bend, "object", nurse);
		}
		const newer = await world.newCase();
		const id = fromB64([...newer.known.objects.keys()][0] ?? "");
		const old = at([...(await ciphertexts(newer, nurse)).values()], 0);
		await newer.append(
			nurse,
			(draft) => void draft.object("question", '{"v":1,"question":"uusi"}', id),
		);
		await unopened(
			objectTold(nurse.username, (blobs, asked) =>
				blobs.map((ct, n) =>
					fromB64(at(asked, n).object).toString() === id.toString() ? old : ct,
				),
			),
			"object",
			nurse,
			newer.name,
		);
	},
);

lie("the document of a consent is not the one that was signed for", async () => {
	const made = await world.newCase();
	await made.append(nurse, (draft) => draft.consent({ dh: randomBytes(32) }));
	const device = await newVictim(liar);
	try {
		await signIn(device, counsellor);
		await device.work.cases.open(made.name);
		const error = await refused(device.work.consent.load(), "not_verified");
		assert.equal(error.reason, "consent");
	} finally {
		device.stop();
	}
});

lie("a file's piece with one bit changed, exchanged, cut short or left out", async () => {
	const by = await newVictim(liar);
	try {
		await signIn(by, nurse);
		const pair = Buffer.from(world.pair).toString("base64url");
		const id = await openCase(
			{ ...by, uid: "", account: { ...nurse } },
			pair,
			CASES.housing,
			"drawn+scan",
		);
		await by.work.cases.open(id);
		await by.work.consent.load(); // the truth
		const piece = (bend: (blob: Uint8Array) => Uint8Array): Lies => ({
			reply: (told, to) =>
				to.cmd === "chunk-get" ? { ...told, blobs: told.blobs.map(bend) } : told,
		});
		const bends: ((blob: Uint8Array) => Uint8Array)[] = [
			(blob) => flippedAt(blob, 100),
			(blob) => flippedAt(blob, blob.length - 1),
			(blob) => randomBytes(blob.length),
			(blob) => blob.subarray(0, blob.length - 1),
			() => new Uint8Array(),
		];
		for (const bend of bends) {
			const error = await liar.while(piece(bend), () =>
				refused(by.work.consent.load(), "not_verified"),
			);
			assert.equal(error.reason, "object");
		}
	} finally {
		by.stop();
	}
});

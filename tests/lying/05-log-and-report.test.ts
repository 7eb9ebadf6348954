// Lies about the log: checkpoints exchanged, older, unsigned, forgotten, by a server that has the log's own key; and rows
// of a case's report bent, left out or taken from elsewhere. The victim is the nurse.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { toB64 } from "../../web/src/crypto/bytes.ts";
import { readLogRow } from "../../web/src/crypto/log-rows.ts";
import { lp } from "../../web/src/crypto/lp.ts";
import { type KeyPair, randomBytes, sign, signSeedPair } from "../../web/src/crypto/sodium.ts";
import { type Device, until } from "../../web/src/demo/person.ts";
import type { TrustReason } from "../../web/src/work/work.ts";
import { type CaseFile, type Person, World } from "../scenarios/kit.ts";
import { refused } from "../scenarios/kit-work.ts";
import { changed, type Json, Liar, type Lies, lie } from "./kit-liar.ts";
import { at, signIn, victimIn } from "./kit-victim.ts";

let liar: Liar;
let world: World;
let nurse: Person;
let file: CaseFile;
let other: CaseFile;
/** Whoever runs the server has it. */
let logKey: KeyPair;

before(async () => {
	liar = await Liar.start();
	world = await World.make(liar.server);
	({ nurse } = world.people);
	file = await world.caseQueued();
	other = await world.newCase();
	logKey = signSeedPair(new Uint8Array(readFileSync(join(liar.server.data, "log.key"))));
});
after(() => liar?.dispose());

interface Place {
	readonly seq: number;
	readonly at?: number;
	readonly g?: Uint8Array;
	readonly key?: KeyPair;
	readonly hash?: Uint8Array;
}

/** A checkpoint far ahead of the real ones, so that no true one comes between. */
const FAR = 1_000_000;

function checkpoint({ seq, at = FAR + Date.now(), g = world.g, key = logKey, hash }: Place): Json {
	const ckpt = lp("ET1/ckpt", g, seq, hash ?? randomBytes(32), at);
	return { ckpt: toB64(ckpt), sig: toB64(sign(ckpt, key.sk)) };
}

const rings = (device: Device, reason: TrustReason) =>
	until(device.work.state.alarm, (alarm) => alarm?.reason === reason, `the alarm ${reason}`);

/** Told by an event, one after the other; at the last the alarm rings. */
async function toldThese(places: readonly Place[], reason: TrustReason): Promise<void> {
	const device = await victimIn(liar, nurse);
	try {
		assert.equal(device.work.state.alarm.value, null);
		for (const place of places) {
			for (const client of liar.clients(nurse.username))
				client.tell({ json: { v: 1, ev: "checkpoint", ...checkpoint(place) }, blobs: [] });
		}
		await rings(device, reason);
	} finally {
		device.stop();
	}
}

lie("another row at the place of a checkpoint", () =>
	toldThese([{ seq: FAR }, { seq: FAR }], "log-fork"),
);

lie("a checkpoint of an earlier place", () =>
	toldThese([{ seq: FAR }, { seq: FAR - 1 }], "log-rollback"),
);

lie("a checkpoint of a later place and an earlier time", () =>
	toldThese([{ seq: FAR }, { seq: FAR + 1, at: Date.now() - 60_000 }], "log-rollback"),
);

lie("a checkpoint that the log's key has not signed", () =>
	toldThese([{ seq: FAR, key: signSeedPair(randomBytes(32)) }], "log-broken"),
);

lie("a checkpoint of another deployment", () =>
	toldThese([{ seq: FAR, g: randomBytes(32) }], "log-broken"),
);

lie("a checkpoint signed by a coordinator in the place of the log", () =>
	toldThese([{ seq: FAR, key: world.people.county.identity.sign }], "log-broken"),
);

/** A device remembers a checkpoint; the server is asked for it again and says this. */
async function askedAgain(
	list: (remembered: Json) => readonly Json[],
	reason: TrustReason,
): Promise<void> {
	const remembered = checkpoint({ seq: FAR });
	const device = await victimIn(liar, nurse);
	try {
		const door: Lies = {
			reply: (told, to) => (to.cmd === "login" ? changed(told, { checkpoint: remembered }) : told),
		};
		await device.work.session.signOut();
		const known = await liar.while(
			{
				reply: (told, to, client) =>
					to.cmd === "checkpoint-list"
						? changed(told, { checkpoints: [remembered] })
						: (door.reply?.(told, to, client) ?? told),
			},
			async () => {
				await signIn(device, nurse);
				await device.work.session.signOut();
				return device.work.state.alarm.value;
			},
		);
		assert.equal(known, null, "the first time it is a checkpoint like any other");
		await liar.while(
			{
				reply: (told, to, client) =>
					to.cmd === "checkpoint-list"
						? changed(told, { checkpoints: list(remembered) })
						: (door.reply?.(told, to, client) ?? told),
			},
			async () => {
				await signIn(device, nurse);
				await rings(device, reason);
			},
		);
	} finally {
		device.stop();
	}
}

lie("a remembered checkpoint that is not there any more", () =>
	askedAgain(() => [], "log-rollback"),
);

lie("a remembered checkpoint with another row", () =>
	askedAgain(() => [checkpoint({ seq: FAR })], "log-fork"),
);

lie("a remembered checkpoint, its signature exchanged", () =>
	askedAgain(({ ckpt }) => [{ ckpt, sig: toB64(randomBytes(64)) }], "log-broken"),
);

/** All rows of a case as the server tells them. */
async function rowsOf(of: CaseFile): Promise<readonly Uint8Array[]> {
	return (await nurse.wire.request("case-log", { case: of.name, from: 1 })).blobs;
}

/** The report of the case on a new device, its rows bent. */
async function reported(
	bend: (rows: readonly Uint8Array[]) => readonly Uint8Array[],
): Promise<number> {
	const device = await victimIn(liar, nurse);
	const lies: Lies = {
		reply: (told, to) => {
			if (to.cmd !== "case-log" || told.json.ok === undefined) return told;
			const blobs = bend(told.blobs);
			return { ...changed(told, { count: blobs.length }), blobs };
		},
	};
	try {
		return await liar.while(lies, async () => (await device.work.cases.report(file.name)).length);
	} finally {
		device.stop();
	}
}

const unreported = async (bend: (rows: readonly Uint8Array[]) => readonly Uint8Array[]) => {
	const error = await refused(reported(bend), "not_verified");
	assert.equal(error.reason, "log-broken");
};

const read = (row: Uint8Array) => readLogRow({ g: world.g, caseId: file.id }, row);
const isStatement = (row: Uint8Array) => read(row).statement.some((byte) => byte !== 0);

/** The first row whose neighbour in the whole log follows it in the report. */
function neighbour(rows: readonly Uint8Array[]): number {
	const found = rows.findIndex((row, n) => {
		const next = rows[n + 1];
		return next !== undefined && read(next).seq === read(row).seq + 1;
	});
	assert.ok(found >= 0, "no two neighbours");
	return found;
}

test("the truth makes a report", async () => {
	assert.ok((await reported((rows) => rows)) > 10);
});

lie("a row of the report with another actor", () =>
	unreported((rows) => {
		const n = neighbour(rows);
		const { actor } = read(at(rows, n));
		const where = Buffer.from(at(rows, n)).indexOf(actor);
		return rows.map((row, m) => (m === n ? row.with(where, (row[where] ?? 0) ^ 1) : row));
	}),
);

lie("a statement's row left out of the report", () =>
	unreported((rows) => {
		const n = rows.findIndex(isStatement);
		return rows.filter((_, m) => m !== n + 2);
	}),
);

lie("two rows of the report in another order", () =>
	unreported((rows) => rows.map((row, n) => (n === 3 ? at(rows, 4) : n === 4 ? at(rows, 3) : row))),
);

lie("a row twice in the report", () =>
	unreported((rows) => [...rows.slice(0, 4), ...rows.slice(3)]),
);

lie("a row of another case in the report", async () => {
	const theirs = await rowsOf(other);
	await unreported((rows) => [...rows, at(theirs, -1)]);
});

lie("the whole report of another case", async () => {
	const theirs = await rowsOf(other);
	await unreported(() => theirs);
});

lie("a row cut short, and one that is none", async () => {
	await unreported((rows) => rows.map((row, n) => (n === 2 ? row.subarray(0, -1) : row)));
	await unreported((rows) => [...rows, randomBytes(300)]);
});

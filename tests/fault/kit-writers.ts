// People who write without end, half of them signed statements, half unsigned commands, and remember to the byte what was
// acknowledged. Cut off, they come back with their session and repeat by id what had no answer.
import assert from "node:assert/strict";
import { join } from "node:path";
import { toB64 } from "../../web/src/crypto/bytes.ts";
import type { Head } from "../../web/src/wire/messages.gen.ts";
import {
	type Answer,
	CaseFile,
	type Frame,
	frame,
	newId,
	type Person,
	type Server,
	Wire,
	type World,
} from "../scenarios/kit.ts";
import { weeklyAt } from "../scenarios/kit-people.ts";
import type { Way } from "../scenarios/kit-server.ts";
import { pause } from "./kit-dice.ts";
import { DATABASE, sql } from "./kit-record.ts";

/** Most that a pair may have. */
const PAIR_MAX = 6;
const DRAFT_LEN = 2000;
const HOUR_MS = 3_600_000;
/** Whoever is cut off tries again after this. */
const AGAIN_MS = 25;
const GIVES_UP_MS = 60_000;

/** One command that is sent until it is answered. */
export interface Job {
	readonly frame: Frame;
	/** Takes the answer, or says why it can't be. */
	readonly done: (ok: NonNullable<Answer["ok"]>) => void;
	/** Whether the server has done it already, asked in another way; null: it can't be asked. */
	readonly isDone: (() => Promise<boolean>) | null;
}

export interface Draft {
	readonly fill: number;
	readonly frame: Frame;
	ok: Answer["ok"];
}

/** A quarter that may still be put. */
function quarterNow(): string {
	const now = new Date();
	return `${now.getUTCFullYear()}Q${Math.floor(now.getUTCMonth() / 3) + 1}`;
}

export class Writer {
	readonly world: World;
	readonly person: Person;
	readonly file: CaseFile;
	readonly series: string;
	readonly signs: boolean;
	/** In the order of their acknowledgement; the last one is what must stand. */
	readonly drafts: Draft[] = [];
	readonly measures: string[] = [];
	/** Commands that were answered. */
	answered = 0;
	/** How often the connection was lost and the session taken up again. */
	comebacks = 0;
	/** Where it connects, if not to the server itself. */
	port: number | undefined;
	/** How large a draft is. */
	draftLen = DRAFT_LEN;
	/** Also what earlier schemas had no table for. */
	putsMeasures = true;
	#count = 0;

	constructor(world: World, person: Person, file: CaseFile, series: string, signs: boolean) {
		this.world = world;
		this.person = person;
		this.file = file;
		this.series = series;
		this.signs = signs;
	}

	/** The next command. */
	job(): Job {
		this.#count += 1;
		if (this.signs) return this.#statement();
		return this.putsMeasures && this.#count % 2 === 0 ? this.#measure() : this.#draft();
	}

	#statement(): Job {
		const draft = this.file.draft(this.person, (d) => d.object("thread", `viesti ${this.#count}`));
		const { params, blobs } = draft.request();
		const { seq, hash } = draft.known;
		return {
			frame: frame("case-append", params, blobs),
			done: (ok) => {
				assert.deepEqual(ok, { seq, hash: toB64(hash) });
				this.file.accept(draft);
			},
			isDone: async () => (await this.#chain(seq)).head.seq === seq,
		};
	}

	#draft(): Job {
		const fill = this.#count % 256;
		const data = new Uint8Array(this.draftLen).fill(fill);
		const sent = frame("draft-put", { key: "kirje", data: 0 }, [data]);
		return {
			frame: sent,
			done: (ok) => {
				assert.equal(typeof ok.at, "number");
				this.drafts.push({ fill, frame: sent, ok });
			},
			isDone: async () => (await this.#draftFill()) === fill,
		};
	}

	#measure(): Job {
		const id = newId();
		const values = [{ code: "calls_saved", n: this.#count % 20 }];
		const { series } = this;
		const params = { id, series, quarter: quarterNow(), form: "hour", values };
		return {
			frame: frame("measure-put", params),
			done: (ok) => {
				assert.deepEqual(ok, {});
				this.measures.push(id);
			},
			isDone: null,
		};
	}

	#way(): Way {
		return this.port === undefined ? {} : { port: this.port };
	}

	/** Until somebody answers again and the session goes on there. */
	async comeBack(): Promise<void> {
		const until = Date.now() + GIVES_UP_MS;
		for (;;) {
			let wire: Wire | undefined;
			try {
				wire = await Wire.open(this.world.server, this.#way());
				await this.world.resume(this.person, wire);
				this.comebacks += 1;
				return;
			} catch (error) {
				if ((wire !== undefined && !wire.isClosed) || Date.now() > until) throw error;
				await pause(AGAIN_MS);
			}
		}
	}

	/** The answer, whatever dies meanwhile. */
	async insist(sent: Frame): Promise<Answer> {
		for (;;) {
			const { wire } = this.person;
			try {
				return await wire.exchange(sent);
			} catch (error) {
				if (!wire.isClosed) throw error;
			}
			await this.comeBack();
		}
	}

	take(job: Job, { ok, error }: Answer): void {
		assert.equal(error, null);
		assert.ok(ok !== null);
		job.done(ok);
		this.answered += 1;
	}

	/**
	 * What was answered before is answered in the same words and changes nothing: the draft that came later stands.
	 * After a death, when the server has only its record to know this by.
	 */
	async repeatsNothing(): Promise<void> {
		const earlier = this.drafts.at(-2);
		const latest = this.drafts.at(-1);
		if (earlier === undefined || latest === undefined) return;
		assert.deepEqual((await this.insist(earlier.frame)).ok, earlier.ok);
		await this.draftStands();
	}

	async #chain(from: number): Promise<{ count: number; head: Head; blobs: readonly Uint8Array[] }> {
		const { ok, blobs } = await this.insist(frame("case-get", { case: this.file.name, from }));
		assert.ok(ok !== null);
		return { ...(ok as { count: number; head: Head } & typeof ok), blobs };
	}

	async #draftFill(): Promise<number | undefined> {
		return (await this.insist(frame("draft-get", { key: "kirje" }))).blobs[0]?.[0];
	}

	async draftStands(): Promise<void> {
		const latest = this.drafts.at(-1);
		if (latest === undefined) return;
		assert.equal(await this.#draftFill(), latest.fill, "the draft that was acknowledged last");
	}

	/** The server's chain is what was acknowledged, byte for byte: nothing lost, nothing twice. */
	async chainStands(): Promise<void> {
		const held: Uint8Array[] = [];
		for (let from = 1, end = 1; from <= end; ) {
			const { count, head, blobs } = await this.#chain(from);
			held.push(...blobs.slice(0, 2 * count));
			from += count;
			end = head.seq;
		}
		assert.equal(held.length / 2, this.file.accepted.length, "statements");
		for (const [n, { stmt, sig }] of this.file.accepted.entries()) {
			assert.ok(Buffer.from(stmt).equals(held[2 * n] ?? new Uint8Array()), `statement ${n + 1}`);
			assert.ok(Buffer.from(sig).equals(held[2 * n + 1] ?? new Uint8Array()));
		}
	}
}

/** So many, in pairs of their own, each with a case of their own; every other one signs. */
export async function writers(world: World, count: number): Promise<readonly Writer[]> {
	const { county, contact } = world.people;
	const made: Writer[] = [];
	while (made.length < count) {
		const people: Person[] = [];
		while (people.length < Math.min(PAIR_MAX, count - made.length)) {
			const name = `kirjuri.${made.length + people.length}`;
			people.push(await world.person(county, name, "worker"));
		}
		const pair = await world.pairSet(county, `Työpari ${made.length}`, people);
		// Not now: the contact has an hour then.
		const at = weeklyAt(Date.now() + (made.length + 1) * 2 * HOUR_MS);
		const series = await world.seriesSet(county, { contact: contact.uid, pairs: [pair], ...at });
		for (const person of people) {
			const file = new CaseFile(world.g, pair);
			await file.append(person, (draft) => {
				draft.create();
				for (const comp of ["P", "S", "C"] as const) draft.grant(person, comp);
			});
			made.push(new Writer(world, person, file, series, made.length % 2 === 0));
		}
	}
	return made;
}

/** Of 16 bytes. */
const ID_HEX = 32;
const hexOf = (id: string): string => Buffer.from(id, "base64url").toString("hex");

/** How often the log says `measure-put` of each of these ids. */
function putsOnLog(file: string, ids: readonly string[]): Map<string, number> {
	const counts = new Map(ids.map((id) => [id, 0]));
	const rows = sql(
		file,
		"SELECT row FROM log WHERE instr(row, CAST('measure-put' AS BLOB)) > 0 ORDER BY seq",
	);
	for (const [row = ""] of rows)
		for (let at = 0; at + ID_HEX <= row.length; at += 2) {
			const id = row.slice(at, at + ID_HEX);
			const count = counts.get(id);
			if (count !== undefined) counts.set(id, count + 1);
		}
	return counts;
}

/** Of the stopped server: each measure that was acknowledged is there, no other, and each was done once by the log. */
export function measuresStand(server: Server, all: readonly Writer[]): number {
	const file = join(server.data, DATABASE);
	const there = sql(file, "SELECT measure_id FROM measure").map(([id = ""]) => id);
	const acknowledged = all.flatMap(({ measures }) => measures.map(hexOf));
	assert.deepEqual(there.sort(), acknowledged.sort());
	for (const [id, times] of putsOnLog(file, there)) assert.equal(times, 1, `${id} on the log`);
	return there.length;
}

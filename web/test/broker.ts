// A link to a broker for tests of the work layer: keeps what a member sends it in the world, refuses what does not follow
// on the head (as the real one does, so that two at once meet), and checks nothing else.
import { fromB64, toB64 } from "../src/crypto/bytes.ts";
import { readCaseBody } from "../src/crypto/case-body.ts";
import { readStatement, type Signed, statementHash } from "../src/crypto/statement.ts";
import { WireError } from "../src/wire/errors.ts";
import type { Link } from "../src/work/link.ts";
import type { Member, World } from "./world.ts";

interface Append {
	readonly case: string;
	readonly statements: readonly { stmt: number; sig: number; data: readonly number[] }[];
}

interface Wanted {
	readonly case: string;
	readonly objects: readonly { readonly object: string; readonly rev: number }[];
}

const NONE = new Uint8Array();

export type Answer = { ok: unknown; blobs: readonly Uint8Array[] };

export class Broker {
	readonly #world: World;
	readonly #member: Member;
	/** So often somebody else had been faster. */
	conflicts = 0;
	/** What else it answers: by command. */
	readonly answers: Record<string, (params: never) => unknown> = {};

	constructor(world: World, member: Member) {
		this.#world = world;
		this.#member = member;
	}

	get link(): Link {
		const request = (cmd: string, params: unknown, given?: { blobs: readonly Uint8Array[] }) =>
			this.#answer(cmd, params, given?.blobs ?? []);
		return { now: this.#world.now, request } as unknown as Link;
	}

	async #answer(cmd: string, params: unknown, blobs: readonly Uint8Array[]): Promise<Answer> {
		const world = this.#world;
		const { case: id } = params as Append;
		switch (cmd) {
			case "dir-get":
				await world.syncDirectory(this.#member);
				return { ok: { head: world.head(), count: 0 }, blobs: [] };
			case "dir-append":
				world.directory.push({ stmt: blobs[0] ?? NONE, sig: blobs[1] ?? NONE });
				return { ok: {}, blobs: [] };
			case "case-get":
				await world.sync(this.#member, id);
				return { ok: { head: world.caseHead(id), count: 0, wraps: [] }, blobs: [] };
			case "case-append":
				return { ok: this.#keep(params as Append, blobs), blobs: [] };
			case "object-get":
				return { ok: {}, blobs: this.#objects(params as Wanted) };
			default: {
				const own = this.answers[cmd];
				if (own === undefined) throw new Error(cmd);
				return { ok: own(params as never), blobs: [] };
			}
		}
	}

	#keep({ case: id, statements }: Append, blobs: readonly Uint8Array[]) {
		const blob = (i: number) => blobs[i] ?? NONE;
		const kept = statements.map(({ stmt, sig, data }) => ({
			stmt: blob(stmt),
			sig: blob(sig),
			data: data.map(blob),
		}));
		const head = this.#world.caseHead(id);
		const [first] = kept;
		if (first !== undefined && !this.#follows(id, head, first)) {
			this.conflicts += 1;
			throw new WireError("conflict", null, { head });
		}
		this.#world.keep({ case: id, ids: [], statements: kept });
		return this.#world.caseHead(id);
	}

	#prefix(id: string) {
		return ["ET1/case", this.#world.g, fromB64(id, 16)] as const;
	}

	#follows(id: string, head: { seq: number; hash: string }, signed: Signed): boolean {
		try {
			const from = { seq: head.seq, hash: fromB64(head.hash, 32), time: 0 };
			readStatement(this.#prefix(id), from, signed);
			return true;
		} catch {
			return false;
		}
	}

	#objects({ case: id, objects }: Wanted): Uint8Array[] {
		const { statements, data } = this.#world.stored(id);
		const place = { g: this.#world.g, caseId: fromB64(id, 16) };
		const found = new Map<string, Uint8Array>();
		let head = { seq: 0, hash: this.#world.g, time: 0 };
		for (const signed of statements) {
			const s = readStatement(this.#prefix(id), head, signed);
			head = { seq: s.seq, hash: statementHash(signed), time: s.time };
			const blob = data.get(s.seq);
			if (s.kind !== "object" || blob === undefined) continue;
			const body = readCaseBody(place, s.kind, s.body);
			if (body.kind === "object") found.set(`${toB64(body.object)}/${body.rev}`, blob);
		}
		return objects.map(({ object, rev }) => {
			const blob = found.get(`${object}/${rev}`);
			if (blob === undefined) throw new WireError("not_found");
			return blob;
		});
	}
}

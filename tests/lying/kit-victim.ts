// Who is lied to: a person of the World (kit.ts, raw keys, so that a test can play the insider who helps the server) at a
// real client, the browser's work layer. And whole directories and case chains as the liar tells them.
import assert from "node:assert/strict";
import { toB64 } from "../../web/src/crypto/bytes.ts";
import { type Signed, statementHash } from "../../web/src/crypto/statement.ts";
import { type Device, loaded, newDevice } from "../../web/src/demo/person.ts";
import type { Head } from "../../web/src/wire/messages.gen.ts";
import type { TrustReason, WorkErrorCode } from "../../web/src/work/work.ts";
import { type Person, type World, within } from "../scenarios/kit.ts";
import { refused, siteOf } from "../scenarios/kit-work.ts";
import { changed, type Lies, type Liar, okOf } from "./kit-liar.ts";

/** At most so many statements a reply of dir-get. */
const DIR_PAGE = 32;

/** A device that nobody has used. */
export const newVictim = (liar: Liar): Promise<Device> => newDevice(siteOf(liar.server));

export const signIn = (device: Device, { username, passphrase, accountKey }: Person) =>
	device.work.session.signInOnNewDevice(username, passphrase, accountKey);

/** The person signs in and is told the truth. */
export async function victimIn(liar: Liar, person: Person): Promise<Device> {
	const device = await newVictim(liar);
	await signIn(device, person);
	return device;
}

/** The 30 digits that the device shows for a person. */
export async function numberOn({ work }: Device, uid: string): Promise<string> {
	const { people } = await loaded(work.state.directory, "the directory");
	return people.find((one) => one.uid === uid)?.number ?? assert.fail(`nobody is ${uid}`);
}

/** Under these lies the person can't sign in, on this device or a new one, and is told why; no key stays open. */
export async function refusedIn(
	liar: Liar,
	person: Person,
	lies: Lies,
	reason: TrustReason,
	{ device, code = "not_verified" }: { device?: Device; code?: WorkErrorCode } = {},
): Promise<Device> {
	const on = device ?? (await newVictim(liar));
	const error = await liar.while(lies, () => refused(signIn(on, person), code));
	assert.equal(error.reason, reason);
	assert.equal(on.work.state.session.value.kind, "signed-out");
	if (device === undefined) on.stop();
	return on;
}

/** The whole directory as the real server has it. */
export async function wholeDirectory(world: World): Promise<Signed[]> {
	const { wire } = world.people.county;
	const list: Signed[] = [];
	for (;;) {
		const answer = await wire.request("dir-get", { from: list.length + 1 });
		const { blobs } = answer;
		for (let n = 0; n + 1 < blobs.length; n += 2) {
			list.push({ stmt: at(blobs, n), sig: at(blobs, n + 1) });
		}
		if (blobs.length < 2 * DIR_PAGE) return list;
	}
}

export function at<T>(list: readonly T[], n: number): T {
	const one = list.at(n);
	if (one === undefined) throw new Error(`nothing at ${n} of ${list.length}`);
	return one;
}

export const headOf = (list: readonly Signed[]): Head => ({
	seq: list.length,
	hash: toB64(statementHash(at(list, -1))),
});

/** Everyone by that name is told this directory, and nothing of what comes after. `head`: what is claimed to be its end. */
export function directoryTold(user: string, list: readonly Signed[], head = headOf(list)): Lies {
	return {
		asked: (asked, by) => {
			if (by.user !== user || asked.cmd !== "dir-get") return asked;
			const from = Number(asked.params.from);
			const page = list.slice(from - 1, from - 1 + DIR_PAGE);
			const ok = { from, count: page.length, head };
			return { json: { ok }, blobs: page.flatMap(({ stmt, sig }) => [stmt, sig]) };
		},
		reply: (told, to, client) =>
			client.user === user && okOf(told).head !== undefined && ["login", "reproof"].includes(to.cmd)
				? changed(told, { head })
				: told,
		event: (told, client) => (client.user === user && told.json.ev === "directory" ? null : told),
	};
}

/** A statement of the directory behind the others, by whoever signs it, as an insider would who helps the server. */
export const withStatement = (
	world: World,
	list: readonly Signed[],
	issuer: Person,
	kind: string,
	body: Uint8Array,
	change: Parameters<World["dirStatement"]>[4] = {},
): Signed[] => [...list, world.dirStatement(issuer, headOf(list), kind, body, change)];

export function flipped({ stmt, sig }: Signed, offset: number): Signed {
	return { stmt: stmt.with(offset, (stmt[offset] ?? 0) ^ 1), sig };
}

/** A case as case-get tells it: from its first statement, with the wraps that are the caller's. */
export interface Chain {
	readonly statements: readonly Signed[];
	readonly wraps: readonly { readonly seq: number; readonly wrap: Uint8Array }[];
	/** What is claimed to be the end; the last statement's if left out. */
	readonly head?: Head;
}

/** Everyone by that name is told this case as `bend` makes it of the truth. Only for readers who ask from the beginning. */
export function caseTold(user: string, id: string, bend: (truth: Chain) => Chain): Lies {
	return {
		reply: (told, to, client) => {
			const mine = client.user === user && to.cmd === "case-get" && to.params.case === id;
			if (!mine || told.json.ok === undefined) return told;
			const { count, wraps } = okOf(told) as unknown as { count: number; wraps: number[] };
			const statements = Array.from({ length: count }, (_, n) => ({
				stmt: at(told.blobs, 2 * n),
				sig: at(told.blobs, 2 * n + 1),
			}));
			const bent = bend({
				statements,
				wraps: wraps.map((seq, n) => ({ seq, wrap: at(told.blobs, 2 * count + n) })),
			});
			const ok = {
				count: bent.statements.length,
				wraps: bent.wraps.map(({ seq }) => seq),
				head: bent.head ?? headOf(bent.statements),
			};
			const blobs = bent.statements.flatMap(({ stmt, sig }) => [stmt, sig]);
			return {
				json: { ...told.json, ok },
				blobs: [...blobs, ...bent.wraps.map(({ wrap }) => wrap)],
			};
		},
	};
}

/** The ciphertexts of one object-get become what `bend` makes of them. */
export function objectTold(
	user: string,
	bend: (
		blobs: readonly Uint8Array[],
		asked: readonly { object: string; rev: number }[],
	) => readonly Uint8Array[],
): Lies {
	return {
		reply: (told, to, client) => {
			if (client.user !== user || to.cmd !== "object-get" || told.json.ok === undefined)
				return told;
			const objects = to.params.objects as { object: string; rev: number }[];
			return { ...told, blobs: bend(told.blobs, objects) };
		},
	};
}

/** Counts what the liar sees, for who waits until it has been so often. */
export class Count {
	#seen = 0;
	#look = () => {};

	add(): void {
		this.#seen += 1;
		this.#look();
	}

	reaches(wanted: number, what: string): Promise<void> {
		const there = new Promise<void>((resolve) => {
			this.#look = () => {
				if (this.#seen >= wanted) resolve();
			};
			this.#look();
		});
		return within(there, what);
	}
}

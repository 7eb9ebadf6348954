// What a verified directory amounts to (PROTOCOL §3): the key versions of each person, and by whom each pair stands at
// each time. Answers questions; written only by directory.ts, directory-places.ts and directory-org.ts. Knows no chain and no signature.
import { equal, toB64 } from "./bytes.ts";
import type { InviteBody, Role, SeriesBody } from "./directory-body.ts";
import type { CardWords, RecordTemplateBody, TeamBody } from "./directory-org-body.ts";
import type { Genesis, Org } from "./genesis.ts";
import type { SeriesAct } from "./hours.ts";

/** Two people's clocks may each be 120 s off the server's; old statements are judged with this slack. */
export const CLOCK_SLACK_MS = 240_000;

const NEVER = Number.POSITIVE_INFINITY;

/** One key version of a person: these keys count from `since` to the earlier of `notAfter` and `until`. */
export interface Certified {
	readonly uid: Uint8Array;
	readonly username: string;
	readonly display: string;
	readonly org: Org;
	readonly roles: readonly Role[];
	readonly ipkS: Uint8Array;
	readonly ipkE: Uint8Array;
	/** Hash of the enrolment that made the keys. */
	readonly eh: Uint8Array;
	readonly notAfter: number;
	readonly since: number;
	/** Time of the revoke or rekey that ended it; infinite while neither has. */
	readonly until: number;
}

export interface PairVersion {
	readonly name: string;
	readonly org: Org;
	/** Ids in base64url. */
	readonly workers: readonly string[];
	readonly since: number;
}

export interface SeriesVersion extends SeriesBody {
	readonly since: number;
}

export interface SubstituteVersion {
	readonly substitute: string;
	readonly for: string;
	readonly by: string;
	readonly from: number;
	readonly to: number;
	readonly since: number;
}

export interface PolicyVersion {
	readonly ackRequired: boolean;
	readonly since: number;
}

/** A team as it was named last; a dropped one keeps its texts, for what names it. */
export interface Team extends TeamBody {
	readonly dropped: boolean;
}

/** A published answer. */
export interface Card extends CardWords {
	readonly proposer: Uint8Array;
	readonly checker: Uint8Array;
	readonly at: number;
	readonly dropped: boolean;
}

/** A stretch of time, the end exclusive. */
type Span = readonly [from: number, to: number];

/** An instant as somebody's clock said it, which may be off by the slack. */
interface Instant {
	readonly at: number;
	readonly slack: number;
}

const within = ({ at, slack }: Instant, ...spans: readonly Span[]): boolean =>
	spans.every(([from, to]) => from - slack <= at && at < to + slack);

const keySpan = (v: Certified): Span => [v.since, Math.min(v.notAfter, v.until)];

/** Each version of a thing with the time in which it was the newest. */
function spans<T extends { readonly since: number }>(versions: readonly T[]): [T, Span][] {
	return versions.map((version, i) => [version, [version.since, versions[i + 1]?.since ?? NEVER]]);
}

export const sameKeys = (
	a: Pick<Certified, "ipkS" | "ipkE">,
	b: Pick<Certified, "ipkS" | "ipkE">,
): boolean => equal(a.ipkS, b.ipkS) && equal(a.ipkE, b.ipkE);

export class DirectoryState {
	readonly genesis: Genesis;
	/** The newest key version of everyone ever certified, by uid. */
	readonly people = new Map<string, Certified>();
	/** Invites whose person is not certified yet, or waits for new keys, by id. */
	readonly invites = new Map<string, InviteBody>();
	/** Every version of each pair, series and substitute, oldest first. */
	readonly pairs = new Map<string, PairVersion[]>();
	readonly series = new Map<string, SeriesVersion[]>();
	/** What was signed about each series and its hours, in order. */
	readonly seriesActs = new Map<string, SeriesAct[]>();
	readonly substitutes = new Map<string, SubstituteVersion[]>();
	protected readonly versionsOf = new Map<string, Certified[]>();
	readonly policies = new Map<string, PolicyVersion[]>();

	/** By organisation/target; the newest. */
	readonly templates = new Map<string, RecordTemplateBody>();
	/** Days by organisation; the newest. */
	readonly retentions = new Map<string, number>();
	/** By id, dropped ones too. */
	readonly teams = new Map<string, Team>();
	readonly cards = new Map<string, Card>();
	/** The newest time that a coordinator signed: nobody else attests that the directory is fresh. */
	freshAt = 0;

	constructor(genesis: Genesis) {
		this.genesis = genesis;
	}

	protected copyInto(copy: DirectoryState): void {
		copy.freshAt = this.freshAt;
		const maps = ["people", "invites", "templates", "retentions", "teams", "cards"] as const;
		for (const name of maps) {
			for (const [id, value] of this[name]) (copy[name] as Map<string, unknown>).set(id, value);
		}
		const lists = [
			...(["pairs", "series", "seriesActs"] as const),
			...(["substitutes", "versionsOf", "policies"] as const),
		];
		for (const name of lists) {
			for (const [id, list] of this[name])
				(copy[name] as Map<string, unknown[]>).set(id, [...list]);
		}
	}

	org(id: Uint8Array): Org | null {
		return this.genesis.orgs.find((org) => equal(org.id, id)) ?? null;
	}

	// ---- people

	/** The newest key version, whether it still counts or not. */
	person(uid: Uint8Array): Certified | null {
		return this.people.get(toB64(uid)) ?? null;
	}

	/** Every key version, oldest first. */
	versions(uid: Uint8Array): readonly Certified[] {
		return this.versionsOf.get(toB64(uid)) ?? [];
	}

	/** The key version that counts at `timeMs`. */
	certifiedAt(uid: Uint8Array, timeMs: number): Certified | null {
		return this.versionsAround(uid, timeMs, 0)[0] ?? null;
	}

	/** The key versions that count at `timeMs`, give or take slackMs, oldest first: for what others' clocks signed. */
	versionsAround(uid: Uint8Array, timeMs: number, slackMs: number = CLOCK_SLACK_MS): Certified[] {
		const instant = { at: timeMs, slack: slackMs };
		return this.versions(uid).filter((version) => within(instant, keySpan(version)));
	}

	byName(username: string): Certified | null {
		for (const person of this.people.values()) if (person.username === username) return person;
		return null;
	}

	protected *everyVersion(): Iterable<Certified> {
		for (const versions of this.versionsOf.values()) yield* versions;
	}

	/** The next key version of its person. */
	protected newKeys(version: Certified): void {
		const uid = toB64(version.uid);
		this.versionsOf.set(uid, [...(this.versionsOf.get(uid) ?? []), version]);
		this.people.set(uid, version);
	}

	/** The newest key version ends, by a revoke or by the one that follows. */
	protected endKeys(person: Certified, timeMs: number): void {
		const uid = toB64(person.uid);
		const ended = { ...person, until: Math.min(person.until, timeMs) };
		this.versionsOf.set(uid, [...(this.versionsOf.get(uid) ?? []).slice(0, -1), ended]);
		this.people.set(uid, ended);
	}

	/** Since when the present keys are these: a renewal changes no key. */
	keysSince(uid: Uint8Array): number {
		const versions = this.versions(uid);
		const newest = versions.at(-1);
		const first = versions.find((version) => newest !== undefined && sameKeys(version, newest));
		return first?.since ?? 0;
	}

	/** Has this person other keys than the first ones? */
	rekeyed(uid: Uint8Array): boolean {
		const versions = this.versions(uid);
		const [first, last] = [versions[0], versions.at(-1)];
		return first !== undefined && last !== undefined && !sameKeys(first, last);
	}

	stateOf(person: Certified, nowMs: number): "active" | "expired" | "revoked" {
		if (person.until <= nowMs) return "revoked";
		return person.notAfter <= nowMs ? "expired" : "active";
	}

	// ---- places

	/**
	 * Does `uid` stand in the pair, or for somebody who does, with keys that count? At
	 * `timeMs`, give or take slackMs: slack 0 for one's own acts now.
	 */
	inPair(
		pair: Uint8Array,
		uid: Uint8Array,
		timeMs: number,
		slackMs: number = CLOCK_SLACK_MS,
	): boolean {
		const instant = { at: timeMs, slack: slackMs };
		return spans(this.pairs.get(toB64(pair)) ?? []).some(([version, span]) =>
			version.workers.some((worker) => this.#standsIn(worker, uid, span, instant)),
		);
	}

	/**
	 * Is `uid` the contact of a series with that pair, or substitute of one, with keys that count? As inPair. `among`:
	 * of one of those series.
	 */
	contactOf(
		pair: Uint8Array,
		uid: Uint8Array,
		timeMs: number,
		slackMs: number = CLOCK_SLACK_MS,
		among: Iterable<string> = this.series.keys(),
	): boolean {
		const person = this.person(uid);
		if (person?.org.kind !== "kela" || !person.roles.includes("contact")) return false;
		const instant = { at: timeMs, slack: slackMs };
		return [...among].some((series) =>
			spans(this.series.get(series) ?? []).some(
				([version, span]) =>
					version.pairs.some((one) => equal(one, pair)) &&
					this.#standsIn(toB64(version.contact), uid, span, instant),
			),
		);
	}

	/** Must a second worker acknowledge consents of this organisation's pairs? Off only by a signed policy. */
	consentAckRequired(org: Uint8Array, timeMs: number, slackMs = 0): boolean {
		const instant = { at: timeMs, slack: slackMs };
		return !spans(this.policies.get(toB64(org)) ?? []).some(
			([policy, span]) => !policy.ackRequired && within(instant, span),
		);
	}

	/** The organisation whose pair it is. */
	orgOfPair(pair: Uint8Array): Org | null {
		return this.pairs.get(toB64(pair))?.[0]?.org ?? null;
	}

	seriesById(id: Uint8Array): SeriesVersion | null {
		return this.series.get(toB64(id))?.at(-1) ?? null;
	}

	/** Does `uid` hold the place that `holder` has in `span`, themselves or as a substitute, with keys that count? */
	#standsIn(holder: string, uid: Uint8Array, span: Span, instant: Instant): boolean {
		const id = toB64(uid);
		if (!this.versions(uid).some((keys) => within(instant, keySpan(keys), span))) return false;
		if (holder === id) return true;
		return [...this.substitutes.values()].some((versions) =>
			spans(versions).some(
				([one, known]) =>
					one.for === holder && one.by === id && within(instant, known, [one.from, one.to]),
			),
		);
	}
}

// The directory's side of the vault: takes statements in, compares with what this device and others saw, shows the
// verified people and places. The signing of a coordinator's statements is in directory-acts.ts.
import { equal, fromB64, toB64 } from "../bytes.ts";
import type { Certified } from "../directory.ts";
import type { ConsentAck } from "../directory-body.ts";
import { RETENTION_DAYS } from "../directory-org-limits.ts";
import { fingerprint } from "../keys.ts";
import type { Signed } from "../statement.ts";
import type { DirectoryView, HeadRef, PersonView, SeriesView, SubstituteView } from "./api.ts";
import { digits } from "./enrolments.ts";
import { AlarmError, onChain, VaultError } from "./errors.ts";
import type { Marks } from "./marks.ts";
import { orgView } from "./org-view.ts";
import { type Clock, checkPin, headRef, type Session } from "./session.ts";

export class People {
	readonly #session: Session;
	readonly #marks: Marks;
	readonly #now: Clock;

	constructor(session: Session, marks: Marks, now: Clock) {
		this.#session = session;
		this.#marks = marks;
		this.#now = now;
	}

	/** Takes the next statements in. What this device saw before must be in the chain, whoever serves it. */
	async add(statements: readonly Signed[], head: HeadRef): Promise<DirectoryView> {
		const { directory, pins } = this.#session;
		onChain("directory-broken", null, () => {
			for (const signed of statements) directory.add(signed);
		});
		const own = headRef(directory.head);
		const complete = own.seq >= head.seq;
		if (!complete && statements.length === 0) {
			throw new AlarmError("directory-broken", "directory: the newest are withheld");
		}
		if (complete) checkPin(directory.history, head, "directory");
		if (complete || own.seq >= (pins.directory?.seq ?? 0)) {
			checkPin(directory.history, pins.directory, "directory");
		}
		if (complete) {
			this.#checkMe();
			if (pins.directory?.hash !== own.hash) {
				pins.directory = own;
				await this.#session.keepPins();
			}
		}
		return this.view();
	}

	view(): DirectoryView {
		const { directory, genesis } = this.#session;
		const now = this.#now();
		return {
			head: headRef(directory.head),
			freshAt: directory.freshAt,
			fresh: this.#session.fresh(now),
			orgs: genesis.orgs.map((org) => ({ org: toB64(org.id), kind: org.kind, name: org.name })),
			people: [...directory.people.values()].map((person) => this.#personView(person, now)),
			pairs: [...directory.pairs].flatMap(([pair, versions]) => {
				const newest = versions.at(-1);
				if (newest === undefined) return [];
				return [{ pair, org: toB64(newest.org.id), name: newest.name, workers: newest.workers }];
			}),
			series: this.#series(),
			substitutes: this.#substitutes(),
			policies: this.#policies(now),
			retentions: this.#retentions(),
			...orgView(directory),
			invites: [...directory.invites.values()].map((invite) => ({
				invite: toB64(invite.invite),
				username: invite.username,
				display: invite.display,
				org: toB64(invite.org),
				roles: invite.roles,
				expiresAt: invite.expires,
			})),
		};
	}

	/** `number` is what was on the screen: of other keys than the present ones, nothing is marked. */
	async mark(uid: string, number: string, matches: boolean): Promise<void> {
		const person = this.#session.directory.person(fromB64(uid, 16));
		if (person === null) throw new VaultError("not_found", "person");
		if (this.#number(person) !== digits(number)) {
			throw new VaultError("not_verified", "number", "number");
		}
		await this.#marks.add(person, matches);
	}

	/**
	 * My own entry must hold the keys of my bundle: else somebody else is certified under my name, or I have been given
	 * new keys and these ones are over. Nothing more goes out from this session.
	 */
	#checkMe(): void {
		const { directory, identity, uid } = this.#session;
		const me = directory.person(uid);
		if (me === null) return; // not confirmed yet
		if (equal(me.ipkS, identity.sign.pk) && equal(me.ipkE, identity.enc.pk)) return;
		const reason = "directory-broken";
		this.#session.distrust({ reason, at: this.#now(), case: null });
		throw new VaultError("not_verified", "directory: other keys under my name", reason);
	}

	#number(who: Pick<Certified, "uid" | "ipkS" | "ipkE">): string {
		return fingerprint(this.#session.g, who.uid, who.ipkS, who.ipkE);
	}

	#personView(person: Certified, nowMs: number): PersonView {
		const { directory, pins } = this.#session;
		const uid = toB64(person.uid);
		return {
			uid,
			username: person.username,
			display: person.display,
			org: toB64(person.org.id),
			orgName: person.org.name,
			orgKind: person.org.kind,
			roles: person.roles,
			notAfter: person.notAfter,
			state: directory.stateOf(person, nowMs),
			keysSince: directory.keysSince(person.uid),
			rekeyed: directory.rekeyed(person.uid),
			number: this.#number(person),
			verified: this.#session.compared(person),
			verifiedAt: pins.marks[uid]?.at ?? null,
		};
	}

	#series(): SeriesView[] {
		return [...this.#session.directory.series].flatMap(([series, versions]) => {
			const newest = versions.at(-1);
			if (newest === undefined) return [];
			const { name, weekday, start, first, last, capacity, every, onHolidays, phone } = newest;
			const hours = { weekday, start, first, capacity, every, onHolidays, phone };
			return [
				{
					series,
					org: toB64(newest.org),
					name,
					contact: toB64(newest.contact),
					...hours,
					last: last === "" ? null : last,
					pairs: newest.pairs.map(toB64),
				},
			];
		});
	}

	#substitutes(): SubstituteView[] {
		return [...this.#session.directory.substitutes.values()].flatMap((versions) => {
			const newest = versions.at(-1);
			if (newest === undefined) return [];
			const { since: _, ...view } = newest;
			return [view];
		});
	}

	#retentions(): Record<string, number> {
		const { directory, genesis } = this.#session;
		const counties = genesis.orgs.filter((org) => org.kind === "county").map(({ id }) => toB64(id));
		return Object.fromEntries(
			counties.map((org) => [org, directory.retentions.get(org) ?? RETENTION_DAYS]),
		);
	}

	#policies(nowMs: number): Record<string, ConsentAck> {
		const { directory, genesis } = this.#session;
		const counties = genesis.orgs.filter((org) => org.kind === "county");
		return Object.fromEntries(
			counties.map((org) => [
				toB64(org.id),
				directory.consentAckRequired(org.id, nowMs) ? "required" : "off",
			]),
		);
	}
}

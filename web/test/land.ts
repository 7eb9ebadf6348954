// A directory with a county and Kela, to break its rules and those of a case in: everybody signs what they like.

import { Directory } from "../src/crypto/directory.ts";
import {
	type FoundBody,
	foundBody,
	foundingBytes,
	type HourSetBody,
	hourSetBody,
	inviteBody,
	type PolicyBody,
	pairSetBody,
	policyBody,
	type Role,
	type SeriesBody,
	type SubstituteBody,
	seriesSetBody,
	substituteBody,
	type UserAddBody,
	userAddBody,
	userRekeyBody,
	userRevokeBody,
} from "../src/crypto/directory-body.ts";
import {
	type CardWords,
	cardBody,
	cardDropBody,
	cardText,
	type RecordTemplateBody,
	recordTemplateBody,
	retentionBody,
	type TeamBody,
	teamBody,
} from "../src/crypto/directory-org-body.ts";
import { genesisBytes, readGenesis } from "../src/crypto/genesis.ts";
import { type Identity, invitePair, newIdentity } from "../src/crypto/keys.ts";
import { type KeyPair, randomBytes, sign } from "../src/crypto/sodium.ts";
import { type Head, type Prefix, type Signed, signStatement } from "../src/crypto/statement.ts";

export const T = 1_764_000_000_000;
export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
export const ZERO = new Uint8Array(16);
export const NONE = new Uint8Array(32);
export const id = (): Uint8Array => randomBytes(16);

export interface Person {
	readonly uid: Uint8Array;
	readonly name: string;
	readonly keys: Identity;
}

export const person = (name: string): Person => ({ uid: id(), name, keys: newIdentity() });

export function signed(
	chain: { readonly prefix: Prefix; readonly head: Head },
	by: Person,
	kind: string,
	body: Uint8Array,
	time: number = T,
): Signed {
	return signStatement(
		chain.prefix,
		chain.head,
		{ time, author: by.uid, kind, body },
		by.keys.sign.sk,
	);
}

/** A directory with a county and Kela, two pairs, a contact and a Kela coordinator. */
export class Land {
	readonly orgs = [id(), id()] as const;
	readonly founding: readonly [KeyPair, KeyPair] = [
		invitePair(randomBytes(32)),
		invitePair(randomBytes(32)),
	];
	readonly county = person("county");
	readonly kela = person("kela");
	readonly nurse = person("nurse");
	readonly mate = person("mate");
	readonly stranger = person("stranger");
	readonly contact = person("contact");
	readonly otherContact = person("other contact");
	readonly pair = id();
	readonly series = id();
	readonly logPk = randomBytes(32);
	readonly directory: Directory;

	constructor() {
		const [a, b] = this.orgs;
		const bytes = genesisBytes(id(), T, [
			{ id: a, kind: "county", name: "County", founderInvitePk: this.founding[0].pk },
			{ id: b, kind: "kela", name: "Kela", founderInvitePk: this.founding[1].pk },
		]);
		this.directory = new Directory(readGenesis(bytes));
	}

	settle(): this {
		this.directory.add(this.found(this.county, 0));
		this.directory.add(this.found(this.kela, 1));
		this.admit(this.county, this.nurse, 0, ["worker"]);
		this.admit(this.county, this.mate, 0, ["worker"]);
		this.admit(this.county, this.stranger, 0, ["worker"]);
		this.admit(this.kela, this.contact, 1, ["contact"]);
		this.admit(this.kela, this.otherContact, 1, ["contact"]);
		this.directory.add(this.pairSet(this.county, [this.nurse, this.mate]));
		this.directory.add(this.seriesSet(this.contact));
		return this;
	}

	found(who: Person, n: 0 | 1, changes: Partial<FoundBody> = {}, key = this.founding[n]): Signed {
		const body: FoundBody = {
			org: this.orgs[n],
			uid: who.uid,
			username: who.name,
			display: who.name,
			ipkS: who.keys.sign.pk,
			ipkE: who.keys.enc.pk,
			notAfter: T + 365 * DAY,
			logPk: this.logPk,
			eh: NONE,
			...changes,
		};
		const sigF = sign(foundingBytes(this.directory.genesis.g, body), key.sk);
		return signed(this.directory, who, "found", foundBody(body, sigF));
	}

	invite(
		by: Person,
		who: Person,
		n: 0 | 1,
		roles: readonly Role[],
		expires = T + HOUR,
		time = T,
	): Signed {
		const body = inviteBody({
			invite: id(),
			invitePk: randomBytes(32),
			username: who.name,
			display: who.name,
			org: this.orgs[n],
			roles,
			expires,
		});
		return signed(this.directory, by, "invite", body, time);
	}

	entry(who: Person, n: 0 | 1, roles: readonly Role[], notAfter = T + 365 * DAY): UserAddBody {
		return {
			uid: who.uid,
			username: who.name,
			display: who.name,
			org: this.orgs[n],
			roles,
			ipkS: who.keys.sign.pk,
			ipkE: who.keys.enc.pk,
			notAfter,
			eh: NONE,
		};
	}

	userAdd(
		by: Person,
		who: Person,
		n: 0 | 1,
		roles: readonly Role[],
		notAfter = T + 365 * DAY,
	): Signed {
		const body = userAddBody(this.entry(who, n, roles, notAfter));
		return signed(this.directory, by, "user-add", body);
	}

	/** New keys for `who`, invited to them and confirmed; the person as they are from then on. */
	rekey(by: Person, who: Person, n: 0 | 1, roles: readonly Role[], time = T): Person {
		const again = { ...who, keys: newIdentity() };
		this.directory.add(this.invite(by, who, n, roles, time + HOUR, time));
		this.directory.add(this.userRekey(by, again, n, roles, { eh: randomBytes(32) }, time));
		return again;
	}

	revoke(by: Person, who: Person, n: 0 | 1, time = T): void {
		this.directory.add(this.userRevoke(by, who, n, time));
	}

	/** The hour of the pair, with that contact from then on. */
	seriesSet(contact: Person, changes: Partial<SeriesBody> = {}, time = T): Signed {
		return this.anySeries(this.county, { contact: contact.uid, ...changes }, time);
	}

	anySeries(by: Person, changes: Partial<SeriesBody> = {}, time = T): Signed {
		const body = seriesSetBody({
			series: this.series,
			org: this.orgs[0],
			name: "Series",
			contact: this.contact.uid,
			weekday: 2,
			start: "13:00",
			first: "2025-11-25",
			last: "",
			capacity: 3,
			every: 1,
			onHolidays: false,
			phone: "",
			pairs: [this.pair],
			...changes,
		});
		return signed(this.directory, by, "series-set", body, time);
	}

	/** A Tuesday that is cancelled. */
	hourSet(changes: Partial<HourSetBody> = {}, by = this.county, time = T): Signed {
		const body = hourSetBody({
			series: this.series,
			date: "2025-12-02",
			state: "cancelled",
			toDate: "",
			toStart: "",
			reason: "sairaus",
			...changes,
		});
		return signed(this.directory, by, "hour-set", body, time);
	}

	substitute(by: Person, away: Person, standIn: Person, from: number, to: number): Signed {
		return this.anySubstitute(by, { for: away.uid, by: standIn.uid, from, to });
	}

	anySubstitute(by: Person, changes: Partial<SubstituteBody>, time = T): Signed {
		const body = substituteBody({
			substitute: id(),
			for: this.nurse.uid,
			by: this.stranger.uid,
			from: time,
			to: time + DAY,
			...changes,
		});
		return signed(this.directory, by, "substitute", body, time);
	}

	policy(consentAck: "required" | "off", time = T): Signed {
		return this.anyPolicy(this.county, { consentAck }, time);
	}

	anyPolicy(by: Person, changes: Partial<PolicyBody>, time = T): Signed {
		const body = policyBody({ org: this.orgs[0], consentAck: "off", ...changes });
		return signed(this.directory, by, "policy", body, time);
	}

	template(changes: Partial<RecordTemplateBody> = {}, by = this.county, time = T): Signed {
		const body = {
			org: this.orgs[0],
			target: "effica",
			text: "MONSU: {monsu}",
			...changes,
		} as const;
		return signed(this.directory, by, "record-template", recordTemplateBody(body), time);
	}

	retention(days: number, by = this.county, n: 0 | 1 = 0): Signed {
		const body = retentionBody({ org: this.orgs[n], days });
		return signed(this.directory, by, "retention", body);
	}

	team(changes: Partial<TeamBody> = {}, by = this.county, time = T): Signed {
		const body: TeamBody = {
			team: id(),
			org: this.orgs[0],
			name: "Aikuissosiaalityö",
			task: "Toimeentulo, asuminen",
			whenToTurn: "Kun rahat eivät riitä\ntai vuokra on maksamatta",
			contact: "Vaihde 02 123 4567",
			...changes,
		};
		return signed(this.directory, by, "team", teamBody(body), time);
	}

	cardWords(changes: Partial<CardWords> = {}): CardWords {
		return {
			card: id(),
			lang: "fi",
			topics: ["housing-allowance", "studies"],
			question: "Voiko opiskelija saada yleistä asumistukea?",
			answer: "Pääosin opintotuen asumislisän sijaan.",
			...changes,
		};
	}

	/** Proposed by one, published by the other: `published` as against what was signed. */
	card(
		by: Person,
		proposer: Person,
		words = this.cardWords(),
		published: Partial<CardWords> = {},
		time = T,
	): Signed {
		const sig = sign(cardText(this.directory.genesis.g, words), proposer.keys.sign.sk);
		const body = { ...words, ...published, proposer: proposer.uid, sig };
		return signed(this.directory, by, "card", cardBody(body), time);
	}

	cardDrop(by: Person, card: Uint8Array, time = T): Signed {
		return signed(this.directory, by, "card-drop", cardDropBody(card), time);
	}

	admit(by: Person, who: Person, n: 0 | 1, roles: readonly Role[]): void {
		this.directory.add(this.invite(by, who, n, roles));
		this.directory.add(this.userAdd(by, who, n, roles));
	}

	pairSet(
		by: Person,
		workers: readonly Person[],
		pair = this.pair,
		n: 0 | 1 = 0,
		time = T,
		name = "Pair",
	): Signed {
		const uids = workers.map((worker) => worker.uid);
		const body = pairSetBody({ pair, org: this.orgs[n], name, workers: uids });
		return signed(this.directory, by, "pair-set", body, time);
	}

	userRekey(
		by: Person,
		who: Person,
		n: 0 | 1,
		roles: readonly Role[],
		changes: Partial<UserAddBody> = {},
		time = T,
	): Signed {
		const entry = this.entry(who, n, roles, time + 365 * DAY);
		return signed(this.directory, by, "user-rekey", userRekeyBody({ ...entry, ...changes }), time);
	}

	userRevoke(by: Person, who: Person, n: 0 | 1 = 0, at = T): Signed {
		const body = userRevokeBody({ uid: who.uid, org: this.orgs[n], reason: "stolen" });
		return signed(this.directory, by, "user-revoke", body, at);
	}
}

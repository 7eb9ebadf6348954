// What a coordinator signs for the directory, from typed fields: each statement is tried on the verified chain as
// everybody else will judge it. Keys are certified only from a verified enrolment and the compared number.
import { fromB64, toB64 } from "../bytes.ts";
import { type Certified, INVITE_MAX_MS } from "../directory.ts";
import {
	beaconBody,
	hourSetBody,
	inviteBody,
	inviteSaid,
	pairSetBody,
	policyBody,
	seriesSetBody,
	substituteBody,
	type UserAddBody,
	userAddBody,
	userRekeyBody,
	userRevokeBody,
} from "../directory-body.ts";
import { formatInviteFragment } from "../genesis.ts";
import { invitedPair } from "../keys.ts";
import { randomBytes, wipe } from "../sodium.ts";
import { nextTime, type Signed, signStatement } from "../statement.ts";
import type { DirectoryAct, DirectorySigned } from "./api.ts";
import { digits, readWaiting } from "./enrolments.ts";
import { VaultError } from "./errors.ts";
import { orgBody } from "./org-acts.ts";
import type { Clock, Session } from "./session.ts";

const CERTIFICATE_MS = 365 * 86_400_000;

type Make<K extends DirectoryAct["kind"]> = Extract<DirectoryAct, { kind: K }>;

const oldOrNew = (id: string | null): Uint8Array =>
	id === null ? randomBytes(16) : fromB64(id, 16);

export class DirectoryActs {
	readonly #session: Session;
	readonly #now: Clock;

	constructor(session: Session, now: Clock) {
		this.#session = session;
		this.#now = now;
	}

	sign(act: DirectoryAct): DirectorySigned {
		switch (act.kind) {
			case "invite":
				return this.#invite(act);
			case "user-add":
			case "user-rekey":
				return this.#certify(act);
			case "renew":
				return this.#renew(act);
			case "user-revoke":
				return this.#revoke(act);
			case "pair-set":
				return this.#pairSet(act);
			case "series-set":
				return this.#seriesSet(act);
			case "hour-set":
				return this.#hourSet(act);
			case "substitute":
				return this.#substitute(act);
			case "policy": {
				const { consentAck } = act;
				const org = this.#myOrg().id;
				return this.#signed("policy", null, () => policyBody({ org, consentAck }));
			}
			case "record-template":
			case "team":
			case "card":
			case "card-drop":
			case "retention": {
				const { id, body } = orgBody(act, this.#myOrg().id);
				return this.#signed(act.kind, id, () => body);
			}
			case "beacon":
				this.#session.calm(); // it says to everybody that this head is the newest
				return this.#signed("beacon", null, () => beaconBody());
		}
	}

	#signed(
		kind: string,
		id: Uint8Array | null,
		body: (timeMs: number) => Uint8Array,
	): DirectorySigned {
		const signed = this.#statement(kind, body);
		return { ...signed, id: id === null ? null : toB64(id), fragment: null };
	}

	/** Signs the next statement and tries it on the chain as everybody else will. */
	#statement(kind: string, body: (timeMs: number) => Uint8Array): Signed {
		const { directory, uid, identity } = this.#session;
		const { prefix, head } = directory;
		const time = nextTime(head, this.#now());
		const what = { time, author: uid, kind, body: body(time) };
		const signed = signStatement(prefix, head, what, identity.sign.sk);
		try {
			directory.clone().add(signed);
		} catch (error) {
			throw new VaultError("refused", error instanceof Error ? error.message : kind);
		}
		return signed;
	}

	#myOrg(): Certified["org"] {
		const me = this.#session.directory.person(this.#session.uid);
		if (me === null) throw new VaultError("refused", "not certified");
		return me.org;
	}

	#person(uid: string): Certified {
		const person = this.#session.directory.person(fromB64(uid, 16));
		if (person === null) throw new VaultError("not_found", "person");
		return person;
	}

	#invite(act: Make<"invite">): DirectorySigned {
		const invite = randomBytes(16);
		const secret = randomBytes(32);
		const org = this.#myOrg().id;
		const { g } = this.#session;
		const { roles } = act;
		const [username, display] = [act.username.normalize("NFC"), act.display.normalize("NFC")];
		const signed = this.#signed("invite", invite, (timeMs) => {
			const said = { invite, username, display, org, roles, expires: timeMs + INVITE_MAX_MS };
			const keys = invitedPair(secret, g, inviteSaid(said));
			wipe(keys.sk);
			return inviteBody({ ...said, invitePk: keys.pk });
		});
		const fragment = formatInviteFragment(invite, secret, g);
		wipe(secret);
		return { ...signed, fragment };
	}

	/** A newcomer, or the new keys of somebody known: only with the number of these very keys. */
	#certify(act: Make<"user-add" | "user-rekey">): DirectorySigned {
		this.#session.calm();
		const { enrolment, invite, eh, rekey, number } = readWaiting(this.#session, act.pending);
		if (number !== digits(act.number)) throw new VaultError("not_verified", "number", "number");
		if (rekey !== (act.kind === "user-rekey")) throw new VaultError("bad_param", "rekey");
		const body = (timeMs: number): UserAddBody => ({
			uid: enrolment.uid,
			username: invite.username,
			display: invite.display,
			org: invite.org,
			roles: invite.roles,
			ipkS: enrolment.ipkS,
			ipkE: enrolment.ipkE,
			notAfter: timeMs + CERTIFICATE_MS,
			eh,
		});
		const bytes = rekey ? userRekeyBody : userAddBody;
		return this.#signed(act.kind, enrolment.uid, (timeMs) => bytes(body(timeMs)));
	}

	/** The same keys of a person for another year. */
	#renew(act: Make<"renew">): DirectorySigned {
		this.#session.calm();
		const { uid, username, display, org, roles, ipkS, ipkE, eh } = this.#person(act.uid);
		const same = { uid, username, display, org: org.id, roles, ipkS, ipkE, eh };
		return this.#signed("user-rekey", uid, (timeMs) =>
			userRekeyBody({ ...same, notAfter: timeMs + CERTIFICATE_MS }),
		);
	}

	#revoke(act: Make<"user-revoke">): DirectorySigned {
		const { uid, org } = this.#person(act.uid);
		const { reason } = act;
		return this.#signed("user-revoke", uid, () => userRevokeBody({ uid, org: org.id, reason }));
	}

	#pairSet(act: Make<"pair-set">): DirectorySigned {
		const pair = oldOrNew(act.pair);
		const workers = act.workers.map((uid) => fromB64(uid, 16));
		const org = this.#myOrg().id;
		const name = act.name.normalize("NFC");
		return this.#signed("pair-set", pair, () => pairSetBody({ pair, org, name, workers }));
	}

	#seriesSet(act: Make<"series-set">): DirectorySigned {
		const series = oldOrNew(act.series);
		const { weekday, start, first, capacity, every, onHolidays, phone } = act;
		const body = {
			series,
			org: this.#myOrg().id,
			name: act.name.normalize("NFC"),
			contact: fromB64(act.contact, 16),
			weekday,
			start,
			first,
			last: act.last ?? "",
			capacity,
			every,
			onHolidays,
			phone,
			pairs: act.pairs.map((pair) => fromB64(pair, 16)),
		};
		return this.#signed("series-set", series, () => seriesSetBody(body));
	}

	#hourSet(act: Make<"hour-set">): DirectorySigned {
		const series = fromB64(act.series, 16);
		const { date, state, toDate, toStart } = act;
		const reason = act.reason.normalize("NFC");
		const set = { series, date, state, toDate: toDate ?? "", toStart: toStart ?? "", reason };
		return this.#signed("hour-set", null, () => hourSetBody(set));
	}

	#substitute(act: Make<"substitute">): DirectorySigned {
		const substitute = oldOrNew(act.substitute);
		const [absent, by] = [fromB64(act.for, 16), fromB64(act.by, 16)];
		const { from, to } = act;
		return this.#signed("substitute", substitute, () =>
			substituteBody({ substitute, for: absent, by, from, to }),
		);
	}
}

// The directory's side of the vault: takes statements in, signs a coordinator's own from typed fields, shows the
// verified people. A newcomer is certified only from a verified enrolment and the compared number.
import { concat, equal, fromB64, toB64 } from "../bytes.ts";
import { type Certified, type Directory, INVITE_MAX_MS } from "../directory.ts";
import {
	beaconBody,
	inviteBody,
	pairSetBody,
	userAddBody,
} from "../directory-body.ts";
import { type Enrolment, readEnrolment } from "../enrolment-body.ts";
import { formatInviteFragment } from "../genesis.ts";
import { fingerprint, invitePair } from "../keys.ts";
import { lpOpen } from "../lp.ts";
import { hash, randomBytes, verify, wipe } from "../sodium.ts";
import { nextTime, type Signed, signStatement } from "../statement.ts";
import type {
	DirectoryAct,
	DirectorySigned,
	DirectoryView,
	HeadRef,
	PendingEntry,
	PendingView,
	PersonView,
} from "./api.ts";
import { CHECKPOINTS_KEPT } from "./device.ts";
import { VaultError } from "./errors.ts";
import { type Clock, checkPin, headRef, type Session } from "./session.ts";

const CERTIFICATE_MS = 365 * 86_400_000;

export class People {
	readonly #session: Session;
	readonly #now: Clock;

	constructor(session: Session, now: Clock) {
		this.#session = session;
		this.#now = now;
	}

	async add(statements: readonly Signed[], head: HeadRef): Promise<DirectoryView> {
		const { directory, pins } = this.#session;
		for (const signed of statements) directory.add(signed);
		const own = headRef(directory.head);
		if (own.seq >= head.seq) {
			checkPin(directory.history, head, "directory");
			checkPin(directory.history, pins.directory, "directory");
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
		return {
			head: headRef(directory.head),
			freshAt: directory.head.time,
			orgs: genesis.orgs.map((org) => ({ org: toB64(org.id), kind: org.kind, name: org.name })),
			people: [...directory.people.values()].map((person) => this.#personView(person)),
			pairs: [...directory.pairs].flatMap(([pair, versions]) => {
				const newest = versions.at(-1);
				if (newest === undefined) return [];
				return [{ pair, org: toB64(newest.org.id), name: newest.name, workers: newest.workers }];
			}),
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

	sign(act: DirectoryAct): DirectorySigned {
		switch (act.kind) {
			case "invite":
				return this.#invite(act);
			case "user-add":
				return this.#userAdd(act);
			case "pair-set":
				return this.#pairSet(act);
			case "beacon":
				return { ...this.#statement("beacon", () => beaconBody()), id: null, fragment: null };
		}
	}

	pending(entry: PendingEntry): PendingView {
		const { enrolment, invite } = this.#enrolment(entry);
		return {
			invite: entry.invite,
			uid: toB64(enrolment.uid),
			username: invite.username,
			display: invite.display,
			roles: invite.roles,
			at: enrolment.time,
			number: this.#number(enrolment),
		};
	}

	async markVerified(uid: string, number: string): Promise<void> {
		const person = this.#session.directory.person(fromB64(uid, 16));
		if (person === null) throw new VaultError("not_found", "person");
		if (this.#number(person) !== digits(number)) throw new VaultError("not_verified", "number");
		this.#session.pins.verified[uid] = digits(number);
		await this.#session.keepPins(uid);
	}

	async checkpoint(input: { ckpt: string; sig: string }): Promise<{ seq: number; at: number }> {
		const { directory, pins, g } = this.#session;
		const bytes = fromB64(input.ckpt);
		if (directory.logPk === null) throw new VaultError("bad_param", "checkpoint: directory first");
		if (!verify(fromB64(input.sig, 64), bytes, directory.logPk)) {
			throw new VaultError("not_verified", "checkpoint: signature");
		}
		const reader = lpOpen(bytes, "ET1/ckpt");
		const sameG = equal(reader.b32(), g);
		const next = { seq: reader.u64(), hash: toB64(reader.b32()), at: reader.u64() };
		reader.end();
		const last = pins.checkpoints.at(-1);
		const forked = pins.checkpoints.some((c) => c.seq === next.seq && c.hash !== next.hash);
		const back = last !== undefined && (next.seq < last.seq || next.at < last.at);
		if (!sameG || forked || back)
			throw new VaultError("not_verified", "checkpoint: fork or rollback");
		if (last?.seq !== next.seq) {
			pins.checkpoints = [...pins.checkpoints, next].slice(-CHECKPOINTS_KEPT);
			await this.#session.keepPins();
		}
		return { seq: next.seq, at: next.at };
	}

	/** My own entry must hold the keys of my bundle: else the server certifies somebody else under my name. */
	#checkMe(): void {
		const { directory, identity, uid } = this.#session;
		const me = directory.person(uid);
		if (me === null) return; // not confirmed yet
		if (!equal(me.ipkS, identity.sign.pk) || !equal(me.ipkE, identity.enc.pk)) {
			throw new VaultError("not_verified", "directory: other keys under my name");
		}
	}

	#number(who: Pick<Certified, "uid" | "ipkS" | "ipkE">): string {
		return fingerprint(this.#session.g, who.uid, who.ipkS, who.ipkE);
	}

	#personView(person: Certified): PersonView {
		const uid = toB64(person.uid);
		const number = this.#number(person);
		const compared = this.#session.pins.verified[uid];
		const same = compared === number ? "yes" : "changed";
		return {
			uid,
			username: person.username,
			display: person.display,
			org: toB64(person.org.id),
			orgName: person.org.name,
			orgKind: person.org.kind,
			roles: person.roles,
			notAfter: person.notAfter,
			number,
			verified: compared === undefined ? "no" : same,
		};
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

	#invite(act: Extract<DirectoryAct, { kind: "invite" }>): DirectorySigned {
		const invite = randomBytes(16);
		const secret = randomBytes(32);
		const keys = invitePair(secret);
		const org = this.#myOrg().id;
		const { username, display, roles } = act;
		const signed = this.#statement("invite", (timeMs) =>
			inviteBody({
				invite,
				invitePk: keys.pk,
				username: username.normalize("NFC"),
				display: display.normalize("NFC"),
				org,
				roles,
				expires: timeMs + INVITE_MAX_MS,
			}),
		);
		const fragment = formatInviteFragment(invite, secret, this.#session.g);
		wipe(secret, keys.sk);
		return { ...signed, id: toB64(invite), fragment };
	}

	#userAdd(act: Extract<DirectoryAct, { kind: "user-add" }>): DirectorySigned {
		const { enrolment, invite, eh } = this.#enrolment(act.pending);
		if (this.#number(enrolment) !== digits(act.number)) {
			throw new VaultError("not_verified", "number");
		}
		const signed = this.#statement("user-add", (timeMs) =>
			userAddBody({
				uid: enrolment.uid,
				username: invite.username,
				display: invite.display,
				org: invite.org,
				roles: invite.roles,
				ipkS: enrolment.ipkS,
				ipkE: enrolment.ipkE,
				notAfter: timeMs + CERTIFICATE_MS,
				eh,
			}),
		);
		return { ...signed, id: toB64(enrolment.uid), fragment: null };
	}

	#pairSet(act: Extract<DirectoryAct, { kind: "pair-set" }>): DirectorySigned {
		const pair = act.pair === null ? randomBytes(16) : fromB64(act.pair, 16);
		const workers = act.workers.map((uid) => fromB64(uid, 16));
		const org = this.#myOrg().id;
		const name = act.name.normalize("NFC");
		const signed = this.#statement("pair-set", () => pairSetBody({ pair, org, name, workers }));
		return { ...signed, id: toB64(pair), fragment: null };
	}

	/** An enrolment as the newcomer signed it, under an invite that stands in the verified directory. */
	#enrolment(entry: PendingEntry): {
		enrolment: Enrolment;
		invite: NonNullable<ReturnType<Directory["invites"]["get"]>>;
		eh: Uint8Array;
	} {
		const e = fromB64(entry.e);
		const sigId = fromB64(entry.sig_id, 64);
		const sigInv = fromB64(entry.sig_inv, 64);
		const { g, enrolment } = readEnrolment(e);
		const invite = this.#session.directory.invites.get(toB64(enrolment.invite));
		if (invite === undefined) throw new VaultError("not_found", "invite");
		const holds =
			equal(g, this.#session.g) &&
			toB64(enrolment.invite) === entry.invite &&
			enrolment.username === invite.username &&
			verify(sigInv, e, invite.invitePk) &&
			verify(sigId, e, enrolment.ipkS);
		if (!holds) throw new VaultError("not_verified", "enrolment");
		return { enrolment, invite, eh: hash(concat(e, sigId, sigInv)) };
	}
}

/** Five-digit groups, however they were typed. */
function digits(number: string): string {
	return (number.replace(/\D/g, "").match(/.{1,5}/g) ?? []).join(" ");
}

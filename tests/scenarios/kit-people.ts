// People with real keys: founding, invites, enrolment, confirmation, signing in, a pair, a weekly hour. Every call makes
// what a browser would make, from the same modules; the parts are public, so that a test can spoil each of them.
import { formatAccountKey, newAccountKey } from "../../web/src/crypto/account-key.ts";
import { concat, fromB64, toB64 } from "../../web/src/crypto/bytes.ts";
import {
	beaconBody,
	type FoundBody,
	foundBody,
	foundingBytes,
	inviteBody,
	pairSetBody,
	type Role,
	type SeriesBody,
	seriesSetBody,
	userAddBody,
} from "../../web/src/crypto/directory-body.ts";
import { type Enrolment, enrolmentBytes } from "../../web/src/crypto/enrolment-body.ts";
import { parseInviteFragment } from "../../web/src/crypto/genesis.ts";
import {
	deriveLogin,
	type Identity,
	invitePair,
	type KdfCost,
	loginBytes,
	newIdentity,
	reconnectBytes,
	sealBundle,
} from "../../web/src/crypto/keys.ts";
import {
	hash,
	type KeyPair,
	randomBytes,
	sign,
	signSeedPair,
	sodiumReady,
} from "../../web/src/crypto/sodium.ts";
import { type Signed, statementBytes, statementHash } from "../../web/src/crypto/statement.ts";
import type { Commands, Head } from "../../web/src/wire/messages.gen.ts";
import { CaseFile, type Comps } from "./kit-case.ts";
import type { Server } from "./kit-server.ts";
import { Wire } from "./kit-wire.ts";

const DAY_MS = 86_400_000;
const CERTIFICATE_MS = 365 * DAY_MS;

type Ok<C extends keyof Commands> = Commands[C]["ok"];
export type Hour = Ok<"hour-list">["hours"][number];

/** An invite as the link gives it. */
export interface Invited {
	readonly id: Uint8Array;
	readonly keys: KeyPair;
	readonly username: string;
	readonly display: string;
	readonly roles: readonly Role[];
}

/** Keys of a person before and after certification. */
export interface Newcomer {
	readonly uid: Uint8Array;
	readonly username: string;
	readonly display: string;
	readonly identity: Identity;
	readonly login: KeyPair;
	readonly enrolment: Enrolment;
	readonly kb: Uint8Array;
	readonly passphrase: string;
	/** As on the sheet. */
	readonly accountKey: string;
}

/** What `enrol` carries, ready to be sent or spoilt. */
export interface EnrolRequest {
	readonly e: Uint8Array;
	readonly sigId: Uint8Array;
	readonly sigInv: Uint8Array;
	readonly kb: Uint8Array;
	readonly found?: Signed;
}

export interface Person extends Newcomer {
	readonly org: Uint8Array;
	readonly roles: readonly Role[];
	/** Of the session on `wire`. */
	session: { readonly sid: string; readonly keys: KeyPair };
	wire: Wire;
}

export const enrolHash = (r: EnrolRequest): Uint8Array => hash(concat(r.e, r.sigId, r.sigInv));

export class World {
	readonly server: Server;
	g: Uint8Array = new Uint8Array();
	logPk: Uint8Array = new Uint8Array();
	readonly orgs: Record<"county" | "kela", Uint8Array>;
	people: Record<"county" | "kela" | "nurse" | "counsellor" | "contact", Person>;
	pair: Uint8Array = new Uint8Array();
	series = "";
	/** In order; the first one is open now. */
	hours: Hour[] = [];
	readonly #derives: boolean;

	private constructor(server: Server, derives: boolean) {
		this.server = server;
		this.#derives = derives;
		this.people = {} as World["people"];
		this.orgs = { county: new Uint8Array(), kela: new Uint8Array() };
	}

	/** Only the deployment: nobody has enrolled. */
	static async empty(server: Server, derives = true): Promise<World> {
		await sodiumReady();
		const world = new World(server, derives);
		for (const name of ["county", "kela"] as const) {
			const link = parseInviteFragment(`i=${server.secret(server.links[name])}`);
			world.orgs[name] = fromB64(link.invite);
		}
		const wire = await Wire.open(server);
		const { genesis } = await wire.ask<Ok<"genesis">>("genesis");
		world.g = hash(fromB64(genesis));
		const shown = await world.shown(wire, world.orgs.county);
		world.logPk = fromB64(shown.log_pk);
		await wire.close();
		return world;
	}

	/** Unless it `derives`, nobody has a passphrase behind the login key, and nobody waits for argon2id. */
	static async make(server: Server, derives = true): Promise<World> {
		const world = await World.empty(server, derives);
		const county = await world.founder("county", "koordinaattori");
		const kela = await world.founder("kela", "kela.koordinaattori");
		const nurse = await world.person(county, "hoitaja.a", "worker");
		const counsellor = await world.person(county, "ohjaaja.a", "worker");
		const contact = await world.person(kela, "yhteys", "contact");
		world.people = { county, kela, nurse, counsellor, contact };
		world.pair = await world.pairSet(county, "Työpari A", [nurse, counsellor]);
		world.series = await world.seriesNow(county, contact, world.pair);
		world.hours = await world.hoursOf(nurse, world.series);
		return world;
	}

	shown(wire: Wire, invite: Uint8Array): Promise<Ok<"invite-show">> {
		return wire.ask<Ok<"invite-show">>("invite-show", { invite: toB64(invite) });
	}

	/** Keys for somebody, and the enrolment as the server wants it. argon2id: some hundred milliseconds. */
	newcomer(
		name: { readonly username: string; readonly display?: string },
		invite: Uint8Array,
		shown: Pick<Ok<"invite-show">, "salt" | "uid"> & KdfCost,
	): Newcomer {
		const { username, display = `Henkilö ${username}` } = name;
		const uid = shown.uid === undefined ? randomBytes(16) : fromB64(shown.uid);
		const cost = { ops: shown.ops, mem: shown.mem };
		const serverSalt = fromB64(shown.salt);
		const identity = newIdentity();
		const passphrase = `${username} soutaa kolmella airolla`;
		const ak = newAccountKey();
		const who = { g: this.g, uid, username };
		const { login, kw } = this.#derive(who, passphrase, ak, serverSalt, cost);
		const ipk = { ipkS: identity.sign.pk, ipkE: identity.enc.pk };
		const kb = sealBundle(kw, { g: this.g, uid, kbver: 1, ...ipk, ...cost }, identity, Date.now());
		const about = { invite, uid, username, ...ipk, lpk: login.pk, serverSalt, ...cost };
		const enrolment = { ...about, kbHash: hash(kb), time: Date.now() };
		const accountKey = formatAccountKey(ak);
		return { uid, username, display, identity, login, enrolment, kb, passphrase, accountKey };
	}

	#derive(
		...from: Parameters<typeof deriveLogin>
	): Pick<ReturnType<typeof deriveLogin>, "login" | "kw"> {
		if (this.#derives) return deriveLogin(...from);
		return { login: signSeedPair(randomBytes(32)), kw: randomBytes(32) };
	}

	enrolRequest(newcomer: Newcomer, invite: KeyPair, change: Partial<Enrolment> = {}): EnrolRequest {
		const e = enrolmentBytes(this.g, { ...newcomer.enrolment, time: Date.now(), ...change });
		const { sk } = newcomer.identity.sign;
		return { e, sigId: sign(e, sk), sigInv: sign(e, invite.sk), kb: newcomer.kb };
	}

	/** The founder's own statement on top of an enrolment. */
	founding(newcomer: Newcomer, invite: KeyPair, head: Head, change: Partial<FoundBody> = {}) {
		const request = this.enrolRequest(newcomer, invite);
		const { uid, username, display, identity, enrolment } = newcomer;
		const body: FoundBody = {
			org: enrolment.invite,
			uid,
			username,
			display,
			ipkS: identity.sign.pk,
			ipkE: identity.enc.pk,
			notAfter: Date.now() + CERTIFICATE_MS,
			logPk: this.logPk,
			eh: enrolHash(request),
			...change,
		};
		const sigF = sign(foundingBytes(this.g, body), invite.sk);
		const found = this.dirStatement(newcomer, head, "found", foundBody(body, sigF));
		return { ...request, found };
	}

	static enrolParams(invite: Uint8Array, r: EnrolRequest) {
		const blobs = [r.e, r.sigId, r.sigInv, r.kb];
		const params = { invite: toB64(invite), e: 0, sig_id: 1, sig_inv: 2, kb: 3 };
		if (r.found === undefined) return { params, blobs };
		return {
			params: { ...params, found: 4, found_sig: 5 },
			blobs: [...blobs, r.found.stmt, r.found.sig],
		};
	}

	/** A directory statement after `head`, whoever signs it. */
	dirStatement(
		issuer: Pick<Newcomer, "uid" | "identity">,
		head: Head,
		kind: string,
		body: Uint8Array,
		change: Partial<Parameters<typeof statementBytes>[1]> & { readonly g?: Uint8Array } = {},
	): Signed {
		const { g = this.g, ...rest } = change;
		const stmt = statementBytes(["ET1/dir", g], {
			seq: head.seq + 1,
			prev: fromB64(head.hash),
			time: Date.now(),
			author: issuer.uid,
			kind,
			body,
			...rest,
		});
		return { stmt, sig: sign(stmt, issuer.identity.sign.sk) };
	}

	async dirHead(person: Person): Promise<Head> {
		return (await person.wire.ask<Ok<"dir-get">>("dir-get", { from: 1 })).head;
	}

	async dirAppend(issuer: Person, kind: string, body: Uint8Array): Promise<Signed> {
		const signed = this.dirStatement(issuer, await this.dirHead(issuer), kind, body);
		const done = await issuer.wire.ask<Head>("dir-append", { stmt: 0, sig: 1 }, [
			signed.stmt,
			signed.sig,
		]);
		if (done.hash !== toB64(statementHash(signed))) throw new Error("another hash");
		return signed;
	}

	/** Founds an organisation and signs in. */
	async founder(name: "county" | "kela", username: string): Promise<Person> {
		const link = parseInviteFragment(`i=${this.server.secret(this.server.links[name])}`);
		const org = fromB64(link.invite);
		const wire = await Wire.open(this.server);
		const shown = await this.shown(wire, org);
		const newcomer = this.newcomer({ username }, org, shown);
		const request = this.founding(newcomer, invitePair(link.secret), shown.head);
		const { params, blobs } = World.enrolParams(org, request);
		await wire.ask("enrol", params, blobs);
		await wire.close();
		return this.signIn(newcomer, org, ["coordinator"]);
	}

	/** Signs an invite. `expires` counts from now. */
	async invite(
		by: Person,
		username: string,
		roles: readonly Role[],
		expiresIn = 2 * DAY_MS,
	): Promise<Invited> {
		const keys = invitePair(randomBytes(32));
		const display = `Henkilö ${username}`;
		const id = randomBytes(16);
		const body = { invite: id, invitePk: keys.pk, username, display, org: by.org, roles };
		await this.dirAppend(by, "invite", inviteBody({ ...body, expires: Date.now() + expiresIn }));
		return { id, keys, username, display, roles };
	}

	/** Answers an invite; the person is pending then. */
	async enrol(invited: Invited): Promise<{ newcomer: Newcomer; eh: Uint8Array; wire: Wire }> {
		const wire = await Wire.open(this.server);
		const newcomer = this.newcomer(invited, invited.id, await this.shown(wire, invited.id));
		const request = this.enrolRequest(newcomer, invited.keys);
		const { params, blobs } = World.enrolParams(invited.id, request);
		await wire.ask("enrol", params, blobs);
		return { newcomer, eh: enrolHash(request), wire };
	}

	userAddBody(newcomer: Newcomer, org: Uint8Array, roles: readonly Role[], eh: Uint8Array) {
		const { uid, username, display, identity } = newcomer;
		const ipk = { ipkS: identity.sign.pk, ipkE: identity.enc.pk };
		const notAfter = Date.now() + CERTIFICATE_MS;
		return userAddBody({ uid, username, display, org, roles, ...ipk, notAfter, eh });
	}

	/** Invited, enrolled, confirmed and signed in. */
	async person(coordinator: Person, username: string, role: Role): Promise<Person> {
		const invited = await this.invite(coordinator, username, [role]);
		const { newcomer, eh, wire } = await this.enrol(invited);
		const { org } = coordinator;
		await this.dirAppend(coordinator, "user-add", this.userAddBody(newcomer, org, [role], eh));
		await wire.event("confirmed");
		await wire.close();
		return this.signIn(newcomer, org, [role]);
	}

	async signIn(newcomer: Newcomer, org: Uint8Array, roles: readonly Role[]): Promise<Person> {
		const wire = await Wire.open(this.server);
		const keys = signSeedPair(randomBytes(32));
		const { username } = newcomer;
		const hi = await wire.ask<Ok<"hi">>("hi", { user: username });
		const now = Date.now();
		const cn = randomBytes(32);
		const proof = loginBytes({
			g: this.g,
			origin: this.server.origin,
			username,
			conn: fromB64(hi.conn),
			ch: fromB64(hi.ch),
			cn,
			spk: keys.pk,
			now,
		});
		const sig = toB64(sign(proof, newcomer.login.sk));
		const said = { cn: toB64(cn), spk: toB64(keys.pk), now, sig };
		const { sid } = await wire.ask<Ok<"login">>("login", said);
		return { ...newcomer, org, roles, wire, session: { sid, keys } };
	}

	/** Takes the session of a person up again on another connection, which becomes theirs. */
	async resume(person: Person, wire?: Wire): Promise<Wire> {
		const on = wire ?? (await Wire.open(this.server));
		const { sid, keys } = person.session;
		const re = await on.ask<Ok<"re">>("re", { uid: toB64(person.uid), sid });
		const proof = reconnectBytes({
			g: this.g,
			origin: this.server.origin,
			uid: person.uid,
			sid: fromB64(sid),
			conn: fromB64(re.conn),
			ch: fromB64(re.ch),
		});
		await on.ask("reproof", { sig: toB64(sign(proof, keys.sk)) });
		person.wire = on;
		return on;
	}

	async pairSet(by: Person, name: string, workers: readonly Person[]): Promise<Uint8Array> {
		const pair = randomBytes(16);
		const uids = workers.map((worker) => worker.uid);
		await this.dirAppend(by, "pair-set", pairSetBody({ pair, org: by.org, name, workers: uids }));
		return pair;
	}

	async beacon(by: Person): Promise<void> {
		await this.dirAppend(by, "beacon", beaconBody());
	}

	/** A weekly hour that began five minutes ago. */
	seriesNow(by: Person, contact: Person, pair: Uint8Array): Promise<string> {
		return this.seriesSet(by, { contact: contact.uid, pairs: [pair] });
	}

	/** What a series statement says: an hour that began five minutes ago, weekly, unless said otherwise. */
	seriesBody(
		by: Person,
		who: Pick<SeriesBody, "contact" | "pairs"> & Partial<SeriesBody>,
	): SeriesBody {
		return {
			series: randomBytes(16),
			org: by.org,
			...weeklyAt(Date.now() - 300_000),
			...who,
		};
	}

	async seriesSet(by: Person, who: Parameters<World["seriesBody"]>[1]): Promise<string> {
		const body = this.seriesBody(by, who);
		await this.dirAppend(by, "series-set", seriesSetBody(body));
		return toB64(body.series);
	}

	async hoursOf(person: Person, series: string): Promise<Hour[]> {
		const span = { from: Date.now() - 2 * DAY_MS, to: Date.now() + 300 * DAY_MS };
		const { hours } = await person.wire.ask<Ok<"hour-list">>("hour-list", span);
		return hours.filter((hour) => hour.series === series);
	}

	/** A case of the pair's, opened by the nurse, the counsellor a member; nothing shared yet. */
	async newCase(): Promise<CaseFile> {
		const { nurse, counsellor } = this.people;
		const file = new CaseFile(this.g, this.pair, fromB64(this.series));
		await file.append(nurse, (draft) => {
			draft.create();
			for (const comp of PSC) draft.grant(nurse, comp);
			draft.member(counsellor, "PSC");
			for (const comp of PSC) draft.grant(counsellor, comp);
			draft.object("question", '{"v":1,"question":"asumistuki"}');
			draft.object("background", '{"v":1,"background":"vain parille"}');
		});
		return file;
	}

	/** The same with a consent of the nurse's, acknowledged by the counsellor. */
	async caseInForce(): Promise<CaseFile> {
		const file = await this.newCase();
		const { nurse, counsellor } = this.people;
		await file.append(nurse, (draft) => draft.consent());
		await file.append(counsellor, (draft) => draft.acknowledge());
		return file;
	}

	/** In force, shared with Kela's contact and in the queue of an hour: the open one unless said otherwise. */
	async caseQueued(minutes = 15, hour = this.hours[0]): Promise<CaseFile> {
		const file = await this.caseInForce();
		const { nurse, contact } = this.people;
		await file.append(nurse, (draft) => {
			draft.shareWith(contact);
			draft.queue(hour?.hour ?? "", minutes);
		});
		return file;
	}
}

const PSC: readonly Comps[] = ["P", "S", "C"];

const helsinki = new Intl.DateTimeFormat("en-CA", {
	timeZone: "Europe/Helsinki",
	year: "numeric",
	month: "2-digit",
	day: "2-digit",
	hour: "2-digit",
	minute: "2-digit",
	hourCycle: "h23",
});

/** The fields of a series that say when, for a first hour at that time. */
export function weeklyAt(ms: number) {
	const part = Object.fromEntries(helsinki.formatToParts(ms).map((p) => [p.type, p.value]));
	const first = `${part.year}-${part.month}-${part.day}`;
	const weekday = new Date(`${first}T12:00:00Z`).getUTCDay() || 7;
	const start = `${part.hour}:${part.minute}`;
	const what = { name: "Viikkotunti", weekday, start, first, last: "" };
	return { ...what, capacity: 4, every: 1 as const, onHolidays: true, phone: "" };
}

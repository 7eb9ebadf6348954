// Many people at once, each with real keys and certified as anybody is, but without a passphrase behind the login key:
// argon2id is the browser's, and the server sees its outcome only. Signing in and coming back on a Raw.
import { fromB64, toB64 } from "../../web/src/crypto/bytes.ts";
import { inviteBody } from "../../web/src/crypto/directory-body.ts";
import {
	invitePair,
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
} from "../../web/src/crypto/sodium.ts";
import { statementHash } from "../../web/src/crypto/statement.ts";
import type { Commands, Head } from "../../web/src/wire/messages.gen.ts";
import { enrolHash, type Newcomer } from "../scenarios/kit-people.ts";
import { type Server, World } from "../scenarios/kit.ts";
import { type At, address, at, each, Raw } from "./kit-load-raw.ts";

const DAY_MS = 86_400_000;
/** Who enrols asks twice at the door, and an address may 240 times at once. */
const BY_ADDRESS = 100;
/** The server's: connections a person. */
export const CONNS_EACH = 4;

type Ok<C extends keyof Commands> = Commands[C]["ok"];

/** What one needs to sign in, in a form that another process can be told. */
export interface Login {
	readonly at: At;
	readonly g: string;
	readonly username: string;
	readonly uid: string;
	readonly sk: string;
}

export const loginOf = (to: At, world: World, one: Newcomer): Login => ({
	at: to,
	g: toB64(world.g),
	username: one.username,
	uid: toB64(one.uid),
	sk: toB64(one.login.sk),
});

/** A session, which can be taken up again on another connection. */
export interface Session {
	readonly login: Login;
	readonly sid: string;
	readonly keys: KeyPair;
}

export async function signIn(raw: Raw, login: Login): Promise<Session> {
	const keys = signSeedPair(randomBytes(32));
	const hi = await raw.ask<Ok<"hi">>("hi", { user: login.username });
	const now = Date.now();
	const cn = randomBytes(32);
	const proof = loginBytes({
		g: fromB64(login.g),
		origin: login.at.origin,
		username: login.username,
		conn: fromB64(hi.conn),
		ch: fromB64(hi.ch),
		cn,
		spk: keys.pk,
		now,
	});
	const sig = toB64(sign(proof, fromB64(login.sk)));
	const said = { cn: toB64(cn), spk: toB64(keys.pk), now, sig };
	const { sid } = await raw.ask<Ok<"login">>("login", said);
	return { login, sid, keys };
}

export async function takeUp(raw: Raw, { login, sid, keys }: Session): Promise<void> {
	const re = await raw.ask<Ok<"re">>("re", { uid: login.uid, sid });
	const proof = reconnectBytes({
		g: fromB64(login.g),
		origin: login.at.origin,
		uid: fromB64(login.uid),
		sid: fromB64(sid),
		conn: fromB64(re.conn),
		ch: fromB64(re.ch),
	});
	await raw.ask("reproof", { sig: toB64(sign(proof, keys.sk)) });
}

/** A new connection on which that person is signed in. */
export async function signedIn(
	login: Login,
	from: string,
): Promise<{ raw: Raw; session: Session }> {
	const raw = await Raw.open(login.at, from);
	return { raw, session: await signIn(raw, login) };
}

interface Invitee {
	readonly username: string;
	readonly id: Uint8Array;
	readonly keys: KeyPair;
}

async function newcomer(world: World, to: At, { username, id, keys }: Invitee, from: string) {
	const raw = await Raw.open(to, from);
	const shown = await raw.ask<Ok<"invite-show">>("invite-show", { invite: toB64(id) });
	const identity = newIdentity();
	const uid = randomBytes(16);
	const login = signSeedPair(randomBytes(32));
	const cost = { ops: shown.ops, mem: shown.mem };
	const ipk = { ipkS: identity.sign.pk, ipkE: identity.enc.pk };
	const about = { g: world.g, uid, kbver: 1, ...ipk, ...cost };
	const kb = sealBundle(randomBytes(32), about, identity, Date.now());
	const serverSalt = fromB64(shown.salt);
	const who = { invite: id, uid, username, ...ipk, lpk: login.pk, serverSalt, ...cost };
	const enrolment = { ...who, kbHash: hash(kb), time: Date.now() };
	const display = `Henkilö ${username}`;
	const one = {
		uid,
		username,
		display,
		identity,
		login,
		enrolment,
		kb,
		passphrase: "",
		accountKey: "",
	};
	const request = world.enrolRequest(one, keys);
	const { params, blobs } = World.enrolParams(id, request);
	await raw.ask("enrol", params, blobs);
	await raw.cut();
	return { one, eh: enrolHash(request) };
}

/**
 * That many workers of the county, in the directory; nobody is signed in yet. For a server by ENROLLING: the coordinator
 * writes as fast as the directory takes it.
 */
export async function enrolMany(world: World, to: At, count: number): Promise<Login[]> {
	const { county } = world.people;
	const pen = (await signedIn(loginOf(to, world, county), address(0))).raw;
	let head: Head = await world.dirHead(county);
	const append = (kind: string, body: Uint8Array) => {
		const { stmt, sig } = world.dirStatement(county, head, kind, body);
		head = { seq: head.seq + 1, hash: toB64(statementHash({ stmt, sig })) };
		return pen.ask("dir-append", { stmt: 0, sig: 1 }, [stmt, sig]);
	};
	const { org } = county;
	const roles = ["worker"] as const;
	const invited = Array.from({ length: count }, (_, n) => ({
		username: `joukko.${n}`,
		id: randomBytes(16),
		keys: invitePair(randomBytes(32)),
	}));
	const expires = Date.now() + DAY_MS;
	await Promise.all(
		invited.map(({ username, id, keys }) => {
			const what = { username, display: `Henkilö ${username}`, org, roles, expires };
			return append("invite", inviteBody({ invite: id, invitePk: keys.pk, ...what }));
		}),
	);
	const enrolled = await each(invited, 8, (one, n) =>
		newcomer(world, to, one, address(1 + Math.floor(n / BY_ADDRESS))),
	);
	await Promise.all(
		enrolled.map(({ one, eh }) => append("user-add", world.userAddBody(one, org, roles, eh))),
	);
	await pen.cut();
	return enrolled.map(({ one }) => loginOf(to, world, one));
}

/** What `serve` needs for enrolMany; afterwards it is started again with its limits as they are. */
export const ENROLLING = ["--rate-factor", "10000"];

/** A server, its people and a crowd that could sign in; served with its usual limits. */
export async function crowded(
	server: Server,
	count: number,
): Promise<{ world: World; crowd: Login[] }> {
	const world = await World.make(server);
	const crowd = await enrolMany(world, at(server), count);
	await server.stop();
	await server.serve();
	return { world, crowd };
}

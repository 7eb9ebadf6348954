// What a person's own client knows and nobody else may: derived here anew from passphrase and account key, with what the
// server keeps for them, over a wire of the test's own. Every secret by its name.
import { parseAccountKey } from "../../web/src/crypto/account-key.ts";
import { fromB64, toB64 } from "../../web/src/crypto/bytes.ts";
import { readCaseBody } from "../../web/src/crypto/case-body.ts";
import { sessionKey } from "../../web/src/crypto/envelope.ts";
import { type Comp, openWrap } from "../../web/src/crypto/grants.ts";
import {
	type Identity,
	kdfSalt,
	loginBytes,
	loginPair,
	masterKey,
	openBundle,
	passphraseKey,
	wrapKey,
} from "../../web/src/crypto/keys.ts";
import { blobKey, objectKey } from "../../web/src/crypto/objects.ts";
import { hash, kdf, randomBytes, signSeedPair, sign } from "../../web/src/crypto/sodium.ts";
import { LpReader } from "../../web/src/crypto/lp.ts";
import type { Account } from "../../web/src/demo/found.ts";
import type { Commands } from "../../web/src/wire/messages.gen.ts";
import { type Server, Wire } from "./kit.ts";

type Ok<C extends keyof Commands> = Commands[C]["ok"];
type Secrets = Map<string, Uint8Array>;

/** A grant of a case that was addressed to this person. */
export interface Granted {
	readonly seq: number;
	readonly comp: Comp;
	readonly epoch: number;
	readonly key: Uint8Array;
}

export class Inside {
	readonly wire: Wire;
	readonly g: Uint8Array;
	readonly uid: string;
	readonly identity: Identity;
	/** Passphrase's and account key's children, and the private keys in the bundle. */
	readonly secrets: Secrets;

	private constructor(
		wire: Wire,
		{ g, uid }: { g: Uint8Array; uid: string },
		identity: Identity,
		secrets: Secrets,
	) {
		this.wire = wire;
		this.g = g;
		this.uid = uid;
		this.identity = identity;
		this.secrets = secrets;
	}

	/** Signs in beside the person's own devices. */
	static async of(server: Server, { username, passphrase, accountKey }: Account): Promise<Inside> {
		const wire = await Wire.open(server);
		const g = hash(fromB64((await wire.ask<Ok<"genesis">>("genesis")).genesis));
		const hi = await wire.ask<Ok<"hi">>("hi", { user: username });
		const uid = fromB64(hi.uid);
		const cost = { ops: hi.ops, mem: hi.mem };
		const k0 = passphraseKey(passphrase, kdfSalt(g, username, fromB64(hi.salt)), cost);
		const mk = masterKey(parseAccountKey(accountKey), g, uid, k0);
		const login = loginPair(mk);
		const kw = wrapKey(mk);
		const session = signSeedPair(randomBytes(32));
		const now = Date.now();
		const cn = randomBytes(32);
		const at = { conn: fromB64(hi.conn), ch: fromB64(hi.ch), cn, spk: session.pk, now };
		const proof = loginBytes({ g, origin: server.origin, username, ...at });
		const said = { cn: toB64(cn), spk: toB64(session.pk), now, sig: toB64(sign(proof, login.sk)) };
		const reply = await wire.ask<Ok<"login">>("login", said);
		const keys = { ipkS: fromB64(reply.ipk_s), ipkE: fromB64(reply.ipk_e) };
		const identity = openBundle(
			kw,
			{ g, uid, kbver: reply.kbver, ...keys, ...cost },
			fromB64(reply.kb),
		);
		const secrets: Secrets = new Map([
			["K0", k0],
			["master key", mk],
			["login key", login.sk.subarray(0, 32)],
			["bundle key", kw],
			["identity seed", identity.seed],
			["private key", identity.enc.sk],
			["draft key", kdf(1, "ET1draft", identity.enc.sk)],
		]);
		return new Inside(wire, { g, uid: hi.uid }, identity, secrets);
	}

	/** The grants of a case to this person, opened. Reads the whole chain. */
	async granted(id: string): Promise<readonly Granted[]> {
		const caseId = fromB64(id, 16);
		const found: Granted[] = [];
		for (let from = 1; ; ) {
			const reply = await this.wire.ask<Ok<"case-get">>("case-get", { case: id, from });
			const { blobs, count, wraps } = reply;
			wraps.forEach((seq, i) => {
				const stmt = blobs[2 * (seq - from)];
				const wrap = blobs[2 * count + i];
				if (stmt === undefined || wrap === undefined) throw new Error("a grant without its wrap");
				const body = readCaseBody({ g: this.g, caseId }, "grant", bodyOf(stmt));
				if (body.kind !== "grant") throw new Error("not a grant");
				const { comp, epoch, kc } = body;
				const place = { g: this.g, caseId, comp, epoch };
				found.push({ seq, comp, epoch, key: openWrap(place, wrap, this.identity.enc, kc) });
			});
			if (count === 0 || from + count > reply.head.seq) return found;
			from += count;
		}
	}

	/** Every key of the case that this person holds, what is derived from it, and those of its sessions. */
	async caseSecrets(id: string, sessions: readonly string[]): Promise<Secrets> {
		const secrets: Secrets = new Map();
		for (const { comp, epoch, key } of await this.granted(id)) {
			const name = `key ${comp}${epoch}`;
			secrets.set(name, key);
			secrets.set(`${name} of objects`, objectKey(key));
			secrets.set(`${name} of files`, blobKey(key));
			if (comp !== "S") continue;
			for (const session of sessions) {
				const at = { g: this.g, caseId: fromB64(id, 16), sessionId: fromB64(session, 16) };
				secrets.set(`key of session ${session} by S${epoch}`, sessionKey(key, at));
			}
		}
		return secrets;
	}
}

/** label, G, case, seq, prev, time, author, kind, body. */
function bodyOf(stmt: Uint8Array): Uint8Array {
	const reader = new LpReader(stmt);
	for (let skipped = 0; skipped < 8; skipped++) reader.bytes();
	return reader.bytes();
}

// What the broker answers at the door, as typed values; and the sheet, which is made at two places. Decides nothing.
import type { Challenge, CheckpointIn, LoggedIn } from "../crypto/vault/api.ts";
import type { Reply } from "../wire/messages.ts";
import { Reader } from "./replies.ts";
import type { AccountSheet } from "./work.ts";

export function sheetOf(
	who: Pick<AccountSheet, "username" | "display" | "orgName" | "accountKey">,
	origin: string,
	madeOn: number,
): AccountSheet {
	const link = `${origin}/#s=${encodeURIComponent(who.username)}.${who.accountKey}`;
	return { ...who, origin, link, madeOn };
}

export function readChallenge(reply: Reply): Challenge {
	const r = new Reader(reply.ok);
	return {
		ch: r.text("ch"),
		conn: r.id("conn"),
		uid: r.id("uid"),
		salt: r.text("salt"),
		ops: r.int("ops"),
		mem: r.int("mem"),
		now: r.int("now"),
	};
}

/** The log's newest checkpoint; null while there is none. */
export function readCheckpoint(reply: Reply): CheckpointIn | null {
	const r = new Reader(reply.ok);
	if (!r.has("checkpoint")) return null;
	const checkpoint = r.part("checkpoint");
	return { ckpt: checkpoint.text("ckpt"), sig: checkpoint.text("sig") };
}

export function readLoggedIn(reply: Reply): LoggedIn {
	const r = new Reader(reply.ok);
	return {
		uid: r.id("uid"),
		sid: r.id("sid"),
		username: r.text("username"),
		ipk_s: r.text("ipk_s"),
		ipk_e: r.text("ipk_e"),
		kb: r.text("kb"),
		kbver: r.int("kbver"),
		head: r.head("head"),
		log_pk: r.text("log_pk"),
	};
}

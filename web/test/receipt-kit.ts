// A receipt of nobody, signed with keys of its own: for the tests of its text and of the page that checks it.
import { checkpointBytes } from "../src/crypto/checkpoint.ts";
import { newIdentity } from "../src/crypto/keys.ts";
import type { Receipt } from "../src/crypto/receipt.ts";
import { type KeyPair, randomBytes, sign, signSeedPair } from "../src/crypto/sodium.ts";

const DAY_MS = 86_400_000;
const MINUTE = 60_000;
/** A log's keys. */
export const logKeysNew = (): KeyPair => signSeedPair(randomBytes(32));

export function inventedReceipt(entries = 3): { receipt: Receipt; sk: Uint8Array } {
	const { sign: keys, enc } = newIdentity();
	const logKeys = logKeysNew();
	const g = randomBytes(32);
	const point = { seq: 99, hash: randomBytes(32), at: 1_764_000_000_123 };
	const at = Date.parse("2026-11-25T10:00:00Z");
	const consent = { number: 2, from: at - 60 * DAY_MS, to: at + 300 * DAY_MS };
	return {
		sk: keys.sk,
		receipt: {
			...{ g, caseId: randomBytes(16), uid: randomBytes(16), worker: "Maija Mallikas" },
			...{ ipkS: keys.pk, ipkE: enc.pk, logPk: logKeys.pk, at, lastSeq: 98 },
			rowsHash: randomBytes(32),
			entries: Array.from({ length: entries }, (_, i) => ({
				...{ first: at + i * MINUTE, last: at + (i + 1) * MINUTE, count: i + 1 },
				...{ what: i % 2 === 0 ? ("plan" as const) : ("room" as const), who: "Kari Kela" },
				...{ org: "Kela", consent: i === 1 ? null : consent },
			})),
			checkpoint: { ...point, sig: sign(checkpointBytes(g, point), logKeys.sk) },
		},
	};
}

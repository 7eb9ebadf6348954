// The client's receipt of a case: gathered from rows of the log that were checked here, never from what the page says, and
// signed with my key. How it is written down is in receipt.ts.
import { concat, equal, fromB64, toB64 } from "../bytes.ts";
import { isZero } from "../case-act.ts";
import { consentThen } from "../case-consent.ts";
import { type CaseLogRow, readLogRows } from "../log-rows.ts";
import {
	RECEIPT_TEXT_MAX,
	type Receipt,
	type ReceiptConsent,
	type ReceiptEntry,
	receiptText,
} from "../receipt.ts";
import { subjectOf } from "../row-subject.ts";
import { hash } from "../sodium.ts";
import type { CheckpointIn, VaultApi } from "./api.ts";
import type { Cases } from "./cases.ts";
import type { Checkpoints } from "./checkpoints.ts";
import { VaultError } from "./errors.ts";

/** Of UTC: it only gathers, and the first and the last time are told. */
const DAY_MS = 86_400_000;

export function makeReceipt(
	cases: Cases,
	checkpoints: Checkpoints,
	input: Parameters<VaultApi["receipt"]>[0],
): string {
	cases.logRows(input.case, input.rows);
	const { session } = cases;
	const { directory, identity, g, uid } = session;
	const chain = cases.chain(input.case);
	if (directory.logPk === null) throw new VaultError("bad_param", "receipt: directory first");
	const rows = readLogRows(chain.place, input.rows);
	const pair = chain.state.pair;
	const own = pair === null ? null : directory.orgOfPair(pair);
	const told = rows.filter(
		(row) => row.result === "ok" && !isZero(row.recipientOrg) && !same(row.recipientOrg, own?.id),
	);
	const single = told.map((row) => entryOf(cases, input.case, row));
	const receipt = (entries: readonly ReceiptEntry[]): Receipt => ({
		...{ g, caseId: chain.place.caseId, uid },
		worker: directory.people.get(toB64(uid))?.display ?? "",
		...{ ipkS: identity.sign.pk, ipkE: identity.enc.pk },
		logPk: directory.logPk ?? new Uint8Array(32),
		at: cases.now(),
		lastSeq: rows.at(-1)?.seq ?? 0,
		rowsHash: hash(concat(...told.map((row) => row.hash))),
		entries,
		checkpoint: input.checkpoint === null ? null : checkpointOf(checkpoints, input.checkpoint),
	});
	const written = (entries: readonly ReceiptEntry[]) =>
		receiptText(receipt(entries), identity.sign.sk);
	const daily = written(gathered(single, (one) => [one.who, Math.floor(one.first / DAY_MS)]));
	if (daily.length <= RECEIPT_TEXT_MAX) return daily;
	// Too much for a code: who and on which day stand in the report, which is printed beside it.
	return written(
		gathered(
			single.map((one) => ({ ...one, who: "" })),
			() => [],
		),
	);
}

function entryOf(cases: Cases, id: string, row: CaseLogRow): ReceiptEntry {
	const { directory } = cases.session;
	const chain = cases.chain(id);
	const type = chain.state.objects.get(toB64(row.object))?.type;
	const at = Math.floor(row.at / 1000) * 1000;
	return {
		...{ first: at, last: at, count: 1, what: subjectOf(type, row.action) },
		// Who gave a key, on the pair's side, is not whom it went to.
		who: equal(row.actorOrg, row.recipientOrg)
			? (directory.people.get(toB64(row.actor))?.display ?? "")
			: "",
		org: directory.org(row.recipientOrg)?.name ?? "",
		consent: consentOf(cases, id, row.at),
	};
}

function consentOf(cases: Cases, id: string, atMs: number): ReceiptConsent | null {
	const chain = cases.chain(id);
	const then = consentThen(chain, atMs);
	if (then === null) return null;
	const number = chain.state.consents.indexOf(then) + 1;
	return { number, from: then.body.validFrom, to: then.body.validTo };
}

/** Those that agree in what, to whom and on which consent, and in `also`, as one; the order stays that of the first. */
function gathered(
	single: readonly ReceiptEntry[],
	also: (one: ReceiptEntry) => readonly unknown[],
): ReceiptEntry[] {
	const groups = new Map<string, ReceiptEntry>();
	for (const one of single) {
		const key = JSON.stringify([one.what, one.org, one.consent?.number ?? 0, ...also(one)]);
		const group = groups.get(key);
		groups.set(
			key,
			group === undefined ? one : { ...group, last: one.last, count: group.count + 1 },
		);
	}
	return [...groups.values()];
}

function checkpointOf(checkpoints: Checkpoints, input: CheckpointIn): Receipt["checkpoint"] {
	const { seq, hash: hashed, at } = checkpoints.again(input);
	return { seq, hash: fromB64(hashed, 32), at, sig: fromB64(input.sig, 64) };
}

const same = (a: Uint8Array, b: Uint8Array | undefined): boolean => b !== undefined && equal(a, b);

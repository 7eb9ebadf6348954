// "Copied by, when": the line that stands in the case's thread when somebody has taken the plan over into a record. Its
// message says who and when; the line says what, and is read again by its form. Pure.
import type { Id, Message, RecordTarget } from "../work/work.ts";
import { MONSU, type MonsuKind, RECORD_TARGETS } from "./record-text.ts";

export interface RecordNote {
	readonly target: RecordTarget;
	readonly rev: number;
	readonly kind: MonsuKind;
}

/** As the systems call themselves, in every language. */
export const RECORD_NAMES = {
	lifecare: "Lifecare",
	"pro-consona": "Pro Consona",
	effica: "YPH Effica",
} as const satisfies Readonly<Record<RecordTarget, string>>;

/** "Lifecare ← plan 4 · MONSU: tehty", with the word for the plan in the writer's language. */
export function recordNote({ target, rev, kind }: RecordNote, plan: string): string {
	return `${RECORD_NAMES[target]} ← ${plan} ${rev} · ${MONSU[kind]}`;
}

/** Null: an ordinary message. */
export function readRecordNote(text: string): RecordNote | null {
	const [, name, rev, monsu] = /^(.+) ← [^←·]+ (\d{1,6}) · (MONSU: .+)$/.exec(text) ?? [];
	const target = RECORD_TARGETS.find((one) => RECORD_NAMES[one] === name);
	const kind = (["made", "updated"] as const).find((one) => MONSU[one] === monsu);
	if (target === undefined || kind === undefined) return null;
	return { target, rev: Number(rev), kind };
}

export interface Copy extends RecordNote {
	readonly message: Message;
}

/** The records are the pair's: what somebody of Kela's writes in this form has copied nothing, and counts no plan as updated. */
export function copiesIn(
	thread: readonly Message[],
	ofKela: (uid: Id) => boolean,
): readonly Copy[] {
	return thread.flatMap((message) => {
		const note = ofKela(message.by) ? null : readRecordNote(message.doc.text);
		return note === null ? [] : [{ ...note, message }];
	});
}

/** Is this revision of the plan, or one that came after it, in some record? */
export const isCopied = (rev: number, copies: readonly RecordNote[]): boolean =>
	copies.some((copy) => copy.rev >= rev);

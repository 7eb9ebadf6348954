// The document of a case's object `follow-up`: what was measured in which form, by whom, and under which id its numbers
// went to the report. Pure: read strictly, changed form by form. Knows no key, no wire and no wording.

import {
	changed,
	FOLLOW_FORMS,
	type FollowChange,
	type FollowForm,
	type FollowNumbers,
	isFieldValue,
	rangeOf,
	sameValues,
	valuesOf,
} from "../state/measures.ts";
import { isQuarter } from "../state/quarters.ts";
import { WireError } from "../wire/errors.ts";
import { type Json, Reader } from "./replies.ts";
import type { Put } from "./sending.ts";
import type { Id, Ms } from "./work.ts";

/** Numbers of one form under an id of their own; by code, at least one. */
export interface Sending extends Put {
	readonly form: FollowForm;
}

export interface FollowEntry {
	readonly form: FollowForm;
	readonly at: Ms;
	/** As their device said. */
	readonly by: Id;
	readonly numbers: FollowNumbers;
	/** Null: nothing in it is a number for the report, or the pair has no hour to report under. */
	readonly sending: Sending | null;
}

export interface FollowDoc {
	readonly v: 1;
	/** At most one a form, in the order of the forms. */
	readonly entries: readonly FollowEntry[];
	/** What is no longer so, and has to be taken back still. */
	readonly recalled: readonly Sending[];
}

export const EMPTY_FOLLOW: FollowDoc = { v: 1, entries: [], recalled: [] };

const bad = (field: string): never => {
	throw new WireError("bad_reply", field);
};

/** Throws on anything out of shape and on a version of tomorrow: what is not understood is never written over. */
export function readFollow(value: unknown): FollowDoc {
	const r = new Reader(value);
	if (r.int("v") !== 1) bad("v");
	const entries = r.list("entries", readEntry);
	const forms = entries.map((entry) => entry.form);
	if (new Set(forms).size !== forms.length) bad("entries");
	return { v: 1, entries: inOrder(entries), recalled: r.list("recalled", readSending) };
}

function readEntry(r: Reader): FollowEntry {
	const form = r.oneOf("form", FOLLOW_FORMS);
	const sending = r.has("sending") ? readSending(r.part("sending")) : null;
	if (sending !== null && sending.form !== form) bad("form");
	return {
		form,
		at: r.int("at"),
		by: r.id("by"),
		numbers: readNumbers(r.json("numbers")),
		sending,
	};
}

function readNumbers(value: Json): FollowNumbers {
	for (const [field, one] of Object.entries(value)) if (!isFieldValue(field, one)) bad(field);
	return value as FollowNumbers;
}

function readSending(r: Reader): Sending {
	const quarter = r.text("quarter");
	if (!isQuarter(quarter)) bad("quarter");
	const values = r.list("values", (one) => ({ code: one.text("code"), n: one.int("n") }));
	if (values.length === 0) bad("values");
	for (const { code, n } of values) {
		const range = rangeOf(code);
		if (range === null || n < range.min || n > range.max) bad("values");
	}
	return {
		id: r.id("id"),
		series: r.id("series"),
		quarter,
		form: r.oneOf("form", FOLLOW_FORMS),
		values,
		landed: r.flag("landed"),
	};
}

const inOrder = (entries: readonly FollowEntry[]): readonly FollowEntry[] =>
	FOLLOW_FORMS.flatMap((form) => entries.filter((entry) => entry.form === form));

export const entryOf = (doc: FollowDoc, form: FollowForm): FollowEntry | null =>
	doc.entries.find((entry) => entry.form === form) ?? null;

/** One form with a change in it; other numbers than before go under a new id, and those before are recalled. */
export function withEntry(
	doc: FollowDoc,
	by: {
		readonly form: FollowForm;
		readonly change: FollowChange;
		readonly at: Ms;
		readonly by: Id;
	},
	under: Pick<Sending, "id" | "series" | "quarter"> | null,
): FollowDoc {
	const { form, change, at } = by;
	const before = entryOf(doc, form);
	const numbers = changed(before?.numbers ?? {}, change);
	const values = valuesOf(form, numbers);
	const old = before?.sending ?? null;
	const keeps = old !== null && sameValues(old.values, values);
	const fresh =
		under === null || values.length === 0 ? null : { ...under, form, values, landed: false };
	const entry = { form, at, by: by.by, numbers, sending: keeps ? old : fresh };
	return {
		v: 1,
		entries: inOrder([...doc.entries.filter((one) => one.form !== form), entry]),
		recalled: keeps || old === null ? doc.recalled : [...doc.recalled, old],
	};
}

export function withoutEntry(doc: FollowDoc, form: FollowForm): FollowDoc {
	const old = entryOf(doc, form)?.sending ?? null;
	return {
		v: 1,
		entries: doc.entries.filter((one) => one.form !== form),
		recalled: old === null ? doc.recalled : [...doc.recalled, old],
	};
}

/** What the broker has not said yet that it has. */
export const unsent = (doc: FollowDoc): readonly Sending[] =>
	doc.entries.flatMap(({ sending }) => (sending === null || sending.landed ? [] : [sending]));

/** After the broker has them and has taken those back. */
export function settled(
	doc: FollowDoc,
	landed: readonly Sending[],
	gone: readonly Sending[],
): FollowDoc {
	const is = (all: readonly Sending[], one: Sending) => all.some(({ id }) => id === one.id);
	const known =
		unsent(doc).some((one) => is(landed, one)) || doc.recalled.some((one) => is(gone, one));
	if (!known) return doc;
	return {
		v: 1,
		entries: doc.entries.map((entry) =>
			entry.sending !== null && is(landed, entry.sending)
				? { ...entry, sending: { ...entry.sending, landed: true } }
				: entry,
		),
		recalled: doc.recalled.filter((one) => !is(gone, one)),
	};
}

// The consent as it is being filled in with the client: fields, pages, errors, and the finished document. Pure.
import {
	CATEGORIES,
	type Category,
	CONSENT_TEMPLATE,
	type ConsentDoc,
	DIRECTIONS,
	type Direction,
	type ScanFile,
	type Signature,
} from "../work/documents.ts";
import { addDays, addMonths, daysBetween, isDate } from "./dates.ts";
import { collect, type Errors, type FieldError, textError } from "./form.ts";
import { isIdentityCode, tidyCode } from "./identityCode.ts";
import { CONSENT_STEPS, type ConsentStep } from "./route.ts";
import { readSignature } from "./signature.ts";

export interface ConsentForm {
	/** What the client reads it in, and so part of what is signed. */
	readonly language: ConsentDoc["language"];
	readonly clientName: string;
	readonly clientCode: string;
	readonly represented: boolean;
	readonly representative: string;
	readonly directions: readonly Direction[];
	readonly categories: readonly Category[];
	/** Yes and no are both answers; null is none. */
	readonly health: boolean | null;
	/** Who else may take part; empty: nobody. */
	readonly others: string;
	readonly from: string;
	readonly to: string;
	readonly signature: Signature | null;
	readonly scan: ScanFile | null;
	/** The witness ticks that the client signed in their sight. */
	readonly witnessed: boolean;
}

/** Both directions and the everyday categories are proposed; health never is. Six months from today. */
export function newConsent(today: string, language: ConsentDoc["language"]): ConsentForm {
	return {
		language,
		clientName: "",
		clientCode: "",
		represented: false,
		representative: "",
		directions: ["pair-to-kela", "kela-to-pair"],
		categories: ["benefits", "livelihood"],
		health: null,
		others: "",
		from: today,
		to: addDays(addMonths(today, 6), -1),
		signature: null,
		scan: null,
		witnessed: false,
	};
}

/** To limit a consent: the form as the present one was given, from today on, to be signed anew. */
export function limitConsent(
	doc: ConsentDoc,
	today: string,
	language: ConsentDoc["language"],
): ConsentForm {
	return {
		...newConsent(today, language),
		clientName: doc.clientName,
		clientCode: doc.clientCode,
		represented: doc.representative !== null,
		representative: doc.representative ?? "",
		directions: doc.directions,
		categories: doc.categories,
		health: doc.health,
		others: doc.others ?? "",
		from: doc.from > today ? doc.from : today,
		to: doc.to,
	};
}

const OTHERS_MAX = 200;
const EVIDENCE: readonly string[] = ["signature", "scan", "witnessed"];
const CONSENT_LANGUAGES: readonly ConsentDoc["language"][] = ["fi", "sv", "en"];

/** The fields that say what is signed. */
const wordsOf = (form: ConsentForm) =>
	(Object.keys(form) as (keyof ConsentForm)[]).filter((field) => !EVIDENCE.includes(field));
const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** The form after a change. Whatever was signed was signed as it stood: another word in it, and it is signed anew. */
export function changeConsent(form: ConsentForm, change: Partial<ConsentForm>): ConsentForm {
	const next = { ...form, ...change };
	const reworded = wordsOf(next).some((field) => !isSame(next[field], form[field]));
	return reworded ? { ...next, signature: null, scan: null, witnessed: false } : next;
}

export function consentErrors(step: ConsentStep, form: ConsentForm, today: string): Errors {
	switch (step) {
		case "client":
			return collect({
				clientName: textError(form.clientName, 120),
				clientCode: isIdentityCode(form.clientCode) ? null : "not-code",
				representative: form.represented ? textError(form.representative, 120) : null,
			});
		case "scope":
			return collect({
				directions: form.directions.length === 0 ? "choose" : null,
				categories: form.categories.length === 0 && form.health !== true ? "choose" : null,
				health: form.health === null ? "choose" : null,
				others: form.others.trim().length > OTHERS_MAX ? "too-long" : null,
				from: isDate(form.from) ? null : "not-date",
				to: toError(form, today),
			});
		case "sign":
			return collect({
				signature: form.signature === null && form.scan === null ? "sign-or-scan" : null,
				witnessed: form.witnessed ? null : "confirm-first",
			});
		case "check":
			return Object.assign(
				{},
				...CONSENT_STEPS.filter((one) => one !== "check").map((one) =>
					consentErrors(one, form, today),
				),
			);
	}
}

function toError(form: ConsentForm, today: string): FieldError | null {
	if (!isDate(form.to)) return "not-date";
	if (form.to < today) return "date-past";
	if (!isDate(form.from)) return null;
	if (form.to < form.from) return "date-order";
	return daysBetween(form.from, form.to) > 365 ? "too-far" : null;
}

/** The first page with something wrong, to which "check answers" sends back. */
export function firstBadStep(form: ConsentForm, today: string): ConsentStep | null {
	return (
		CONSENT_STEPS.find(
			(step) => step !== "check" && Object.keys(consentErrors(step, form, today)).length > 0,
		) ?? null
	);
}

export function consentDocOf(form: ConsentForm, witness: string): ConsentDoc {
	const drawn = form.signature !== null;
	const others = form.others.trim();
	return {
		v: others === "" ? 1 : 2,
		...(others === "" ? {} : { others }),
		template: CONSENT_TEMPLATE,
		language: form.language,
		clientName: form.clientName.trim(),
		clientCode: tidyCode(form.clientCode),
		representative: form.represented ? form.representative.trim() : null,
		directions: form.directions,
		categories: form.categories,
		health: form.health === true,
		from: form.from,
		to: form.to,
		witness,
		capture: form.scan === null ? "drawn" : drawn ? "drawn+scan" : "scan",
		signature: form.signature,
	};
}

/**
 * A stored draft back, whatever it holds. Ink comes back with the very words that were signed, and with no other. `language`
 * is that of a draft which names none; scan and the witness's word are never stored.
 */
export function readConsent(
	stored: unknown,
	today: string,
	language: ConsentDoc["language"],
): ConsentForm {
	const blank = newConsent(today, language);
	if (typeof stored !== "object" || stored === null) return blank;
	const from = stored as Record<string, unknown>;
	const text = (key: keyof ConsentForm & string, otherwise: string) =>
		typeof from[key] === "string" ? (from[key] as string) : otherwise;
	const some = <T extends string>(key: string, all: readonly T[], otherwise: readonly T[]) => {
		const kept = from[key];
		return Array.isArray(kept) ? all.filter((one) => kept.includes(one)) : otherwise;
	};
	const form: ConsentForm = {
		...blank,
		language: CONSENT_LANGUAGES.find((one) => one === from["language"]) ?? language,
		clientName: text("clientName", ""),
		clientCode: text("clientCode", ""),
		represented: from["represented"] === true,
		representative: text("representative", ""),
		directions: some("directions", DIRECTIONS, blank.directions),
		categories: some("categories", CATEGORIES, blank.categories),
		health: typeof from["health"] === "boolean" ? from["health"] : null,
		others: text("others", ""),
		from: text("from", blank.from),
		to: text("to", blank.to),
	};
	const asSigned = wordsOf(form).every((field) => isSame(form[field], from[field]));
	return asSigned ? { ...form, signature: readSignature(from["signature"]) } : form;
}

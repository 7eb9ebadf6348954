// The published models' fields of a question: read whatever was stored, written only where something was said. Pure.
import {
	OMAOLO,
	type Omaolo,
	type QuestionDoc,
	SUUNTIMA,
	type Suuntima,
	TIERS,
	type Tier,
	TRIGGERS,
	type Trigger,
} from "../work/documents.ts";
import { collect, type Errors, type FieldError } from "./form.ts";
import { holdsIdentityCode } from "./identityCode.ts";

/** Null, empty: nothing said. */
export interface Signals {
	readonly suuntima: Suuntima | null;
	readonly tier: Tier | null;
	readonly omaolo: Omaolo | null;
	/** Codes of TRIGGERS, then own words. */
	readonly triggers: readonly string[];
	readonly network: string;
}

export const NO_SIGNALS: Signals = {
	suuntima: null,
	tier: null,
	omaolo: null,
	triggers: [],
	network: "",
};

const OWN_MAX = 200;
const NETWORK_MAX = 1000;

/** Of a question (of before these fields, too), of a draft, of anything. */
export function readSignals(stored: unknown): Signals {
	if (typeof stored !== "object" || stored === null) return NO_SIGNALS;
	const from = stored as Readonly<Record<string, unknown>>;
	const oneOf = <T extends string>(codes: readonly T[], value: unknown): T | null =>
		codes.find((code) => code === value) ?? null;
	const triggers: readonly unknown[] = Array.isArray(from["triggers"]) ? from["triggers"] : [];
	return {
		suuntima: oneOf(SUUNTIMA, from["suuntima"]),
		tier: oneOf(TIERS, from["tier"]),
		omaolo: oneOf(OMAOLO, from["omaolo"]),
		triggers: triggers.filter((one) => typeof one === "string"),
		network: typeof from["network"] === "string" ? from["network"] : "",
	};
}

const isCode = (one: string): one is Trigger => TRIGGERS.some((code) => code === one);

export const triggerCodes = (triggers: readonly string[]): readonly Trigger[] =>
	triggers.filter(isCode);

/** What of them is in own words. */
export const ownTrigger = (triggers: readonly string[]): string =>
	triggers.filter((one) => !isCode(one)).join(", ");

export const triggersOf = (codes: readonly Trigger[], own: string): readonly string[] =>
	own === "" ? codes : [...codes, own];

export function isBlankSignals(one: Signals): boolean {
	return (
		one.suuntima === null &&
		one.tier === null &&
		one.omaolo === null &&
		one.triggers.every((trigger) => trigger.trim() === "") &&
		one.network.trim() === ""
	);
}

export function signalErrors({ triggers, network }: Signals): Errors {
	return collect({
		triggerOwn: freeError(ownTrigger(triggers), OWN_MAX),
		network: freeError(network, NETWORK_MAX),
	});
}

function freeError(text: string, max: number): FieldError | null {
	if (holdsIdentityCode(text)) return "looks-like-code";
	return [...text].length > max ? "too-long" : null;
}

/** The question with these instead of what it said before. */
export function withSignals(question: QuestionDoc, signals: Signals): QuestionDoc {
	const { suuntima: _s, tier: _t, omaolo: _o, triggers: _l, network: _n, ...rest } = question;
	const { suuntima, tier, omaolo } = signals;
	const triggers = signals.triggers.map((one) => one.trim()).filter((one) => one !== "");
	const network = signals.network.trim();
	return {
		...rest,
		...(suuntima === null ? {} : { suuntima }),
		...(tier === null ? {} : { tier }),
		...(omaolo === null ? {} : { omaolo }),
		...(triggers.length === 0 ? {} : { triggers }),
		...(network === "" ? {} : { network }),
	};
}

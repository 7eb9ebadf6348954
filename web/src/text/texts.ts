// The shape that every language fills: a missing or surplus key fails the type check.
import type { first } from "./fi/first.ts";
import type { fi } from "./fi.ts";

/** Of the texts of one language what every other must have. */
export type Wide<T> = T extends string
	? string
	: T extends (...args: infer A) => string
		? (...args: A) => string
		: T extends readonly string[]
			? readonly string[]
			: { readonly [K in keyof T]: Wide<T[K]> };

export type Texts = Wide<typeof fi>;
/** What is there before anybody is in. */
export type FirstTexts = Wide<typeof first>;
/** One section, for the files that hold sections. */
export type Section<K extends keyof Texts> = Texts[K];

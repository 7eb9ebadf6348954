// Messages made wrong, as the dice say: in their letters, in their structure, in their frame. Knows no server and judges
// nothing; a message that comes out right by chance is as good as any.
import { encodeRequest, type Json } from "../../web/src/wire/frames.ts";
import type { Dice } from "./kit-dice.ts";

/** A right one: its text without blobs, or with them. */
export interface Sample {
	readonly cmd: string;
	readonly params: Json;
	readonly blobs: readonly Uint8Array[];
}

const NUMBERS: readonly [string, ...string[]] = [
	"-1",
	"0",
	"9223372036854775807",
	"9223372036854775808",
	"-9223372036854775809",
	"1e400",
	"0.1",
	"-0",
	"00",
	"9".repeat(400),
	"253402300800000",
];
const VALUES: readonly [string, ...string[]] = [
	"null",
	"true",
	"[]",
	"{}",
	'""',
	'"\\u0000"',
	'"\\ud800"',
	`"${"ä".repeat(3000)}"`,
	"[".repeat(70) + "]".repeat(70),
	'{"a":'.repeat(70) + "1" + "}".repeat(70),
	`[${"0,".repeat(5000)}0]`,
];

const at = (dice: Dice, text: { readonly length: number }): number => dice.below(text.length + 1);

const TOKEN = /"(?:[^"\\]|\\.)*"(:?)|-?\d+|true|false|null/g;
/** Its values, without names. */
const valuesOf = (text: string): RegExpExecArray[] =>
	[...text.matchAll(TOKEN)].filter(([, colon]) => colon !== ":");

/** One of its values by another. */
function otherValue(dice: Dice, text: string, by: string): string {
	const all = valuesOf(text);
	const one = all[dice.below(all.length)];
	if (one?.index === undefined) return text + by;
	return text.slice(0, one.index) + by + text.slice(one.index + one[0].length);
}

/** One of its values by one of the other's: what is right elsewhere gets further in than what is right nowhere. */
function foreignValue(dice: Dice, text: string, other: string): string {
	const all = valuesOf(other);
	return otherValue(dice, text, all[dice.below(all.length)]?.[0] ?? "1");
}

type Change = (dice: Dice, text: string, other: string) => string;

/** After which it is JSON hardly ever. */
const letters: readonly [Change, ...Change[]] = [
	(dice, text) => {
		const i = at(dice, text);
		const flipped = String.fromCharCode(text.charCodeAt(i % text.length) ^ (1 << dice.below(7)));
		return text.slice(0, i) + flipped + text.slice(i + 1);
	},
	(dice, text) => text.slice(0, at(dice, text)),
	(dice, text) => text.slice(at(dice, text)),
	(dice, text) => {
		const [i, j] = [at(dice, text), at(dice, text)];
		return text.slice(0, i) + text.slice(j);
	},
	(dice, text, other) => text.slice(0, at(dice, text)) + other.slice(at(dice, other)),
	(dice, text) => text + text.slice(at(dice, text)),
];

/** After which it is JSON as a rule, and something further in has to find out. */
const values: readonly [Change, ...Change[]] = [
	(dice, text) => otherValue(dice, text, dice.one(NUMBERS)),
	(dice, text) => otherValue(dice, text, dice.one(VALUES)),
	foreignValue,
	foreignValue,
	foreignValue,
	foreignValue,
	// names: one twice, one swapped with another, one more
	(dice, text) =>
		text.replace(/\}\s*$/, `,"${dice.one(["v", "id", "cmd", "params", "blobs"])}":1}`),
	(dice, text) => {
		const names = [...text.matchAll(/"(\w+)":/g)].map(([, name]) => name ?? "");
		const [a, b] = [names[dice.below(names.length)], names[dice.below(names.length)]];
		return text
			.replace(`"${a}":`, '"\\u0001":')
			.replace(`"${b}":`, `"${a}":`)
			.replace('"\\u0001":', `"${b}":`);
	},
	(_, text) => text.replace('"params":{', '"params":{"x":1,'),
];

const LETTERS_ONE_OF = 4;

/** A text that may be anything, but is UTF-8 all the same. */
export function mutatedText(dice: Dice, text: string, other: string): string {
	let result = text;
	const changes = dice.below(LETTERS_ONE_OF) === 0 ? letters : values;
	for (let n = 1 + dice.below(3); n > 0; n--) result = dice.one(changes)(dice, result, other);
	return Buffer.from(result.slice(0, 60_000)).toString();
}

function flipped(dice: Dice, bytes: Uint8Array): Uint8Array {
	const copy = bytes.slice();
	for (let n = 1 + dice.below(4); n > 0 && copy.length > 0; n--) {
		const i = dice.below(copy.length);
		copy[i] = (copy[i] ?? 0) ^ (1 << dice.below(8));
	}
	return copy;
}

function otherBytes(dice: Dice, bytes: Uint8Array, other: Uint8Array): Uint8Array {
	const cut = dice.below(bytes.length + 1);
	const sorts: readonly [() => Uint8Array, ...(() => Uint8Array)[]] = [
		() => flipped(dice, bytes),
		() => flipped(dice, bytes),
		() => bytes.slice(0, cut),
		() => other,
		() =>
			new Uint8Array([...bytes.subarray(0, cut), ...other.subarray(0, 64), ...bytes.subarray(cut)]),
		() => new Uint8Array(0),
	];
	return dice.one(sorts)();
}

/** A frame with blobs whose lengths are right, so that all else of it is looked at. */
function framed(text: string, blobs: readonly Uint8Array[]): Uint8Array {
	const json = Buffer.from(text);
	const head = Buffer.alloc(8);
	head[0] = 1;
	head.writeUInt32BE(json.length, 4);
	return new Uint8Array(Buffer.concat([head, json, ...blobs]));
}

export interface Mutated {
	readonly bytes: string | Uint8Array;
	/** It may well be the last of its connection. */
	readonly closes: boolean;
}

/** One of a hundred is broken as a frame, which ends the connection. */
const FRAME_PART = 0.01;

export function mutated(dice: Dice, sample: Sample, other: Sample, id: string): Mutated {
	const { cmd, params, blobs } = sample;
	if (blobs.length === 0) {
		const text = encodeRequest({ v: 1, id, cmd, params }, []) as string;
		const second = JSON.stringify({ v: 1, id, cmd: other.cmd, params: other.params });
		if (dice.next() >= FRAME_PART) return { bytes: mutatedText(dice, text, second), closes: false };
		return { bytes: flipped(dice, Buffer.from(text)), closes: true };
	}
	if (dice.next() < FRAME_PART)
		return {
			bytes: flipped(dice, encodeRequest({ v: 1, id, cmd, params }, blobs) as Uint8Array).slice(
				0,
				1 + dice.below(400),
			),
			closes: true,
		};
	const foreign = other.blobs[0] ?? new Uint8Array(32);
	const changed = blobs.map((blob) =>
		dice.below(2) === 0 ? otherBytes(dice, blob, foreign) : blob,
	);
	const said =
		dice.below(4) === 0
			? { ...params, [dice.one(["stmt", "sig", "data", "e"])]: dice.below(70) - 3 }
			: params;
	return {
		bytes: framed(
			JSON.stringify({ v: 1, id, cmd, params: said, blobs: changed.map((b) => b.length) }),
			changed,
		),
		closes: false,
	};
}

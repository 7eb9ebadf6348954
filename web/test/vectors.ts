// The shared test vectors, read from tests/vectors (the C tests read the same file).
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fromHex } from "../src/crypto/bytes.ts";

const web = process.env.ETATUNTI_WEB ?? ".";
const file = JSON.parse(
	readFileSync(join(web, "..", "tests", "vectors", "protocol-vectors.json"), "utf8"),
) as {
	inputs: Record<string, unknown>;
	expected: Record<string, string>;
	safety_number: string;
};

export const safetyNumber = file.safety_number;
export const expectedNames = Object.keys(file.expected);

function entry(from: Record<string, unknown>, name: string): unknown {
	const value = from[name];
	if (value === undefined) throw new Error(`vector ${name} is missing`);
	return value;
}

export const inBytes = (name: string): Uint8Array => fromHex(String(entry(file.inputs, name)));
export const inText = (name: string): string => String(entry(file.inputs, name));
export const inNumber = (name: string): number => Number(entry(file.inputs, name));
export const inRecord = (name: string): Record<string, string> =>
	entry(file.inputs, name) as Record<string, string>;
export const expectedHex = (name: string): string => String(entry(file.expected, name));
export const expectedBytes = (name: string): Uint8Array => fromHex(expectedHex(name));

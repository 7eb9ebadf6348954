// The file of values: read back by a parser that forgives nothing; no cell that a spreadsheet would run.
import assert from "node:assert/strict";
import { test } from "node:test";
import { CSV_STYLES, type CsvCell, csvText } from "../src/state/csv.ts";
import { parse } from "./csv-kit.ts";

const texts: readonly string[] = [
	"Tunti",
	'sanoi "hei"',
	"a;b",
	"a,b",
	"rivi\nrivi",
	"rivi\r\nrivi",
	" väli ",
	"",
	"ÄÖÅ šž 🌲",
	"piilotettu",
];

test("what is written is what is read, in all three styles", () => {
	for (const style of Object.values(CSV_STYLES)) {
		const rows = [texts, [...texts].reverse()];
		assert.deepEqual(parse(csvText(rows, style), style.separator), rows);
	}
});

test("numbers have the language's comma or point, and no more digits than they need", () => {
	const numbers: readonly CsvCell[] = [1, -75, 4.357142, 0.1 + 0.2, 1234567, 0, null];
	const [fi] = parse(csvText([numbers], CSV_STYLES.fi), ";");
	assert.deepEqual(fi, ["1", "-75", "4,3571", "0,3", "1234567", "0", ""]);
	const [en] = parse(csvText([numbers], CSV_STYLES.en), ",");
	assert.deepEqual(en, ["1", "-75", "4.3571", "0.3", "1234567", "0", ""]);
});

test("what a spreadsheet would run has an apostrophe before it; plain numbers have none", () => {
	const formulas = [
		"=1+2",
		'=HYPERLINK("http://x";"y")',
		"+1+2",
		"-cmd|' /C calc'!A0",
		"@SUM(A1)",
		"\t=1",
		"\r=1",
		"＝1+2",
	];
	const [read = []] = parse(csvText([formulas], CSV_STYLES.fi), ";");
	assert.deepEqual(
		read,
		formulas.map((formula) => `'${formula}`),
	);
	const [plain] = parse(
		csvText([["-5", "+3,5", "-0.25", "piilotettu", "a=b"]], CSV_STYLES.fi),
		";",
	);
	assert.deepEqual(plain, ["-5", "+3,5", "-0.25", "piilotettu", "a=b"]);
});

test("it begins with its mark and every line ends with CR LF", () => {
	assert.equal(csvText([["a", 1]], CSV_STYLES.sv), "\uFEFFa;1\r\n");
	assert.equal(csvText([], CSV_STYLES.sv), "\uFEFF");
});

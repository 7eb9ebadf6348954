// One table as a file of values (RFC 4180) that spreadsheets of that language open as it is. Pure.

export type CsvCell = string | number | null;

export interface CsvStyle {
	readonly separator: ";" | ",";
	readonly decimal: "," | ".";
}

/** Where the comma is in numbers, it cannot part them. */
export const CSV_STYLES = {
	fi: { separator: ";", decimal: "," },
	sv: { separator: ";", decimal: "," },
	en: { separator: ",", decimal: "." },
} as const satisfies Readonly<Record<string, CsvStyle>>;

const BOM = "\uFEFF";
/** What spreadsheets take for the beginning of a formula (OWASP, "CSV injection"), full-width forms too. */
const FORMULA = /^[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/;
const PLAIN_NUMBER = /^[+-]?\d+(?:[.,]\d+)?$/;
const FRACTION_MAX = 4;

function written(cell: CsvCell, { separator, decimal }: CsvStyle): string {
	if (cell === null) return "";
	if (typeof cell === "number")
		return String(Number(cell.toFixed(FRACTION_MAX))).replace(".", decimal);
	const text = FORMULA.test(cell) && !PLAIN_NUMBER.test(cell) ? `'${cell}` : cell;
	const quoted = text.includes(separator) || /["\r\n]/.test(text) || text !== text.trim();
	return quoted ? `"${text.replaceAll('"', '""')}"` : text;
}

/** UTF-8 with its mark, so that ä is ä in a spreadsheet; each line ends with CR LF. */
export function csvText(rows: readonly (readonly CsvCell[])[], style: CsvStyle): string {
	const lines = rows.map((row) => row.map((cell) => written(cell, style)).join(style.separator));
	return `${BOM}${lines.map((line) => `${line}\r\n`).join("")}`;
}

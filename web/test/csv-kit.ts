// A file of values as RFC 4180 has it, after its byte order mark: what is out of form throws.
import assert from "node:assert/strict";

/** As a machine of states; gives the cells of each line. */
export function parse(text: string, separator: string): string[][] {
	assert.equal(text.charCodeAt(0), 0xfeff);
	const rows: string[][] = [];
	let row: string[] = [];
	let cell = "";
	let state: "start" | "plain" | "quoted" | "closed" = "start";
	const end = () => {
		row.push(cell);
		[cell, state] = ["", "start"];
	};
	for (let i = 1; i < text.length; i++) {
		const c = text[i] ?? "";
		if (state === "quoted") {
			if (c !== '"') cell += c;
			else state = "closed";
		} else if (state === "closed" && c === '"') {
			cell += '"';
			state = "quoted";
		} else if (c === separator) end();
		else if (c === "\r") {
			assert.equal(text[++i], "\n", "a line that ends otherwise");
			end();
			rows.push(row);
			row = [];
		} else if (c === '"' && state === "start") state = "quoted";
		else {
			assert.ok(state !== "closed" && c !== '"' && c !== "\n", `at ${i}: ${JSON.stringify(c)}`);
			cell += c;
			state = "plain";
		}
	}
	assert.equal(row.length, 0, "the last line has its end");
	return rows;
}

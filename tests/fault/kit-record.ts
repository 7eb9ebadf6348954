// The record as a file, looked into from outside: by SQL, of a server that does not run or of a copy.
import { execFileSync } from "node:child_process";
import { cpSync, lstatSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

const source = process.env.ET_SOURCE_DIR ?? process.cwd();
const built =
	process.env.ET_SERVER !== undefined ? dirname(process.env.ET_SERVER) : join(source, "build");

/** What was built beside the fault tests. */
export const tool = (name: string): string => join(built, "tests/fault", name);

export const migrations = join(source, "src/store/sql/migrations");
export const DATABASE = "etatunti.db";

export type Row = readonly string[];

/** The rows of all statements; blobs are hex. */
export function sql(file: string, text: string): readonly Row[] {
	const out = execFileSync(tool("fault_sql"), [file], { input: text, maxBuffer: 1 << 28 });
	const lines = out.toString().split("\t\n").slice(0, -1);
	return lines.map((line) => line.split("\t"));
}

/** A folder of record as it lies there, without the socket that a killed server has left. */
export function copyRecord(from: string, to: string): void {
	cpSync(from, to, { recursive: true, filter: (name) => !lstatSync(name).isSocket() });
}

/** Looks into a record as a crash has left it; the record itself stays untouched. */
export function sqlOfCopy(data: string, text: string): readonly Row[] {
	const dir = mkdtempSync(join(tmpdir(), "etatunti-look-"));
	try {
		copyRecord(data, join(dir, "data"));
		return sql(join(dir, "data", DATABASE), text);
	} finally {
		rmSync(dir, { recursive: true });
	}
}

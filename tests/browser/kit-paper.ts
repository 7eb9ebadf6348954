// What comes out of the printer: a page as PDF, its sheets counted and read by poppler, its code read by zbar as a phone
// would. Debian's own programs, installed by ./run test.
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { pictures } from "./kit-browser.ts";

/** A printer's resolution that a phone's camera still keeps from a hand's distance. */
const DPI = 150;
const A4_MM = { width: 210, height: 297 } as const;

export interface Sheet {
	readonly text: string;
	/** White round everything printed, the least of the four sides. */
	readonly marginMm: number;
}

export interface Print {
	readonly sheets: readonly Sheet[];
	/** Texts of the codes on it. */
	readonly codes: readonly string[];
}

/** Prints the page as the browser's own dialog would, on A4. The PDF stays with the pictures. */
export async function printed(page: Page, name: string): Promise<Print> {
	mkdirSync(pictures, { recursive: true });
	const pdf = join(pictures, `${name}.pdf`);
	writeFileSync(pdf, await page.pdf({ format: "A4", preferCSSPageSize: true }));
	const run = (program: string, ...args: readonly string[]) =>
		execFileSync(program, args, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
	const info = run("pdfinfo", pdf);
	const count = Number(/^Pages:\s+(\d+)$/m.exec(info)?.[1]);
	if (!/^Page size:.*\(A4\)$/m.test(info)) throw new Error(`not A4: ${info}`);
	const sheets = Array.from({ length: count }, (_, i) => {
		const only = ["-f", String(i + 1), "-l", String(i + 1)];
		const text = run("pdftotext", "-layout", ...only, pdf, "-").replace(/\s+/g, " ").trim();
		return { text, marginMm: marginOf(run("pdftotext", "-bbox", ...only, pdf, "-")) };
	});
	return { sheets, codes: codesOf(pdf, run) };
}

/** Of the words; lines and pictures are inside the same box. */
function marginOf(boxes: string): number {
	const page = /<page width="([\d.]+)" height="([\d.]+)"/.exec(boxes);
	const perMm = Number(page?.[1]) / A4_MM.width;
	let margin = Number.POSITIVE_INFINITY;
	for (const word of boxes.matchAll(
		/<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)"/g,
	)) {
		const [left = 0, top = 0, right = 0, bottom = 0] = word.slice(1).map((n) => Number(n) / perMm);
		margin = Math.min(margin, left, top, A4_MM.width - right, A4_MM.height - bottom);
	}
	return margin;
}

function codesOf(pdf: string, run: (program: string, ...args: readonly string[]) => string) {
	const folder = mkdtempSync(join(tmpdir(), "et-paper-"));
	try {
		run("pdftoppm", "-r", String(DPI), "-gray", pdf, join(folder, "sheet"));
		const files = readdirSync(folder).map((file) => join(folder, file));
		const codes: string[] = [];
		for (const file of files) {
			try {
				codes.push(run("zbarimg", "--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", file).trim());
			} catch (error) {
				// 4: it looked, and there is none.
				if (!(error instanceof Error && "status" in error && error.status === 4)) throw error;
			}
		}
		return codes;
	} finally {
		rmSync(folder, { recursive: true });
	}
}

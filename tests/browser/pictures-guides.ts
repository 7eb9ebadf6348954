// The pictures of the guides, the client's sheet and README: which screen each is a piece of, and how it is made small.
// `./run screenshots --guides` writes them to web/pictures, from where they are put into git by hand.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { GUIDE_PARTS } from "../../web/src/text/help.ts";
import { small } from "./pictures-small.ts";
import type { Language, ScreenId } from "./screens-row.ts";
import { DESKTOP, type Seen, type View } from "./screens-walk.ts";

type Part = { [R in keyof typeof GUIDE_PARTS]: `${R}-${(typeof GUIDE_PARTS)[R][number]}` }[keyof typeof GUIDE_PARTS];

interface Piece {
	readonly screen: ScreenId;
	/** What it begins with, by selector; left out: the page's title. */
	readonly from?: string;
	/** What it ends with; left out, or where that is too much: as high as a picture may be. */
	readonly to?: string;
}

/** As wide as a tablet: names stand as on any screen, and letters stay readable in a column. */
const TABLET: View = { ...DESKTOP, width: 720 };
const HIGHEST = 560;
const AIR = 4;
/** What a page ends with. */
const LAST = "main > :last-child";
/** Paper, ink, the few colours, and the edges of letters. */
const COLOURS = 64;

const GUIDES: Readonly<Record<Part | "information", Piece>> = {
	"worker-today": { screen: "worker-today" },
	"worker-case": { screen: "worker-case-question" },
	"worker-consent": { screen: "worker-consent-scope" },
	"worker-queue": { screen: "worker-queue", from: ".field:has(select)" },
	"worker-hour": { screen: "worker-lobby" },
	"worker-after": { screen: "worker-plan" },
	"contact-prepare": { screen: "contact-cases", from: "main h2" },
	"contact-ask": { screen: "contact-ask", from: "main h2" },
	"contact-hour": { screen: "contact-lobby" },
	"contact-after": { screen: "contact-follow-up" },
	"coordinator-people": { screen: "coordinator-confirm" },
	"coordinator-series": { screen: "coordinator-series" },
	"coordinator-change": { screen: "coordinator-hour-cancelled" },
	"coordinator-substitute": { screen: "coordinator-substitute-new" },
	"coordinator-figures": { screen: "coordinator-figures" },
	information: { screen: "worker-consent-handed-sign" },
};
/** README's: the window as it is. */
const README: ScreenId = "worker-room";

export const inGuides = (id: ScreenId): boolean =>
	id === README || Object.values(GUIDES).some(({ screen }) => screen === id);
export const GUIDE_VIEWS: readonly View[] = [TABLET, { ...DESKTOP, languages: ["en"] }];

/** What is asked of `page` stands in Finnish under its name, in other languages with theirs behind. */
const nameOf = (part: string, language: Language): string => (language === "fi" ? part : `${part}-${language}`);

/** Writes what this screen is asked for; gives the names of the files. */
export async function guidePictures({ id, page, view, language }: Seen, folder: string): Promise<readonly string[]> {
	const written: string[] = [];
	const write = (name: string, png: Buffer): void => {
		mkdirSync(join(folder, "help"), { recursive: true });
		const bytes = small(png, COLOURS);
		writeFileSync(join(folder, `${name}.png`), bytes);
		written.push(`${name}.png ${(bytes.length / 1000).toFixed(1)} KB`);
	};
	if (view.width === DESKTOP.width && id === README) write("hour", await page.screenshot({ animations: "disabled" }));
	for (const [part, piece] of Object.entries(GUIDES))
		if (view.width === TABLET.width && piece.screen === id)
			write(`help/${nameOf(part, language)}`, await pieceOf(page, piece));
	return written;
}

async function pieceOf(page: Page, { from = "h1", to = LAST }: Piece): Promise<Buffer> {
	const clip = await page.evaluate(
		([first, last, air, highest]) => {
			const boxOf = (selector: string) => {
				const found = document.querySelector(selector)?.getBoundingClientRect();
				if (found === undefined) throw new Error(`a picture's piece is not there: ${selector}`);
				return found;
			};
			const top = Math.max(0, boxOf(first).top + scrollY - air);
			const end = boxOf(last).bottom + scrollY + air;
			return { x: 0, y: top, width: innerWidth, height: Math.min(highest, end - top) };
		},
		[from, to, AIR, HIGHEST] as const,
	);
	return page.screenshot({ clip, fullPage: true, animations: "disabled" });
}

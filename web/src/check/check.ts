// check.html: draws the form and what is to be told of a receipt. No network and no storage; the text stays on the page.
import { toB64, toHex } from "../crypto/bytes.ts";
import type { CheckedReceipt, ReceiptEntry } from "../crypto/receipt.ts";
import { sodiumReady } from "../crypto/sodium.ts";
import { shownReference } from "../state/reference.ts";
import { referenceOf } from "../work/reference.ts";
import { CHECK_TEXTS, type CheckLanguage, type CheckTexts } from "./texts.ts";
import { verdictOf } from "./verdict.ts";

/** Of browsers that read codes from pictures by themselves; the type library does not know it. */
interface Detector {
	detect(image: ImageBitmap): Promise<readonly { readonly rawValue: string }[]>;
}
type DetectorClass = new (options: { formats: string[] }) => Detector;

const LOCALES = { fi: "fi-FI", sv: "sv-FI", en: "en-GB" } as const;
const NAMES = { fi: "Suomeksi", sv: "På svenska", en: "In English" } as const;

let language: CheckLanguage = "fi";
let typed = fromAddress(location.hash.slice(1));
/** What was typed when it was asked: what is told is told of that, and of nothing that was typed since. */
let asked: string | null = typed === "" ? null : typed;

/** What is no code is as good as any text that is none. */
function fromAddress(fragment: string): string {
	try {
		return decodeURIComponent(fragment);
	} catch {
		return fragment;
	}
}

type Child = Node | string;

function el<K extends keyof HTMLElementTagNameMap>(
	name: K,
	attributes: Readonly<Record<string, string>>,
	...children: readonly Child[]
): HTMLElementTagNameMap[K] {
	const made = document.createElement(name);
	for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
	made.append(...children);
	return made;
}

function format(ms: number, options: Intl.DateTimeFormatOptions): string {
	const zone = { timeZone: "Europe/Helsinki", ...options };
	return new Intl.DateTimeFormat(LOCALES[language], zone).format(ms);
}
const day = (ms: number) => format(ms, { day: "numeric", month: "numeric", year: "numeric" });
const moment = (ms: number) =>
	`${day(ms)} ${format(ms, { hour: "2-digit", minute: "2-digit", second: "2-digit" })}`;

function draw(): void {
	const text = CHECK_TEXTS[language];
	document.documentElement.lang = language;
	document.title = text.title;
	const result = el("div", { id: "result", role: "status" });
	if (asked !== null) result.append(...told(asked, text));
	document.body.replaceChildren(
		el(
			"main",
			{},
			languages(),
			el("h1", {}, text.title),
			el("p", {}, text.lead),
			form(text),
			result,
		),
	);
}

function languages(): HTMLElement {
	const nav = el("nav", {});
	for (const one of ["fi", "sv", "en"] as const) {
		const button = el("button", { type: "button", lang: one }, NAMES[one]);
		if (one === language) button.setAttribute("aria-current", "true");
		button.onclick = () => {
			language = one;
			draw();
		};
		nav.append(button);
	}
	return nav;
}

function form(text: CheckTexts): HTMLElement {
	const field = el("textarea", {
		id: "code",
		rows: "6",
		spellcheck: "false",
		autocomplete: "off",
		"aria-describedby": "hint",
	});
	field.value = typed;
	field.oninput = () => {
		typed = field.value;
		// Of another text nothing is said until it is asked.
		asked = null;
		document.getElementById("result")?.replaceChildren();
	};
	const made = el(
		"form",
		{},
		el("label", { for: "code" }, text.paste),
		el("p", { id: "hint" }, text.hint),
		field,
		...picture(text),
		el("button", { class: "go" }, text.check),
	);
	made.onsubmit = (event) => {
		event.preventDefault();
		asked = typed;
		draw();
	};
	return made;
}

/** Only where the browser itself can read a code from a picture. */
function picture(text: CheckTexts): readonly HTMLElement[] {
	const { BarcodeDetector: found } = globalThis as { BarcodeDetector?: DetectorClass };
	if (found === undefined) return [];
	const detector = new found({ formats: ["qr_code"] });
	const input = el("input", { id: "picture", type: "file", accept: "image/*" });
	const problem = el("p", { role: "alert" });
	input.onchange = async () => {
		const file = input.files?.[0];
		if (file === undefined) return;
		const codes = await createImageBitmap(file)
			.then((image) => detector.detect(image))
			.catch(() => []);
		const code = codes[0];
		if (code === undefined) {
			problem.textContent = text.noCode;
			return;
		}
		typed = code.rawValue;
		asked = typed;
		draw();
	};
	return [el("label", { for: "picture" }, text.picture), input, problem];
}

function told(code: string, text: CheckTexts): readonly HTMLElement[] {
	const verdict = verdictOf(code);
	const good = verdict.kind === "good";
	const head = el(
		"p",
		{ class: good ? "good" : "bad", "data-verdict": verdict.kind },
		el("strong", {}, `${good ? "✓" : "✗"} ${text[verdict.kind]}`),
	);
	return verdict.kind === "good" || verdict.kind === "badLog"
		? [
				head,
				facts(verdict.checked, text),
				...entries(verdict.checked, text),
				...proof(verdict.checked, text),
			]
		: [head];
}

function facts({ receipt, number }: CheckedReceipt, text: CheckTexts): HTMLElement {
	const { checkpoint } = receipt;
	const pairs = [
		[text.reference, shownReference(referenceOf(toB64(receipt.caseId)))],
		[text.made, moment(receipt.at)],
		[text.worker, receipt.worker],
		[text.number, number],
		[
			text.point,
			checkpoint === null ? text.pointNone : text.pointIs(checkpoint.seq, moment(checkpoint.at)),
		],
		[text.digest, toHex(receipt.rowsHash)],
	] as const;
	const list = el("dl", {});
	for (const [name, value] of pairs) list.append(el("dt", {}, name), el("dd", {}, value));
	return list;
}

function entries({ receipt }: CheckedReceipt, text: CheckTexts): readonly HTMLElement[] {
	const title = el("h2", {}, text.table);
	if (receipt.entries.length === 0) return [title, el("p", {}, text.none)];
	const heads = [text.when, text.what, text.to, text.basis];
	const body = el("tbody", {});
	for (const entry of receipt.entries) {
		body.append(
			el(
				"tr",
				{},
				...[when(entry, text), text.subjects[entry.what], whom(entry), basis(entry, text)].map(
					(cell) => el("td", {}, cell),
				),
			),
		);
	}
	const head = el("tr", {}, ...heads.map((one) => el("th", { scope: "col" }, one)));
	return [title, el("table", {}, el("thead", {}, head), body)];
}

function when({ first, last, count }: ReceiptEntry, text: CheckTexts): string {
	const span = first === last ? moment(first) : `${moment(first)} – ${moment(last)}`;
	return `${span}, ${text.times(count)}`;
}

const whom = ({ who, org }: ReceiptEntry): string =>
	[org, who].filter((part) => part !== "").join(", ");

const basis = ({ consent }: ReceiptEntry, text: CheckTexts): string =>
	consent === null
		? text.noConsent
		: text.consent(consent.number, day(consent.from), day(consent.to - 1));

function proof({ logged, covered }: CheckedReceipt, text: CheckTexts): readonly HTMLElement[] {
	const shown = [text.provesSigned];
	if (logged === null) shown.push(text.provesNoLog);
	if (logged === true) shown.push(text.provesLog, ...(covered ? [] : [text.provesLater]));
	const list = (items: readonly string[]) =>
		el("ul", {}, ...items.map((item) => el("li", {}, item)));
	return [el("h2", {}, text.proves), list(shown), el("h2", {}, text.not), list(text.nots)];
}

void sodiumReady().then(draw);

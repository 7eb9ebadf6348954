// The page to leaf through the pictures of all screens: chosen by language, width and a part of the name; faults on top.
// Made for a disk: a file of its own that loads the pictures beside it.

export interface Picture {
	readonly id: string;
	readonly file: string;
	readonly language: string;
	readonly width: number;
	/** What may be worth a look. */
	readonly remarks: readonly string[];
}

const escaped = (text: string): string =>
	text.replace(/[&<>"]/g, (one) => `&#${one.charCodeAt(0)};`);

const STYLE = `body { margin: 1rem; font: 1rem/1.5 system-ui, sans-serif; color: #212121; }
header { position: sticky; top: 0; display: flex; flex-wrap: wrap; gap: 1rem; padding: .5rem 0; background: #fff; }
main { display: flex; flex-wrap: wrap; gap: 1.5rem; align-items: flex-start; }
figure { margin: 0; max-width: 100%; }
figure[hidden] { display: none; }
figcaption { font-weight: 600; }
small { display: block; max-width: 40rem; font-weight: 400; color: #ae332d; }
img { max-width: min(100%, 48rem); border: 1px solid #6d787e; }
.faults { color: #ae332d; }`;

const SCRIPT = `const chosen = (name) => document.querySelector("[name=" + name + "]").value;
const show = () => {
	for (const one of document.querySelectorAll("figure"))
		one.hidden = one.dataset.language !== chosen("language") || one.dataset.width !== chosen("width")
			|| !one.id.includes(chosen("find"));
};
document.querySelector("header").addEventListener("input", show);
show();`;

const select = (name: string, values: readonly (string | number)[], chosen: string | number): string => {
	const option = (one: string | number) =>
		`<option${one === chosen ? " selected" : ""}>${one}</option>`;
	return `<label>${name} <select name="${name}">${values.map(option).join("")}</select></label>`;
};

function figure({ id, file, language, width, remarks }: Picture): string {
	const notes = remarks.map((one) => `<small>${escaped(one)}</small>`).join("");
	return `<figure id="${id}-${language}-${width}" data-language="${language}" data-width="${width}">
<figcaption>${id}${notes}</figcaption><a href="${file}"><img loading="lazy" alt="" src="${file}"></a></figure>`;
}

export function indexOf(pictures: readonly Picture[], faults: readonly string[]): string {
	const sorted = pictures.toSorted((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
	const widths = [...new Set(pictures.map(({ width }) => width))];
	const told = faults.map((one) => `<li>${escaped(one)}</li>`).join("\n");
	return `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Etätunti: the screens</title>
<style>${STYLE}</style>
<h1>Etätunti: ${new Set(pictures.map(({ id }) => id)).size} screens</h1>
${faults.length === 0 ? "" : `<h2>Faults</h2><ul class="faults">${told}</ul>`}
<header>${select("language", ["fi", "sv", "en"], "fi")} ${select("width", widths, widths[0] ?? "")}
<label>find <input name="find"></label></header>
<main>${sorted.map(figure).join("\n")}</main>
<script>${SCRIPT}</script></html>
`;
}

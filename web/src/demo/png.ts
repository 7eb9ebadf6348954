// A small invented scan as a PNG: grey paper with lines of "text" and a scrawl for a signature. Node only.
import { pngOf } from "./png-file.ts";

const WIDTH = 420;
const HEIGHT = 594;
const PAPER = 0xf4;
const INK = 0x38;

/** Lines of words of varying length, then the scrawl. */
function paint(pixels: Uint8Array): void {
	const put = (x: number, y: number) => {
		if (x >= 0 && x < WIDTH && y >= 0 && y < HEIGHT) pixels[y * WIDTH + x] = INK;
	};
	for (let line = 0; line < 16; line++) {
		const top = 60 + line * 24;
		let x = 48;
		for (let word = 0; x < WIDTH - 90; word++) {
			const len = 14 + ((word * 37 + line * 53) % 46);
			for (let dx = 0; dx < len; dx++) {
				for (let dy = 0; dy < 7; dy++) if ((dx + dy) % 3 !== 0) put(x + dx, top + dy);
			}
			x += len + 9;
		}
	}
	for (let t = 0; t < 1600; t++) {
		const a = t / 60;
		const x = 70 + t / 9 + 14 * Math.sin(a * 2.1);
		const y = 500 + 18 * Math.sin(a) + 8 * Math.cos(a * 3.3);
		for (const d of [0, 1]) put(Math.round(x) + d, Math.round(y));
	}
}

export function inventedScan(): Uint8Array {
	const pixels = new Uint8Array(WIDTH * HEIGHT).fill(PAPER);
	paint(pixels);
	return pngOf(WIDTH, HEIGHT, pixels);
}

// A small invented scan as a PNG: grey paper with lines of "text" and a scrawl for a signature. Node only.
import { deflateSync } from "node:zlib";

const WIDTH = 420;
const HEIGHT = 594;
const PAPER = 0xf4;
const INK = 0x38;

/** As PNG wants it; node's own came only with 20.15. */
function crc32(bytes: Uint8Array): number {
	let crc = 0xffffffff;
	for (const byte of bytes) {
		crc ^= byte;
		for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
	}
	return ~crc >>> 0;
}

function chunk(type: string, data: Uint8Array): Buffer {
	const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
	const out = Buffer.alloc(8 + body.length);
	out.writeUInt32BE(data.length, 0);
	body.copy(out, 4);
	out.writeUInt32BE(crc32(body), 4 + body.length);
	return out;
}

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
	const rows = Buffer.alloc((WIDTH + 1) * HEIGHT);
	for (let y = 0; y < HEIGHT; y++) {
		rows.set(pixels.subarray(y * WIDTH, (y + 1) * WIDTH), y * (WIDTH + 1) + 1);
	}
	const header = Buffer.alloc(13);
	header.writeUInt32BE(WIDTH, 0);
	header.writeUInt32BE(HEIGHT, 4);
	header[8] = 8; // bits a sample; the rest zero: greyscale, deflate, no interlace
	const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
	const parts = [
		chunk("IHDR", header),
		chunk("IDAT", deflateSync(rows)),
		chunk("IEND", Buffer.alloc(0)),
	];
	return new Uint8Array(Buffer.concat([signature, ...parts]));
}

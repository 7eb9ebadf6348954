// A screen's picture made small: of the browser's true colours the ones that matter, in a palette. A screen has few: paper,
// ink, what lies between them at the edges of letters. Knows no screen.
import { inflateSync } from "node:zlib";
import { type Palette, pngOf, SIGNATURE } from "../../web/src/demo/png-file.ts";

interface Pixels {
	readonly width: number;
	readonly height: number;
	/** Red, green, blue of each. */
	readonly bytes: Uint8Array;
}

/** What the browser writes: eight bits a channel, three or four channels, no interlace. */
function pixelsOf(png: Buffer): Pixels {
	const data: Buffer[] = [];
	if (!png.subarray(0, 8).equals(SIGNATURE)) throw new Error("no PNG");
	for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at))
		if (png.toString("latin1", at + 4, at + 8) === "IDAT")
			data.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)));
	const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
	const channels = png[25] === 6 ? 4 : 3;
	if (png[24] !== 8 || (png[25] !== 2 && png[25] !== 6) || png[28] !== 0) throw new Error("an unknown kind of PNG");
	const rows = unfiltered(inflateSync(Buffer.concat(data)), width * channels, channels);
	const bytes = new Uint8Array(width * height * 3);
	for (let i = 0; i < width * height; i++) bytes.set(rows.subarray(i * channels, i * channels + 3), i * 3);
	return { width, height, bytes };
}

/** PNG's five ways to say a byte by its neighbours: left, above, above left. */
function unfiltered(packed: Uint8Array, stride: number, channels: number): Uint8Array {
	const height = packed.length / (stride + 1);
	const out = new Uint8Array(stride * height);
	for (let y = 0; y < height; y++) {
		const kind = packed[y * (stride + 1)] ?? 0;
		for (let x = 0; x < stride; x++) {
			const at = y * stride + x;
			const left = x < channels ? 0 : (out[at - channels] ?? 0);
			const up = y === 0 ? 0 : (out[at - stride] ?? 0);
			const corner = x < channels || y === 0 ? 0 : (out[at - stride - channels] ?? 0);
			out[at] = (packed[at + y + 1] ?? 0) + guess(kind, left, up, corner);
		}
	}
	return out;
}

function guess(kind: number, left: number, up: number, corner: number): number {
	if (kind === 4) {
		const [l, u, c] = [Math.abs(up - corner), Math.abs(left - corner), Math.abs(left + up - 2 * corner)];
		if (l <= u && l <= c) return left;
		return u <= c ? up : corner;
	}
	return [0, left, up, (left + up) >> 1][kind] ?? 0;
}

const apart = (a: number, b: number): number =>
	((a >> 16) - (b >> 16)) ** 2 + (((a >> 8) & 255) - ((b >> 8) & 255)) ** 2 + ((a & 255) - (b & 255)) ** 2;

/** The colours that are there most, but none that is nearly another one already taken. */
function colourWell(counts: ReadonlyMap<number, number>, size: number): readonly number[] {
	const byCount = [...counts].sort((a, b) => b[1] - a[1]).map(([colour]) => colour);
	const taken: number[] = [];
	// Ever nearer ones, until it is full.
	for (const near of [2000, 500, 100, 1])
		for (const colour of byCount) {
			if (taken.length === size) return taken;
			if (taken.every((one) => apart(one, colour) >= near)) taken.push(colour);
		}
	return taken;
}

const BITS = [1, 2, 4, 8] as const;

/** The same picture with so few colours. */
export function small(png: Buffer, colours: number): Uint8Array {
	const { width, height, bytes } = pixelsOf(png);
	const colourAt = (i: number) =>
		((bytes[i * 3] ?? 0) << 16) | ((bytes[i * 3 + 1] ?? 0) << 8) | (bytes[i * 3 + 2] ?? 0);
	const counts = new Map<number, number>();
	for (let i = 0; i < width * height; i++) counts.set(colourAt(i), (counts.get(colourAt(i)) ?? 0) + 1);
	const well = colourWell(counts, colours);
	const nearest = new Map<number, number>();
	for (const colour of counts.keys()) {
		const [best] = well.map((one, at) => [apart(one, colour), at] as const).sort((a, b) => a[0] - b[0]);
		nearest.set(colour, best?.[1] ?? 0);
	}
	const bits = BITS.find((one) => 1 << one >= well.length) ?? 8;
	const stride = Math.ceil((width * bits) / 8);
	const rows = new Uint8Array(stride * height);
	for (let i = 0; i < width * height; i++) {
		const [x, y] = [i % width, Math.floor(i / width)];
		const at = y * stride + ((x * bits) >> 3);
		rows[at] = (rows[at] ?? 0) | ((nearest.get(colourAt(i)) ?? 0) << (8 - bits - ((x * bits) & 7)));
	}
	const palette: Palette = {
		bits,
		colours: Uint8Array.from(well.flatMap((one) => [one >> 16, (one >> 8) & 255, one & 255])),
	};
	return pngOf(width, height, rows, palette);
}

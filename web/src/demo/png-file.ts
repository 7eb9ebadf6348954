// PNG files as bytes: one writer for whoever makes a picture without a browser. Knows no picture. Node only.
import { deflateSync } from "node:zlib";

export const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);

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

export interface Palette {
	/** How many bits say a pixel's colour. */
	readonly bits: 1 | 2 | 4 | 8;
	/** Red, green, blue of each. */
	readonly colours: Uint8Array;
}

/** Eight bits of grey a pixel, or of a palette. `rows`: each row of bytes, packed, row after row. */
export function pngOf(
	width: number,
	height: number,
	rows: Uint8Array,
	palette?: Palette,
): Uint8Array {
	const stride = rows.length / height;
	const filtered = Buffer.alloc((stride + 1) * height); // before each row a zero: as it is
	for (let y = 0; y < height; y++)
		filtered.set(rows.subarray(y * stride, (y + 1) * stride), y * (stride + 1) + 1);
	const header = Buffer.alloc(13); // the rest zero: grey, deflate, no interlace
	header.writeUInt32BE(width, 0);
	header.writeUInt32BE(height, 4);
	header[8] = palette?.bits ?? 8;
	header[9] = palette === undefined ? 0 : 3;
	const parts = [
		SIGNATURE,
		chunk("IHDR", header),
		...(palette === undefined ? [] : [chunk("PLTE", palette.colours)]),
		chunk("IDAT", deflateSync(filtered, { level: 9 })),
		chunk("IEND", Buffer.alloc(0)),
	];
	return new Uint8Array(Buffer.concat(parts));
}

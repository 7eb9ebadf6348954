// A picture of the paper: decoded and encoded anew, so that neither place nor device nor anything hidden in the file stays.
import type { ScanFile } from "../../work/documents.ts";

const SIDE_MAX = 2400;
const BYTES_MAX = 8 * 1024 * 1024;
const FILE_MAX = 40 * 1024 * 1024;
const QUALITY = 0.82;

/** Null if it is no picture that this browser opens, or too large. */
export async function readScan(file: File): Promise<ScanFile | null> {
	if (file.size > FILE_MAX) return null;
	const picture = await createImageBitmap(file).catch(() => null);
	if (picture === null) return null;
	const scale = Math.min(1, SIDE_MAX / Math.max(picture.width, picture.height));
	const canvas = document.createElement("canvas");
	canvas.width = Math.max(1, Math.round(picture.width * scale));
	canvas.height = Math.max(1, Math.round(picture.height * scale));
	const brush = canvas.getContext("2d");
	if (brush === null) return null;
	brush.fillStyle = "#ffffff";
	brush.fillRect(0, 0, canvas.width, canvas.height);
	brush.drawImage(picture, 0, 0, canvas.width, canvas.height);
	picture.close();
	const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/jpeg", QUALITY));
	if (blob === null || blob.size > BYTES_MAX) return null;
	return { type: "image/jpeg", bytes: new Uint8Array(await blob.arrayBuffer()) };
}

// A signature as it is drawn: pen events → strokes of whole numbers. Pure; the canvas is views/consent/SignaturePad.tsx.
import type { Signature } from "../work/documents.ts";

export interface Drawing {
	readonly strokes: readonly (readonly number[])[];
	readonly down: boolean;
}
export const BLANK: Drawing = { strokes: [], down: false };

/** Strokes and points beyond these are not taken: a document has a size. */
const STROKES_MAX = 60;
const NUMBERS_MAX = 8000;

export type Pen =
	| { readonly kind: "down"; readonly x: number; readonly y: number }
	| { readonly kind: "move"; readonly x: number; readonly y: number }
	| { readonly kind: "up" }
	| { readonly kind: "undo" }
	| { readonly kind: "clear" };

export function draw(drawing: Drawing, pen: Pen): Drawing {
	switch (pen.kind) {
		case "down":
			if (drawing.strokes.length >= STROKES_MAX) return drawing;
			return { strokes: [...drawing.strokes, [Math.round(pen.x), Math.round(pen.y)]], down: true };
		case "move":
			return drawing.down ? extend(drawing, Math.round(pen.x), Math.round(pen.y)) : drawing;
		case "up":
			return { ...drawing, down: false };
		case "undo":
			return { strokes: drawing.strokes.slice(0, -1), down: false };
		case "clear":
			return BLANK;
	}
}

function extend(drawing: Drawing, x: number, y: number): Drawing {
	const stroke = drawing.strokes.at(-1) ?? [];
	const [lastX, lastY] = stroke.slice(-2);
	const total = drawing.strokes.reduce((sum, one) => sum + one.length, 0);
	if ((lastX === x && lastY === y) || total >= NUMBERS_MAX) return drawing;
	return { strokes: [...drawing.strokes.slice(0, -1), [...stroke, x, y]], down: true };
}

/** Null until there is enough ink to be a name: a dot or a tick is none. */
export function signatureOf(drawing: Drawing, width: number, height: number): Signature | null {
	let length = 0;
	for (const stroke of drawing.strokes) {
		for (let i = 2; i + 1 < stroke.length; i += 2) {
			length += Math.hypot(
				(stroke[i] ?? 0) - (stroke[i - 2] ?? 0),
				(stroke[i + 1] ?? 0) - (stroke[i - 1] ?? 0),
			);
		}
	}
	return length < width / 8 ? null : { width, height, strokes: drawing.strokes };
}

/** A stored one back; null for what is none. */
export function readSignature(stored: unknown): Signature | null {
	if (typeof stored !== "object" || stored === null) return null;
	const { width, height, strokes } = stored as Readonly<Record<string, unknown>>;
	if (typeof width !== "number" || typeof height !== "number" || !Array.isArray(strokes))
		return null;
	const whole = strokes.every(
		(stroke: unknown) => Array.isArray(stroke) && stroke.every((n) => Number.isInteger(n)),
	);
	return whole && strokes.length > 0 ? { width, height, strokes } : null;
}

/** The path of an SVG that shows it. */
export function signaturePath(strokes: readonly (readonly number[])[]): string {
	return strokes
		.map((stroke) => {
			const points: string[] = [];
			for (let i = 0; i + 1 < stroke.length; i += 2) points.push(`${stroke[i]} ${stroke[i + 1]}`);
			return points.length === 1 ? `M${points[0]} l0.1 0` : `M${points.join(" L")}`;
		})
		.join(" ");
}

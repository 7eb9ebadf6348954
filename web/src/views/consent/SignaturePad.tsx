// Drawing a signature by finger, pen or mouse. Who cannot draw uses the paper, offered beside it.
import { useEffect, useReducer, useRef } from "preact/hooks";
import { BLANK, type Drawing, draw, type Pen, signatureOf } from "../../state/signature.ts";
import { t } from "../../text/language.ts";
import type { Signature } from "../../work/documents.ts";
import { Button } from "../parts/Button.tsx";
import { State } from "../parts/State.tsx";

/** The signature's own units; the canvas is shown at any size. */
const WIDTH = 900;
const HEIGHT = 260;

export function SignaturePad(props: {
	readonly value: Signature | null;
	readonly onChange: (signature: Signature | null) => void;
}) {
	const canvas = useRef<HTMLCanvasElement>(null);
	const start: Drawing = { strokes: props.value?.strokes ?? [], down: false };
	const [drawing, pen] = useReducer<Drawing, Pen>(draw, start ?? BLANK);
	useEffect(() => paint(canvas.current, drawing.strokes), [drawing]);
	useEffect(() => {
		if (!drawing.down) props.onChange(signatureOf(drawing, WIDTH, HEIGHT));
	}, [drawing]);
	const at = (event: PointerEvent & { currentTarget: HTMLCanvasElement }) => {
		const box = event.currentTarget.getBoundingClientRect();
		return {
			x: ((event.clientX - box.left) / box.width) * WIDTH,
			y: ((event.clientY - box.top) / box.height) * HEIGHT,
		};
	};
	const text = t().consent;
	return (
		<div class="signature">
			<canvas
				ref={canvas}
				width={WIDTH}
				height={HEIGHT}
				role="img"
				aria-label={text.drawn}
				data-testid="signature-pad"
				onPointerDown={(event) => {
					event.currentTarget.setPointerCapture(event.pointerId);
					pen({ kind: "down", ...at(event) });
				}}
				onPointerMove={(event) => pen({ kind: "move", ...at(event) })}
				onPointerUp={() => pen({ kind: "up" })}
				onPointerCancel={() => pen({ kind: "up" })}
			/>
			<div class="line" />
			<div class="buttons">
				<Button kind="second" icon="undo-2" onPress={() => pen({ kind: "undo" })}>
					{text.undo}
				</Button>
				<Button
					kind="second"
					icon="x"
					onPress={() => pen({ kind: "clear" })}
					testid="signature-clear"
				>
					{text.clear}
				</Button>
				<span role="status">
					{props.value === null ? null : (
						<State tone="ok" icon="circle-check" word={text.signed} testid="signature-done" />
					)}
				</span>
			</div>
		</div>
	);
}

function paint(canvas: HTMLCanvasElement | null, strokes: Drawing["strokes"]): void {
	const brush = canvas?.getContext("2d");
	if (!brush) return;
	brush.clearRect(0, 0, WIDTH, HEIGHT);
	brush.strokeStyle = getComputedStyle(brush.canvas).color;
	brush.lineWidth = 3;
	brush.lineCap = "round";
	brush.lineJoin = "round";
	for (const stroke of strokes) {
		brush.beginPath();
		brush.moveTo(stroke[0] ?? 0, stroke[1] ?? 0);
		for (let i = 0; i + 1 < stroke.length; i += 2) brush.lineTo(stroke[i] ?? 0, stroke[i + 1] ?? 0);
		brush.stroke();
	}
}

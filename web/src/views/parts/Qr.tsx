// A QR code as one SVG path; nothing leaves the page.
import qrcode from "qrcode-generator";

/** As much as a phone still reads from 8 cm of paper: 147 modules. */
export const QR_TEXT_MAX = 1500;

export function Qr({ text, label }: { text: string; label: string }) {
	const code = qrcode(0, "M");
	code.addData(text, "Byte");
	code.make();
	const size = code.getModuleCount();
	let path = "";
	for (let row = 0; row < size; row++)
		for (let column = 0; column < size; column++)
			if (code.isDark(row, column)) path += `M${column + 4} ${row + 4}h1v1h-1z`;
	return (
		<svg class="qr" role="img" aria-label={label} viewBox={`0 0 ${size + 8} ${size + 8}`}>
			<rect width="100%" height="100%" fill="#ffffff" />
			<path d={path} fill="#000000" shape-rendering="crispEdges" />
		</svg>
	);
}

// A sentence with its names as they stand on the screens.
import type { Line } from "../../text/help.ts";

export function Names({ line }: { readonly line: Line }) {
	return line.map((piece) =>
		typeof piece === "string" ? piece : <strong key={piece.name}>{piece.name}</strong>,
	);
}

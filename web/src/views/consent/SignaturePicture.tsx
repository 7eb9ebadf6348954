// A drawn signature, shown again from its strokes.
import { signaturePath } from "../../state/signature.ts";
import { t } from "../../text/language.ts";
import type { Signature } from "../../work/documents.ts";

export function SignaturePicture({ signature }: { signature: Signature }) {
	return (
		<svg
			class="ink"
			role="img"
			aria-label={t().consent.signature}
			viewBox={`0 0 ${signature.width} ${signature.height}`}
			data-testid="signature-picture"
		>
			<path
				d={signaturePath(signature.strokes)}
				fill="none"
				stroke="currentColor"
				stroke-width="3"
				stroke-linecap="round"
				stroke-linejoin="round"
			/>
		</svg>
	);
}

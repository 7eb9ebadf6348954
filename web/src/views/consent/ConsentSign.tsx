// The page that the client sees: the consent in full, then ink on the screen or a picture of the paper, or both.
import type { ConsentForm } from "../../state/consentForm.ts";
import type { Errors } from "../../state/form.ts";
import { t } from "../../text/language.ts";
import type { ConsentDoc } from "../../work/documents.ts";
import { Button } from "../parts/Button.tsx";
import { HintAndError } from "../parts/Field.tsx";
import { Tick } from "../parts/Tick.tsx";
import { ConsentPaper } from "./ConsentPaper.tsx";
import { ScanPick } from "./ScanPick.tsx";
import { SignaturePad } from "./SignaturePad.tsx";

export function ConsentSign(props: {
	readonly form: ConsentForm;
	readonly set: (change: Partial<ConsentForm>) => void;
	readonly errors: Errors;
	readonly doc: ConsentDoc;
	readonly reference: string;
}) {
	const { form, set, errors } = props;
	const text = t().consent;
	return (
		<>
			<p class="no-print">{form.signature === null ? text.signLead : t().handed.signedThere}</p>
			<ConsentPaper doc={{ ...props.doc, signature: null }} reference={props.reference} blank />
			<SignHere form={form} set={set} errors={errors} />
			<section class="no-print" aria-labelledby="paper">
				<h2 id="paper">{text.paper}</h2>
				<p>{text.paperHint}</p>
				<p>
					<Button kind="second" icon="printer" onPress={() => print()} testid="print-consent">
						{text.printForm}
					</Button>
				</p>
				<ScanPick value={form.scan} onChange={(scan) => set({ scan })} />
			</section>
			<div class="no-print">
				<Tick
					name="witnessed"
					label={text.witnessed}
					value={form.witnessed}
					onChange={(witnessed) => set({ witnessed })}
					error={errors["witnessed"]}
				/>
			</div>
		</>
	);
}

/** The client's ink. */
export function SignHere(props: {
	readonly form: ConsentForm;
	readonly set: (change: Partial<ConsentForm>) => void;
	readonly errors: Errors;
}) {
	const { form, set, errors } = props;
	const text = t().consent;
	return (
		<section
			class={errors["signature"] === undefined ? "field no-print" : "field has-error no-print"}
			aria-labelledby="signature"
		>
			<h2 id="signature" tabIndex={-1}>
				{text.drawn}
			</h2>
			<HintAndError
				name="signature"
				label={text.drawn}
				hint={text.drawnHint}
				error={errors["signature"]}
			/>
			<SignaturePad value={form.signature} onChange={(signature) => set({ signature })} />
		</section>
	);
}

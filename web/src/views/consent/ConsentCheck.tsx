// Check answers of a consent.
import type { ConsentForm } from "../../state/consentForm.ts";
import type { ConsentStep, Route } from "../../state/route.ts";
import { plainDate } from "../../text/dates.ts";
import { t } from "../../text/language.ts";
import type { ConsentDoc } from "../../work/documents.ts";
import { Facts } from "../parts/Facts.tsx";
import { SignaturePicture } from "./SignaturePicture.tsx";

export function ConsentCheck(props: {
	readonly form: ConsentForm;
	readonly doc: ConsentDoc;
	readonly to: (step: ConsentStep) => Route;
}) {
	const { form, doc, to } = props;
	const text = t().consent;
	return (
		<>
			<Facts
				facts={[
					{
						name: text.client,
						value: `${doc.clientName}\n${doc.clientCode}`,
						change: to("client"),
					},
					...(doc.representative === null
						? []
						: [{ name: text.representative, value: doc.representative, change: to("client") }]),
					{
						name: text.directions,
						value: doc.directions.map((one) => t().codes.directions[one]).join("\n"),
						change: to("scope"),
					},
					{
						name: text.categories,
						value: doc.categories.map((one) => t().codes.categories[one]).join("\n"),
						change: to("scope"),
					},
					{
						name: text.health2,
						value: form.health === null ? "" : doc.health ? text.healthYes : text.healthNo,
						change: to("scope"),
					},
					{ name: text.others, value: doc.others ?? text.othersNone, change: to("scope") },
					{
						name: text.dates,
						value: `${plainDate(doc.from)}–${plainDate(doc.to)}`,
						change: to("scope"),
					},
					{ name: text.signature, value: t().codes.capture[doc.capture], change: to("sign") },
				]}
			/>
			{doc.signature === null ? null : <SignaturePicture signature={doc.signature} />}
		</>
	);
}

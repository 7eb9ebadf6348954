// The consent as the client reads and signs it: in plain words and the language it was signed in, on the screen
// and on paper alike.
import { shownReference } from "../../state/reference.ts";
import { plainDate } from "../../text/dates.ts";
import { textsIn } from "../../text/language.ts";
import type { ConsentDoc } from "../../work/documents.ts";
import { SignaturePicture } from "./SignaturePicture.tsx";

export function ConsentPaper(props: {
	readonly doc: ConsentDoc;
	/** By it the client can withdraw through the coordinator. */
	readonly reference: string;
	readonly blank: boolean;
}) {
	const { doc, blank } = props;
	const texts = textsIn(doc.language);
	const text = texts.consent;
	const form = text.form;
	return (
		<article class="paper" lang={doc.language} data-testid="consent-paper">
			<h2>{form.heading}</h2>
			<p>
				<strong>{doc.clientName}</strong>
				<br />
				{text.clientCode} {doc.clientCode}
				{doc.representative === null ? null : (
					<>
						<br />
						{text.representative}: {doc.representative}
					</>
				)}
			</p>
			<p>{form.purpose}</p>
			<h3>{form.tell}</h3>
			<ul>
				{doc.directions.map((direction) => (
					<li key={direction}>{texts.codes.directions[direction]}</li>
				))}
			</ul>
			<h3>{form.about}</h3>
			<ul>
				{doc.categories.map((category) => (
					<li key={category}>{texts.codes.categories[category]}</li>
				))}
			</ul>
			<p>
				<strong>{doc.health ? form.healthYes : form.healthNo}</strong>
			</p>
			{doc.others === undefined ? null : (
				<p data-testid="paper-others">
					{form.others} <strong>{doc.others}</strong>
				</p>
			)}
			<p>{form.valid(plainDate(doc.from, doc.language), plainDate(doc.to, doc.language))}</p>
			<p>{form.voluntary}</p>
			<p>{form.withdraw}</p>
			<p>{form.rights}</p>
			<h3>{form.signedBy}</h3>
			{doc.signature !== null ? (
				<SignaturePicture signature={doc.signature} />
			) : blank ? (
				<p class="sign-line">{form.place}</p>
			) : (
				<p class="muted">{text.noInk}</p>
			)}
			<p class="small">
				{texts.paper.printed}: <strong class="code-line">{shownReference(props.reference)}</strong>
			</p>
			<p class="small">
				{form.witness}: {doc.witness}
				{blank ? null : (
					<>
						<br />
						{texts.codes.capture[doc.capture]}
					</>
				)}
			</p>
		</article>
	);
}

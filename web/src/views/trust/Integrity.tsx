// What the mark in the footer is, and how it is checked from outside.
import { t } from "../../text/language.ts";
import { build } from "../build.ts";
import { CopyField } from "../parts/CopyField.tsx";
import { Empty } from "../parts/Empty.tsx";
import { Page } from "../parts/Page.tsx";

export function Integrity() {
	const text = t().trust;
	return (
		<Page title={text.integrityTitle}>
			<p>{text.integrityLead}</p>
			<h2>{text.integrityId}</h2>
			{build.value === null ? (
				<Empty text={text.integrityNone} />
			) : (
				<p class="code" data-testid="build-id">
					{build.value}
				</p>
			)}
			<h2>{text.integrityHow}</h2>
			<ol>
				{text.integritySteps.map((line) => (
					<li key={line}>{line}</li>
				))}
			</ol>
			<CopyField
				name="compareCommand"
				label="etatunti compare-web"
				value={`etatunti compare-web ${location.origin} --manifest build/web/manifest.json`}
			/>
		</Page>
	);
}

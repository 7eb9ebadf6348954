// A card's texts with what may identify somebody marked, and each such word to be mended or judged harmless, one by one.
import { distinct, pieces, type Suspect } from "../../state/card.ts";
import { t } from "../../text/language.ts";
import type { CardText } from "../../work/work.ts";
import { Box } from "../parts/Box.tsx";
import { Button } from "../parts/Button.tsx";
import { Tick } from "../parts/Tick.tsx";

interface Judging {
	readonly suspects: readonly Suspect[];
	readonly cleared: readonly string[];
	readonly onClear: (cleared: readonly string[]) => void;
	/** Takes one to the word; without it, whoever looks cannot mend. */
	readonly onMend?: (suspect: Suspect) => void;
}

/** The text as it will be read, with the suspects of this field marked. */
function Marked(props: {
	readonly text: string;
	readonly suspects: readonly Suspect[];
	readonly cleared: readonly string[];
}) {
	return (
		<>
			{pieces(props.text, props.suspects).map(({ text, suspect }, i) =>
				suspect === null || props.cleared.includes(suspect.key) ? (
					text
				) : (
					<mark key={i} class="suspect">
						{text}
						<span class="hidden-text"> ({t().shelf.marked})</span>
					</mark>
				),
			)}
		</>
	);
}

export function MarkedCard(props: Judging & { readonly card: CardText }) {
	const { card, suspects, cleared } = props;
	const text = t().shelf;
	const of = (field: Suspect["field"]) => suspects.filter((one) => one.field === field);
	return (
		<div class="card-paper" data-testid="marked-card">
			<p class="small muted">{text.question}</p>
			<p class="lines" lang={card.lang}>
				<strong>
					<Marked text={card.question} suspects={of("question")} cleared={cleared} />
				</strong>
			</p>
			<p class="small muted">{text.answer}</p>
			<p class="lines" lang={card.lang}>
				<Marked text={card.answer} suspects={of("answer")} cleared={cleared} />
			</p>
		</div>
	);
}

export function SuspectList(props: Judging) {
	const text = t().shelf;
	const all = distinct(props.suspects);
	const judge = (key: string, harmless: boolean) =>
		props.onClear(harmless ? [...props.cleared, key] : props.cleared.filter((one) => one !== key));
	return (
		<section id="suspects" tabIndex={-1} aria-label={text.suspects} data-testid="suspects">
			{all.length === 0 ? (
				<p class="small muted">{text.checkNone}</p>
			) : (
				<Box kind="warn">
					<p>{props.onMend === undefined ? text.checkLeadOther : text.checkLead}</p>
					<ul class="suspects">
						{all.map((one) => (
							<li key={one.key} data-testid={`suspect-${one.kind}`}>
								<p>
									<strong>{one.text}</strong> {text.why[one.kind]}
								</p>
								<div class="suspect-acts">
									<Tick
										name={`harmless ${one.key}`}
										label={text.harmless}
										value={props.cleared.includes(one.key)}
										onChange={(harmless) => judge(one.key, harmless)}
									/>
									{props.onMend === undefined ? null : (
										<Button kind="plain" onPress={() => props.onMend?.(one)}>
											{text.mend}
											<span class="hidden-text"> {one.text}</span>
										</Button>
									)}
								</div>
							</li>
						))}
					</ul>
				</Box>
			)}
		</section>
	);
}

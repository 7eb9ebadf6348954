// Beside a question that is being written or queued: what has been answered already, and the way out of the queue.
import type { Route } from "../../state/route.ts";
import { suggestCards } from "../../state/shelf.ts";
import { t } from "../../text/language.ts";
import { useWork } from "../context.ts";
import { Button } from "../parts/Button.tsx";
import { Icon } from "../parts/Icon.tsx";
import { go } from "../router.ts";
import { CardAnswer, cardFacts } from "./CardWords.tsx";

export function Suggested(props: {
	readonly question: string;
	readonly topics: readonly string[];
	/** Where whoever has their answer goes; what was written stays. */
	readonly onward: Route;
	/** What stays: a draft that is kept, or a case in the list. */
	readonly kept: "draft" | "case";
}) {
	const directory = useWork().state.directory.value;
	const cards = directory.kind === "ready" ? directory.value.org.cards : [];
	const found = suggestCards(cards, props);
	const text = t().shelf;
	return (
		<div aria-live="polite">
			{found.length === 0 ? null : (
				<aside class="card suggested" aria-labelledby="suggested" data-testid="suggested">
					<h2 id="suggested">
						<Icon name="message-square" /> {text.similar}
					</h2>
					<p>{text.similarLead}</p>
					{found.map((card) => (
						<details key={card.card} data-testid="suggested-card">
							<summary lang={card.lang}>{card.question}</summary>
							<CardAnswer card={card} />
							<p class="small muted">{cardFacts(card)}</p>
							<Button
								kind="second"
								icon="check"
								onPress={() => go(props.onward)}
								testid="answers-mine"
							>
								{text.answers}
							</Button>
						</details>
					))}
					<p class="small muted">{props.kept === "draft" ? text.answersDraft : text.answersCase}</p>
				</aside>
			)}
		</div>
	);
}

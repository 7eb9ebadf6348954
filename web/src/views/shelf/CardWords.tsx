// Question and answer as everybody reads them, in the language they are written in.
import { t } from "../../text/language.ts";
import type { CardText } from "../../work/work.ts";
import { topicName } from "./words.ts";

export function CardAnswer({ card }: { card: CardText }) {
	return (
		<p class="lines" lang={card.lang}>
			{card.answer}
		</p>
	);
}

/** Its topics and language, as one line. */
export const cardFacts = (card: CardText): string =>
	[...card.topics.map(topicName), t().shelf.languages[card.lang]].join(" · ");

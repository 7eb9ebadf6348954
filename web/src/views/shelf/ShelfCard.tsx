// One published answer, and taking it down by whoever may.
import { useState } from "preact/hooks";
import { dateOf } from "../../text/dates.ts";
import { t } from "../../text/language.ts";
import type { Card } from "../../work/work.ts";
import { useWork } from "../context.ts";
import { Button } from "../parts/Button.tsx";
import { ConfirmDialog } from "../parts/ConfirmDialog.tsx";
import { CardAnswer, cardFacts } from "./CardWords.tsx";
import { useOrgs } from "./words.ts";

export function ShelfCard({ card }: { card: Card }) {
	const { connection } = useWork().state;
	const [dropping, setDropping] = useState(false);
	const orgs = useOrgs();
	const text = t().shelf;
	const id = `card-${card.card}`;
	return (
		<article class="card" aria-labelledby={id} data-testid="shelf-card">
			<h2 id={id} class="lines" lang={card.lang}>
				{card.question}
			</h2>
			<CardAnswer card={card} />
			<p class="small muted">
				{cardFacts(card)}
				<br />
				{text.published(dateOf(card.at))}. {text.sides(orgs(card.proposer), orgs(card.checker))}
			</p>
			{card.droppable ? (
				<Button
					kind="second"
					icon="trash-2"
					disabled={connection.value === "offline"}
					onPress={() => setDropping(true)}
					testid="drop-card"
				>
					{text.drop}
					<span class="hidden-text"> {card.question}</span>
				</Button>
			) : null}
			{dropping ? <DropDialog card={card} onClose={() => setDropping(false)} /> : null}
		</article>
	);
}

function DropDialog({ card, onClose }: { card: Card; onClose: () => void }) {
	const work = useWork();
	const text = t().shelf;
	return (
		<ConfirmDialog
			name="drop-card"
			title={text.dropTitle}
			word={text.dropConfirm}
			run={() => work.shelf.drop(card.card)}
			onClose={onClose}
		>
			<p lang={card.lang}>
				<strong>{card.question}</strong>
			</p>
			<p>{text.dropText}</p>
		</ConfirmDialog>
	);
}

// The shelf of answered questions, for everybody: found by words and topic, each with who stands behind it.
import { useState } from "preact/hooks";
import { findCards } from "../../state/shelf.ts";
import { t } from "../../text/language.ts";
import { TOPICS } from "../../work/documents.ts";
import type { Card } from "../../work/work.ts";
import { useWork } from "../context.ts";
import { Box } from "../parts/Box.tsx";
import { Button } from "../parts/Button.tsx";
import { Empty } from "../parts/Empty.tsx";
import { Loaded } from "../parts/Loaded.tsx";
import { Page } from "../parts/Page.tsx";
import { SearchField } from "../parts/SearchField.tsx";
import { SelectField } from "../parts/SelectField.tsx";
import { ShelfCard } from "./ShelfCard.tsx";
import { topicName } from "./words.ts";

const SHOWN = 20;

export function ShelfPage() {
	const { directory, connection } = useWork().state;
	const text = t().shelf;
	return (
		<Page title={text.title}>
			<p>{text.lead}</p>
			{connection.value === "offline" ? (
				<Box kind="warn" testid="shelf-offline">
					<p>{text.offline}</p>
				</Box>
			) : null}
			<Loaded of={directory.value}>
				{({ org }) =>
					org.cards.length === 0 ? (
						<Empty text={text.empty} testid="shelf-empty" />
					) : (
						<Found cards={org.cards} />
					)
				}
			</Loaded>
		</Page>
	);
}

function Found({ cards }: { cards: readonly Card[] }) {
	const [typed, setTyped] = useState("");
	const [topic, setTopic] = useState("");
	const [shown, setShown] = useState(SHOWN);
	const text = t().shelf;
	const found = findCards(cards, typed, topic === "" ? null : topic, topicName);
	const used = TOPICS.filter((code) => cards.some(({ topics }) => topics.includes(code)));
	return (
		<>
			<div class="shelf-search">
				<SearchField
					name="shelf-find"
					label={text.find}
					value={typed}
					onChange={(value) => {
						setTyped(value);
						setShown(SHOWN);
					}}
				/>
				<SelectField
					name="shelf-topic"
					label={text.topic}
					value={topic}
					placeholder={text.anyTopic}
					options={used.map((code) => ({ value: code, label: topicName(code) }))}
					onChange={(value) => {
						setTopic(value);
						setShown(SHOWN);
					}}
				/>
			</div>
			<p role="status" class="muted" data-testid="shelf-count">
				{found.length === 0 ? text.noHits : text.count(found.length)}
			</p>
			<ul class="shelf-cards" data-testid="shelf-cards">
				{found.slice(0, shown).map((card) => (
					<li key={card.card}>
						<ShelfCard card={card} />
					</li>
				))}
			</ul>
			{found.length <= shown ? null : (
				<Button kind="second" onPress={() => setShown(shown + SHOWN)} testid="shelf-more">
					{text.more}
				</Button>
			)}
		</>
	);
}

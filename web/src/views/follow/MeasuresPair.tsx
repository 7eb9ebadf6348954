// What the pair counts of a case: meetings, calls, applications, and what came of each benefit.
import {
	COUNTS,
	type Count,
	type FollowChange,
	type FollowNumbers,
	RESULTS,
	rangeOf,
} from "../../state/measures.ts";
import { t } from "../../text/language.ts";
import { TOPICS, type Topic } from "../../work/documents.ts";
import { Button } from "../parts/Button.tsx";
import { SelectField } from "../parts/SelectField.tsx";
import { MeasuresScale } from "./MeasuresScale.tsx";

/** So many have a button of their own; what is more is stepped to. */
const BUTTONS = 5;

export interface MeasuresPart {
	readonly numbers: FollowNumbers;
	readonly change: (change: FollowChange) => void;
}

export function MeasuresPair(
	props: MeasuresPart & {
		/** Of the question, and those added here. */
		readonly topics: readonly Topic[];
		readonly onTopic: (topic: Topic) => void;
	},
) {
	const text = t().measures;
	const { numbers, change, topics } = props;
	const left = TOPICS.filter((topic) => !topics.includes(topic));
	return (
		<section class="card" aria-labelledby="of-pair">
			<h2 id="of-pair">{text.pair}</h2>
			{COUNTS.map((code) => (
				<OneCount key={code} code={code} numbers={numbers} change={change} />
			))}
			<h3>{text.results}</h3>
			{topics.map((topic) => (
				<OneResult key={topic} topic={topic} numbers={numbers} change={change} />
			))}
			{left.length === 0 ? null : (
				<SelectField
					name="add-benefit"
					label={text.otherBenefit}
					value=""
					placeholder={text.chooseBenefit}
					options={left.map((topic) => ({ value: topic, label: t().codes.topics[topic] }))}
					onChange={(value) => {
						const topic = TOPICS.find((one) => one === value);
						if (topic !== undefined) props.onTopic(topic);
					}}
				/>
			)}
		</section>
	);
}

function OneCount({ code, numbers, change }: MeasuresPart & { code: Count }) {
	const text = t().measures;
	const range = rangeOf(code) ?? { min: 0, max: 0 };
	const value = numbers[code];
	const set = (n: number | null) => change({ [code]: n });
	const buttons = Math.min(range.max, BUTTONS);
	const over = typeof value === "number" && value > buttons;
	const options = Array.from({ length: buttons + 1 }, (_, n) => ({
		mark: String(n),
		chosen: value === n,
		pick: () => set(n),
	}));
	const more = {
		mark: over ? String(value) : `${buttons + 1}+`,
		chosen: over,
		pick: () => set(buttons + 1),
	};
	const step = (by: number, word: string) => (
		<Button
			kind="second"
			label={`${word}: ${text.counts[code]}`}
			testid={`${code}-${by < 0 ? "less" : "more"}`}
			onPress={() => set(Math.min(range.max, Number(value) + by))}
		>
			{by < 0 ? "−" : "+"}
		</Button>
	);
	return (
		<MeasuresScale
			name={code}
			label={text.counts[code]}
			options={range.max > buttons ? [...options, more] : options}
			range={range}
			onNumber={set}
			onClear={() => set(null)}
			after={
				over ? (
					<>
						{step(-1, text.less)}
						{step(1, text.more)}
					</>
				) : null
			}
		/>
	);
}

function OneResult({ topic, numbers, change }: MeasuresPart & { topic: Topic }) {
	const text = t().measures;
	const field = `outcome_${topic}` as const;
	return (
		<MeasuresScale
			name={field}
			label={t().codes.topics[topic]}
			options={RESULTS.map((result) => ({
				mark: "",
				words: text.result[result],
				chosen: numbers[field] === result,
				pick: () => change({ [field]: result }),
			}))}
			range={{ min: 1, max: RESULTS.length }}
			onNumber={(n) => change({ [field]: RESULTS[n - 1] ?? null })}
			onClear={() => change({ [field]: null })}
		/>
	);
}

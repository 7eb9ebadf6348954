// The client's own answers: quality of life by its eight published questions, one of our own, and the recommendation. Read
// out by the worker, or answered on this screen in the client's language.
import { type FollowField, type FollowNumbers, promOf } from "../../state/measures.ts";
import { npsGroup } from "../../state/nps.ts";
import {
	isGood,
	PROM_ITEMS,
	PROM_SCALES,
	promOpen,
	promScore,
	shownScore,
} from "../../state/prom.ts";
import { type Language, language, t, textsIn } from "../../text/language.ts";
import { State } from "../parts/State.tsx";
import type { MeasuresPart } from "./MeasuresPair.tsx";
import { MeasuresScale } from "./MeasuresScale.tsx";

const ANSWERS = [1, 2, 3, 4, 5] as const;
const NPS_MAX = 10;

/** The questions in that language. */
export function MeasuresClient({ numbers, change, own }: MeasuresPart & { own: Language }) {
	const text = textsIn(own).measures;
	const five = (field: FollowField, label: string, words: readonly string[]) => (
		<MeasuresScale
			key={field}
			name={field}
			label={label}
			options={ANSWERS.map((n) => ({
				mark: String(n),
				words: words[n - 1] ?? "",
				chosen: numbers[field] === n,
				pick: () => change({ [field]: n }),
			}))}
			range={{ min: 1, max: 5 }}
			onNumber={(n) => change({ [field]: n })}
			onClear={() => change({ [field]: null })}
			worded
		/>
	);
	return (
		<div lang={own} data-testid="client-questions">
			<p>{text.period}</p>
			{PROM_ITEMS.map((item) =>
				five(`prom_${item}`, text.prom[item], text.scales[PROM_SCALES[item]]),
			)}
			{five("own", text.own, text.scales.rating)}
			<MeasuresScale
				name="nps"
				label={text.nps}
				hint={text.npsEnds}
				options={Array.from({ length: NPS_MAX + 1 }, (_, n) => ({
					mark: String(n),
					chosen: numbers.nps === n,
					pick: () => change({ nps: n }),
				}))}
				range={{ min: 0, max: NPS_MAX }}
				onNumber={(n) => change({ nps: n })}
				onClear={() => change({ nps: null })}
			/>
		</div>
	);
}

/** What the answers amount to, and since the start; or plainly that they amount to nothing yet. */
export function MeasuresScore(props: {
	readonly numbers: FollowNumbers;
	/** Of the form at the start, where this is a later one. */
	readonly start: FollowNumbers | null;
}) {
	const text = t().measures;
	const decimal = language.value === "en" ? "." : ",";
	const answers = promOf(props.numbers);
	const score = promScore(answers);
	const before = props.start === null ? null : promScore(promOf(props.start));
	const { nps } = props.numbers;
	const group = typeof nps === "number" ? npsGroup(nps) : null;
	return (
		<div class="score" role="status" data-testid="score">
			<p>
				<strong>{text.score}:</strong>{" "}
				{score === null ? (
					text.open(promOpen(answers).length)
				) : (
					<>
						<strong>{text.scoreOf(shownScore(score, decimal))}</strong>
						<br />
						{isGood(score) ? text.good : text.notGood}
						{before === null ? null : (
							<>
								<br />
								{text.change(signed(score - before, decimal))}
							</>
						)}
					</>
				)}
			</p>
			{group === null ? null : (
				<p>
					<State tone="now" icon="info" word={text.npsGroup[group]} testid={`nps-${group}`} />
				</p>
			)}
		</div>
	);
}

/** +0,63, −0,25 or 0,00. */
function signed(by: number, decimal: "," | "."): string {
	const sign = by > 0 ? "+" : by < 0 ? "−" : "";
	return `${sign}${shownScore(Math.abs(by), decimal)}`;
}

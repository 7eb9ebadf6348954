// The client's service situation, as the published models ask for it: its fields, the same to read, and changed in place.
import { useEffect, useRef, useState } from "preact/hooks";
import { type Errors, hasErrors, NO_ERRORS } from "../../state/form.ts";
import {
	isBlankSignals,
	ownTrigger,
	readSignals,
	type Signals,
	signalErrors,
	triggerCodes,
	triggersOf,
	withSignals,
} from "../../state/questionSignals.ts";
import { t } from "../../text/language.ts";
import { OMAOLO, type QuestionDoc, SUUNTIMA, TIERS, TRIGGERS } from "../../work/documents.ts";
import { useAction } from "../action.ts";
import { useWork } from "../context.ts";
import { Button } from "../parts/Button.tsx";
import { Choices } from "../parts/Choices.tsx";
import { ErrorSummary } from "../parts/ErrorSummary.tsx";
import { type Fact, Facts } from "../parts/Facts.tsx";
import { TextArea } from "../parts/TextArea.tsx";
import { TextField } from "../parts/TextField.tsx";

/** Chosen where nothing is to be said: a choice that was made can be taken back. */
const NOTHING = "nothing";

export function signalLabel(field: string): string | undefined {
	const text = t().signals;
	const labels: Readonly<Record<string, string>> = {
		triggerOwn: text.triggerOwn,
		network: text.network,
	};
	return labels[field];
}

interface Filled {
	readonly value: Signals;
	readonly set: (change: Partial<Signals>) => void;
	readonly errors: Errors;
}

export function SignalFields({ value, set, errors }: Filled) {
	const text = t().signals;
	const own = ownTrigger(value.triggers);
	return (
		<>
			<OneOf
				name="suuntima"
				label={text.suuntima}
				hint={text.suuntimaWhy}
				none={text.suuntimaNone}
				codes={SUUNTIMA}
				words={text.suuntimaCodes}
				value={value.suuntima}
				onChange={(suuntima) => set({ suuntima })}
			/>
			<OneOf
				name="tier"
				label={text.tier}
				hint={text.tierWhy}
				none={text.tierNone}
				codes={TIERS}
				words={text.tierCodes}
				value={value.tier}
				onChange={(tier) => set({ tier })}
			/>
			<OneOf
				name="omaolo"
				label={text.omaolo}
				hint={text.omaoloWhy}
				none={text.omaoloNone}
				codes={OMAOLO}
				words={text.omaoloCodes}
				more={{ attached: text.omaoloFile }}
				value={value.omaolo}
				onChange={(omaolo) => set({ omaolo })}
			/>
			<Choices
				name="triggers"
				label={text.triggers}
				hint={text.triggersWhy}
				many
				columns
				choices={TRIGGERS.map((code) => ({ value: code, label: text.triggerCodes[code] }))}
				value={triggerCodes(value.triggers)}
				onChange={(codes) => set({ triggers: triggersOf(codes, own) })}
			/>
			<TextField
				name="triggerOwn"
				label={text.triggerOwn}
				value={own}
				onChange={(words) => set({ triggers: triggersOf(triggerCodes(value.triggers), words) })}
				error={errors["triggerOwn"]}
			/>
			<TextArea
				name="network"
				label={text.network}
				hint={`${text.networkWhy} ${text.networkHint}`}
				value={value.network}
				onChange={(network) => set({ network })}
				error={errors["network"]}
				rows={3}
			/>
		</>
	);
}

function OneOf<T extends string>(props: {
	readonly name: string;
	readonly label: string;
	readonly hint: string;
	readonly none: string;
	readonly codes: readonly T[];
	readonly words: Readonly<Record<T, string>>;
	readonly more?: Readonly<Partial<Record<T, string>>>;
	readonly value: T | null;
	readonly onChange: (value: T | null) => void;
}) {
	const { codes, words, none, name, label, hint } = props;
	const choices = codes.map((code) => {
		const more = props.more?.[code];
		return { value: code, label: words[code], ...(more === undefined ? {} : { hint: more }) };
	});
	return (
		<Choices<T | typeof NOTHING>
			{...{ name, label, hint }}
			many={false}
			columns
			choices={[{ value: NOTHING, label: none }, ...choices]}
			value={[props.value ?? NOTHING]}
			onChange={([chosen]) =>
				props.onChange(chosen === undefined || chosen === NOTHING ? null : chosen)
			}
		/>
	);
}

/** What was said, a line each; nothing of what was not. */
export function signalFacts(value: Signals): readonly Fact[] {
	const text = t().signals;
	const { suuntima, tier, omaolo } = value;
	const triggers = triggerCodes(value.triggers).map((code) => text.triggerCodes[code]);
	const own = ownTrigger(value.triggers).trim();
	return [
		{ name: text.suuntima, value: suuntima === null ? "" : text.suuntimaCodes[suuntima] },
		{ name: text.tier, value: tier === null ? "" : text.tierCodes[tier] },
		{ name: text.omaolo, value: omaolo === null ? "" : text.omaoloCodes[omaolo] },
		{ name: text.triggers, value: [...triggers, ...(own === "" ? [] : [own])].join("\n") },
		{ name: text.network, value: value.network.trim() },
	].filter((fact) => fact.value !== "");
}

/** To read, within what is shared; nothing where nothing was said. */
export function SignalsShown({ question }: { readonly question: QuestionDoc }) {
	const value = readSignals(question);
	if (isBlankSignals(value)) return null;
	return (
		<>
			<h3>{t().signals.title}</h3>
			<Facts facts={signalFacts(value)} />
		</>
	);
}

export function EditSignals(props: {
	readonly question: QuestionDoc;
	readonly onDone: () => void;
}) {
	const work = useWork();
	const saving = useAction();
	const form = useRef<HTMLFormElement>(null);
	useEffect(() => form.current?.focus(), []);
	const [value, setValue] = useState(() => readSignals(props.question));
	const [errors, setErrors] = useState<Errors>(NO_ERRORS);
	const text = t().signals;
	const submit = () => {
		const found = signalErrors(value);
		setErrors(found);
		if (hasErrors(found)) return;
		void saving
			.run(() => work.cases.saveQuestion(withSignals(props.question, value)))
			.then((done) => {
				if (done) props.onDone();
			});
	};
	return (
		<form
			class="card"
			ref={form}
			tabIndex={-1}
			aria-labelledby="signals-title"
			onSubmit={(event) => {
				event.preventDefault();
				submit();
			}}
		>
			<h2 id="signals-title">{text.title}</h2>
			<ErrorSummary
				errors={errors}
				failure={saving.error}
				label={(field) => signalLabel(field) ?? field}
			/>
			<p>
				{text.lead} {text.health}
			</p>
			<SignalFields
				value={value}
				set={(change) => setValue((now) => ({ ...now, ...change }))}
				errors={errors}
			/>
			<div class="buttons">
				<Button submit busy={saving.busy} testid="save-signals">
					{t().common.save}
				</Button>
				<Button kind="second" onPress={props.onDone}>
					{t().common.cancel}
				</Button>
			</div>
		</form>
	);
}

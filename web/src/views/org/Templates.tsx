// How this county's plans become text for its record systems: a template of its own for each, with fields, tried at once on
// an invented plan.
import { useRef, useState } from "preact/hooks";
import { type Errors, NO_ERRORS } from "../../state/form.ts";
import { RECORD_NAMES } from "../../state/record-note.ts";
import { SAMPLE_PLAN } from "../../state/record-sample.ts";
import {
	BUILT_IN,
	RECORD_FIELDS,
	RECORD_TARGETS,
	type RecordField,
	type RecordLanguage,
	recordText,
	TEMPLATE_MAX,
	templateFault,
} from "../../state/record-text.ts";
import { tidyLines } from "../../state/team.ts";
import { language, t } from "../../text/language.ts";
import type { RecordTarget } from "../../work/work.ts";
import { useAction } from "../action.ts";
import { useWork } from "../context.ts";
import { Box } from "../parts/Box.tsx";
import { Button } from "../parts/Button.tsx";
import { Choices } from "../parts/Choices.tsx";
import { ConfirmDialog } from "../parts/ConfirmDialog.tsx";
import { described, Field } from "../parts/Field.tsx";
import { FormFrame } from "../parts/FormFrame.tsx";
import { Loaded } from "../parts/Loaded.tsx";
import { Page } from "../parts/Page.tsx";
import { SelectField } from "../parts/SelectField.tsx";

export function Templates() {
	const [target, setTarget] = useState<RecordTarget>("lifecare");
	// What is not in use yet, of each: a look at another system's takes nothing away.
	const [typed, setTyped] = useState<Readonly<Record<string, string>>>({});
	const key = `${target} ${recordLanguage()}`;
	const text = t().templates;
	return (
		<Page title={text.title} back={{ at: "organisation" }}>
			<p>{text.lead}</p>
			<Choices
				name="target"
				label={text.target}
				many={false}
				choices={RECORD_TARGETS.map((value) => ({ value, label: RECORD_NAMES[value] }))}
				value={[target]}
				onChange={([value]) => setTarget(value ?? "lifecare")}
			/>
			<Loaded of={useWork().state.directory.value}>
				{({ org }) => (
					<OfTarget
						key={key}
						target={target}
						own={org.templates[target] ?? null}
						typed={typed[key] ?? null}
						onType={(value) => setTyped({ ...typed, [key]: value })}
					/>
				)}
			</Loaded>
		</Page>
	);
}

/** Records are kept in Finnish or Swedish, whatever the screen speaks. */
const recordLanguage = (): RecordLanguage => (language.value === "sv" ? "sv" : "fi");

function OfTarget(props: {
	readonly target: RecordTarget;
	readonly own: string | null;
	/** Null: as it stands. */
	readonly typed: string | null;
	readonly onType: (value: string) => void;
}) {
	const { target, own } = props;
	const work = useWork();
	const saving = useAction();
	const speaks = recordLanguage();
	const builtIn = BUILT_IN[target][speaks];
	const typed = props.typed ?? own ?? builtIn;
	const [errors, setErrors] = useState<Errors>(NO_ERRORS);
	const [saved, setSaved] = useState(false);
	const text = t().templates;
	const change = (value: string) => {
		props.onType(value);
		setSaved(false);
	};
	const submit = () => {
		const tidy = tidyLines(typed);
		const wrong = templateFault(tidy);
		setErrors(wrong === null ? NO_ERRORS : { template: wrong.fault });
		if (wrong !== null) return;
		void saving.run(async () => {
			await work.coordinator.setTemplate(target, tidy === builtIn ? "" : tidy);
			setSaved(true);
		});
	};
	return (
		<>
			<Box kind="info" testid={own === null ? "template-built-in" : "template-own"}>
				<p>{own === null ? text.builtIn(RECORD_NAMES[target]) : text.own(RECORD_NAMES[target])}</p>
				<p>{text.who}</p>
			</Box>
			<FormFrame
				errors={errors}
				action={saving}
				labels={{ template: text.text }}
				submit={text.save}
				testid="save-template"
				onSubmit={submit}
			>
				<Editor value={typed} onChange={change} error={errors["template"]} />
			</FormFrame>
			<p role="status">{saved ? text.saved : ""}</p>
			{own === null ? null : <Reset target={target} onDone={() => change(builtIn)} />}
			<section aria-labelledby="preview">
				<h2 id="preview">{text.preview}</h2>
				<pre class="record-preview" data-testid="template-preview">
					{recordText({
						...{ template: tidyLines(typed), target, language: speaks },
						...{ plan: SAMPLE_PLAN[speaks], kind: "made" },
					})}
				</pre>
			</section>
		</>
	);
}

function Editor(props: {
	readonly value: string;
	readonly onChange: (value: string) => void;
	readonly error: Errors[string] | undefined;
}) {
	const area = useRef<HTMLTextAreaElement>(null);
	const text = t().templates;
	const field = {
		...{ name: "template", label: text.text, hint: text.textHint },
		...(props.error === undefined ? {} : { error: props.error }),
	};
	const insert = (name: RecordField) => {
		const { current } = area;
		if (current === null) return;
		const word = `{${name}}`;
		current.setRangeText(word, current.selectionStart, current.selectionEnd, "end");
		props.onChange(current.value);
		current.focus();
	};
	return (
		<>
			<Field {...field}>
				<textarea
					autocomplete="off"
					ref={area}
					id="template"
					name="template"
					class="record-text"
					rows={20}
					value={props.value}
					spellcheck={false}
					aria-invalid={props.error === undefined ? undefined : "true"}
					aria-describedby={`${described(field)} template-says`}
					data-testid="template"
					onInput={(event) => props.onChange(event.currentTarget.value)}
				/>
			</Field>
			<Says template={props.value} />
			<Insert onInsert={insert} />
		</>
	);
}

/** At the cursor, so that nobody has to know what a field is called in braces. */
function Insert({ onInsert }: { onInsert: (name: RecordField) => void }) {
	const [name, setName] = useState<RecordField>(RECORD_FIELDS[0]);
	const text = t().templates;
	return (
		<div class="field-to-insert">
			<SelectField
				name="insert-field"
				label={text.insert}
				value={name}
				options={RECORD_FIELDS.map((value) => ({ value, label: fieldWord(value) }))}
				onChange={(value) => setName(RECORD_FIELDS.find((one) => one === value) ?? name)}
			/>
			<Button kind="second" icon="plus" onPress={() => onInsert(name)} testid="insert">
				{text.insertOne}
			</Button>
		</div>
	);
}

/** While it is typed: how long it is, and what would not do. */
function Says({ template }: { template: string }) {
	const text = t().templates;
	const wrong = templateFault(template);
	const said =
		wrong?.fault === "unknown-field"
			? text.unknownField(wrong.field)
			: wrong?.fault === "lone-brace"
				? text.brace
				: template.includes("{monsu}")
					? ""
					: text.noMonsu;
	return (
		<p id="template-says" class="small" data-testid="template-says">
			<span class="numbers">{text.length([...template].length, TEMPLATE_MAX)}</span>
			{said === "" ? null : (
				<>
					<br />
					<strong>{said}</strong>
				</>
			)}
		</p>
	);
}

/** As the plan's own form calls them. */
function fieldWord(name: RecordField): string {
	const { plan, templates } = t();
	const words: Readonly<Record<RecordField, string>> = {
		monsu: templates.monsu,
		date: plan.date,
		place: plan.place,
		present: plan.present,
		situation: plan.situation,
		core: plan.core,
		steps: plan.steps,
		"follow-up-how": plan.followUpHow,
		"follow-up-who": plan.followUpWho,
		"follow-up-date": templates.followUpDate,
		responsible: plan.responsible,
		coordination: plan.coordination,
		"client-contact": plan.clientContact,
		review: plan.refreshBy,
	};
	return words[name];
}

function Reset({ target, onDone }: { target: RecordTarget; onDone: () => void }) {
	const work = useWork();
	const [open, setOpen] = useState(false);
	const text = t().templates;
	return (
		<>
			<div class="buttons">
				<Button kind="second" onPress={() => setOpen(true)} testid="reset-template">
					{text.reset}
				</Button>
			</div>
			{open ? (
				<ConfirmDialog
					name="reset-template"
					title={text.resetTitle}
					word={text.reset}
					run={async () => {
						await work.coordinator.setTemplate(target, "");
						onDone();
					}}
					onClose={() => setOpen(false)}
				>
					<p>{text.resetText}</p>
				</ConfirmDialog>
			) : null}
		</>
	);
}

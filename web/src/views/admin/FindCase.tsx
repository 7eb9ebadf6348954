// A coordinator finds a case of the organisation by the reference on the client's paper; what may be done with it, the
// page that asks says. Neither the client nor what the case holds is seen.
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { type Errors, NO_ERRORS } from "../../state/form.ts";
import { readReference, shownReference } from "../../state/reference.ts";
import { t } from "../../text/language.ts";
import { type FoundCase, WorkError } from "../../work/work.ts";
import { useAction } from "../action.ts";
import { useWork } from "../context.ts";
import { Box } from "../parts/Box.tsx";
import { Button } from "../parts/Button.tsx";
import { ErrorSummary } from "../parts/ErrorSummary.tsx";
import { type Fact, Facts } from "../parts/Facts.tsx";
import { TextField } from "../parts/TextField.tsx";

export function FindCase({ children }: { children: (found: FoundCase) => ComponentChildren }) {
	const work = useWork();
	const finding = useAction();
	const [typed, setTyped] = useState("");
	const [errors, setErrors] = useState<Errors>(NO_ERRORS);
	const [found, setFound] = useState<FoundCase | "none" | null>(null);
	const text = t().paper;
	const find = () => {
		const reference = readReference(typed);
		setErrors(reference === null ? { reference: "not-reference" } : NO_ERRORS);
		setFound(null);
		if (reference === null) return;
		void finding.run(async () => {
			setFound(
				await work.coordinator.findCase(reference).catch((error: unknown) => {
					if (error instanceof WorkError && error.code === "not_found") return "none" as const;
					throw error;
				}),
			);
		});
	};
	return (
		<>
			<ErrorSummary errors={errors} failure={finding.error} label={() => text.reference} />
			<form
				onSubmit={(event) => {
					event.preventDefault();
					find();
				}}
			>
				<TextField
					name="reference"
					label={text.reference}
					hint={text.referenceHint}
					value={typed}
					onChange={setTyped}
					error={errors["reference"]}
					short
					exact
				/>
				<Button submit kind="second" busy={finding.busy} testid="find-case">
					{text.find}
				</Button>
			</form>
			<div role="status">
				{found === "none" ? (
					<Box kind="warn" testid="case-not-found">
						<p>{text.notFound}</p>
					</Box>
				) : null}
			</div>
			{found === null || found === "none" ? null : children(found)}
		</>
	);
}

/** What was found: reference and pair, and what else the page shows. */
export function FoundCard(props: {
	readonly found: FoundCase;
	readonly facts: readonly Fact[];
	readonly children: ComponentChildren;
}) {
	const work = useWork();
	const directory = work.state.directory.value;
	const text = t().paper;
	const pair =
		directory.kind === "ready"
			? directory.value.pairs.find((one) => one.pair === props.found.pair)
			: undefined;
	return (
		<section class="card strong" aria-labelledby="found" data-testid="case-found">
			<h2 id="found">{text.found}</h2>
			<Facts
				facts={[
					{ name: text.printed, value: shownReference(work.cases.reference(props.found.case)) },
					{ name: text.pair, value: pair?.name ?? "" },
					...props.facts,
				]}
			/>
			{props.children}
		</section>
	);
}

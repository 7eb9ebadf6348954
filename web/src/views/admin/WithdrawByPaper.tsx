// A client turns to the coordinator: the case is found by the reference on their paper, and its consent is withdrawn.
// The coordinator sees neither the client nor what the case holds.
import { useState } from "preact/hooks";
import { type Errors, NO_ERRORS } from "../../state/form.ts";
import { readReference, shownReference } from "../../state/reference.ts";
import { dateOf } from "../../text/dates.ts";
import { t } from "../../text/language.ts";
import { type FoundCase, WorkError } from "../../work/work.ts";
import { useAction } from "../action.ts";
import { WithdrawForm } from "../consent/Withdraw.tsx";
import { useWork } from "../context.ts";
import { Box } from "../parts/Box.tsx";
import { Button } from "../parts/Button.tsx";
import { ErrorSummary } from "../parts/ErrorSummary.tsx";
import { Facts } from "../parts/Facts.tsx";
import { Page } from "../parts/Page.tsx";
import { ConsentMark } from "../parts/State.tsx";
import { TextField } from "../parts/TextField.tsx";

export function WithdrawByPaper() {
	const work = useWork();
	const finding = useAction();
	const [typed, setTyped] = useState("");
	const [errors, setErrors] = useState<Errors>(NO_ERRORS);
	const [found, setFound] = useState<FoundCase | "none" | null>(null);
	const [done, setDone] = useState(false);
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
	if (done)
		return (
			<Page title={text.title} enter="done">
				<Box kind="ok" testid="paper-withdrawn">
					<p>{text.done}</p>
				</Box>
				<Button
					kind="second"
					onPress={() => {
						setDone(false);
						setFound(null);
						setTyped("");
					}}
				>
					{text.another}
				</Button>
			</Page>
		);
	return (
		<Page title={text.title} enter="find">
			<p>{text.lead}</p>
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
			{found === null || found === "none" ? null : (
				<Found found={found} reference={readReference(typed) ?? ""} onDone={() => setDone(true)} />
			)}
		</Page>
	);
}

function Found(props: {
	readonly found: FoundCase;
	readonly reference: string;
	readonly onDone: () => void;
}) {
	const { found } = props;
	const work = useWork();
	const directory = work.state.directory.value;
	const text = t().paper;
	const pair =
		directory.kind === "ready"
			? directory.value.pairs.find((one) => one.pair === found.pair)
			: undefined;
	const consent = found.consent;
	const live = consent !== null && consent.state !== "withdrawn" && consent.state !== "expired";
	return (
		<section class="card strong" aria-labelledby="found" data-testid="case-found">
			<h2 id="found">{text.found}</h2>
			<Facts
				facts={[
					{ name: text.printed, value: shownReference(props.reference) },
					{ name: text.pair, value: pair?.name ?? "" },
					{
						name: text.consent,
						value: (
							<>
								<ConsentMark state={consent?.state ?? null} />
								{consent === null ? null : (
									<>
										<br />
										{dateOf(consent.from)}–{dateOf(consent.to - 1)}
									</>
								)}
							</>
						),
					},
				]}
			/>
			{live ? (
				<WithdrawForm
					onSubmit={(who, how) => work.coordinator.withdraw(found, who, how)}
					onDone={props.onDone}
				/>
			) : (
				<p>{text.noConsent}</p>
			)}
		</section>
	);
}

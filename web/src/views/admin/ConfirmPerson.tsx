// Comparing 30 digits over the phone, then certifying the person.
import { useState } from "preact/hooks";
import { type Errors, NO_ERRORS } from "../../state/form.ts";
import { t } from "../../text/language.ts";
import type { Id, Pending } from "../../work/work.ts";
import { useAction } from "../action.ts";
import { useWork } from "../context.ts";
import { Box } from "../parts/Box.tsx";
import { Button } from "../parts/Button.tsx";
import { DeadEnd } from "../parts/DeadEnd.tsx";
import { Digits } from "../parts/Digits.tsx";
import { ErrorSummary } from "../parts/ErrorSummary.tsx";
import { Facts } from "../parts/Facts.tsx";
import { LoadedPage } from "../parts/Loaded.tsx";
import { Page } from "../parts/Page.tsx";
import { Tick } from "../parts/Tick.tsx";
import { replace } from "../router.ts";

export function ConfirmPerson({ uid }: { uid: Id }) {
	return (
		<LoadedPage
			of={useWork().state.directory.value}
			title={t().people.title}
			back={{ at: "people" }}
		>
			{(directory) => {
				const person = directory.pending.find((one) => one.uid === uid);
				if (person !== undefined) return <Compare person={person} />;
				return <DeadEnd title={t().people.title} text={t().people.gone} back={{ at: "people" }} />;
			}}
		</LoadedPage>
	);
}

function Compare({ person }: { person: Pending }) {
	const work = useWork();
	const confirming = useAction();
	const [same, setSame] = useState(false);
	const [errors, setErrors] = useState<Errors>(NO_ERRORS);
	const text = t().people;
	const submit = () => {
		setErrors(same ? NO_ERRORS : { same: "confirm-first" });
		if (!same) return;
		void confirming.run(async () => {
			await work.coordinator.confirmPerson(person.uid, person.number);
			replace({ at: "people" });
		});
	};
	return (
		<Page
			title={
				person.rekey ? t().person.rekeyTitle(person.display) : text.confirmTitle(person.display)
			}
			back={{ at: "people" }}
		>
			{person.rekey ? (
				<Box kind="warn" testid="rekey">
					<p>{t().person.rekeyLead}</p>
				</Box>
			) : null}
			<ErrorSummary errors={errors} failure={confirming.error} />
			<Facts
				facts={[
					{ name: text.name, value: person.display },
					{ name: text.username, value: person.username },
					{ name: text.roles, value: person.roles.map((role) => t().roles[role]).join(", ") },
				]}
			/>
			<p>{text.confirmLead}</p>
			<div class="card strong">
				<h2>{text.confirmNumber}</h2>
				<Digits number={person.number} testid="their-number" />
			</div>
			<Box kind="warn">
				<p>{text.confirmDiffer}</p>
			</Box>
			<Tick
				name="same"
				label={text.confirmSame}
				value={same}
				onChange={setSame}
				error={errors["same"]}
			/>
			<div class="buttons">
				<Button busy={confirming.busy} onPress={submit} testid="confirm">
					{text.confirm}
				</Button>
			</div>
		</Page>
	);
}

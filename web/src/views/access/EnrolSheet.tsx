// The sheet is printed or saved, then hidden, and six characters are typed from it: so it is known to exist.
import { useState } from "preact/hooks";
import { type Errors, NO_ERRORS } from "../../state/form.ts";
import { sameCharacters } from "../../state/passphrase.ts";
import { t } from "../../text/language.ts";
import type { AccountSheet } from "../../work/work.ts";
import { useAction } from "../action.ts";
import { useWork } from "../context.ts";
import { Button } from "../parts/Button.tsx";
import { ErrorSummary } from "../parts/ErrorSummary.tsx";
import { Page } from "../parts/Page.tsx";
import { TextField } from "../parts/TextField.tsx";
import { Sheet } from "./Sheet.tsx";

export function EnrolSheet({ sheet, onDone }: { sheet: AccountSheet; onDone: () => void }) {
	const work = useWork();
	const text = t().enrol;
	const finishing = useAction();
	const [kept, setKept] = useState(false);
	const [typed, setTyped] = useState("");
	const [errors, setErrors] = useState<Errors>(NO_ERRORS);
	if (!kept)
		return (
			<Page title={text.sheetTitle} above={t().common.stepOf(2, 3)} enter="sheet">
				<p class="no-print">{text.sheetLead}</p>
				<Sheet sheet={sheet} />
				<div class="buttons">
					<Button kind="second" icon="printer" onPress={() => print()} testid="sheet-print">
						{text.printSheet}
					</Button>
					<Button onPress={() => setKept(true)} testid="sheet-kept">
						{text.sheetDone}
					</Button>
				</div>
			</Page>
		);
	const submit = () => {
		const right = sameCharacters(typed, sheet.accountKey.slice(-6));
		setErrors(right ? NO_ERRORS : { retype: typed.trim() === "" ? "six-characters" : "not-same" });
		if (right)
			void finishing
				.run(() => work.enrol.finish())
				.then((done) => {
					if (done) onDone();
				});
	};
	return (
		<Page title={text.retypeTitle} above={t().common.stepOf(3, 3)} enter="retype">
			<ErrorSummary errors={errors} failure={finishing.error} />
			<form
				onSubmit={(event) => {
					event.preventDefault();
					submit();
				}}
			>
				<TextField
					name="retype"
					label={text.retype}
					hint={text.retypeHint}
					value={typed}
					onChange={setTyped}
					error={errors["retype"]}
					short
					exact
				/>
				<div class="buttons">
					<Button submit busy={finishing.busy} testid="enrol-finish">
						{text.finish}
					</Button>
					<Button kind="second" onPress={() => setKept(false)}>
						{t().common.back}
					</Button>
				</div>
			</form>
		</Page>
	);
}

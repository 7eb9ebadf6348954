// Giving somebody the keys of all cases that they are entitled to: one confirmation (with the number where it has to
// be compared first), progress, and what came of it.
import { useState } from "preact/hooks";
import { dateOf } from "../../text/dates.ts";
import { t } from "../../text/language.ts";
import type { Directory, KeysGiven, Owed } from "../../work/work.ts";
import { useAction } from "../action.ts";
import { useNames, useWork } from "../context.ts";
import { Box } from "../parts/Box.tsx";
import { Button } from "../parts/Button.tsx";
import { Dialog } from "../parts/Dialog.tsx";
import { ErrorSummary } from "../parts/ErrorSummary.tsx";
import { Differ, Numbers } from "./Numbers.tsx";

export function GiveKeys(props: {
	readonly owed: Owed;
	readonly directory: Directory;
	readonly onClose: () => void;
}) {
	const { owed, onClose } = props;
	const work = useWork();
	const acting = useAction();
	const [differs, setDiffers] = useState(false);
	const [given, setGiven] = useState<KeysGiven | null>(null);
	const text = t().trust;
	const name = useNames()(owed.uid);
	// As in the dialog that only compares: this number, and no later one.
	const [person] = useState(() => props.directory.people.find((one) => one.uid === owed.uid));
	const compares = owed.needsNumber && person !== undefined;
	const give = () =>
		void acting.run(async () => {
			if (compares) await work.trust.compare(person.uid, person.number, true);
			setGiven(await work.trust.giveKeys(owed.uid));
		});
	const refuse = () => {
		setDiffers(true);
		if (compares) void acting.run(() => work.trust.compare(person.uid, person.number, false));
	};
	return (
		<Dialog title={text.giveTitle(name)} onClose={onClose} testid="give-dialog">
			{given !== null ? (
				<div role="status">
					<Box kind="ok" testid="keys-given">
						<p>{text.given(name, text.cases(given.cases))}</p>
					</Box>
					{given.refused === 0 ? null : (
						<Box kind="warn" testid="keys-refused">
							<p>{text.notGiven(name, text.cases(given.refused))}</p>
						</Box>
					)}
				</div>
			) : differs ? (
				<Differ name={name} />
			) : (
				<>
					<p>{text.giveText(name, text.cases(owed.cases.length))}</p>
					{owed.until === null ? null : <p>{text.giveUntil(dateOf(owed.until - 1))}</p>}
					{compares ? <Numbers person={person} /> : null}
				</>
			)}
			<ErrorSummary failure={acting.error} />
			{acting.busy ? <p role="status">{text.giving}</p> : null}
			<div class="buttons">
				{given !== null || differs ? null : (
					<Button icon="key-round" busy={acting.busy} onPress={give} testid="give-confirm">
						{compares ? text.giveMatch : text.give}
					</Button>
				)}
				{given === null && !differs && compares ? (
					<Button kind="danger" busy={acting.busy} onPress={refuse} testid="numbers-differ-press">
						{text.differ}
					</Button>
				) : null}
				{differs ? (
					<Button kind="second" onPress={() => setDiffers(false)} testid="compare-again">
						{text.compareAgain}
					</Button>
				) : null}
				<Button kind="plain" onPress={onClose} testid="give-close">
					{given === null ? t().common.cancel : t().common.close}
				</Button>
			</div>
		</Dialog>
	);
}

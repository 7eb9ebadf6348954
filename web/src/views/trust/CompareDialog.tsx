// Comparing a person's number once, by voice: it matches and is remembered, or it does not and the page says what to do.
import { useState } from "preact/hooks";
import { t } from "../../text/language.ts";
import type { Person } from "../../work/work.ts";
import { useAction } from "../action.ts";
import { useWork } from "../context.ts";
import { Button } from "../parts/Button.tsx";
import { Dialog } from "../parts/Dialog.tsx";
import { ErrorSummary } from "../parts/ErrorSummary.tsx";
import { Differ, Numbers } from "./Numbers.tsx";

export function CompareDialog(props: {
	readonly person: Person;
	readonly onClose: () => void;
	readonly inCall?: boolean;
}) {
	const { onClose } = props;
	// The number that is read aloud stays as it was when we began, whatever becomes of the keys meanwhile.
	const [person] = useState(props.person);
	const work = useWork();
	const acting = useAction();
	const [differs, setDiffers] = useState(false);
	const text = t().trust;
	const answer = (matches: boolean) =>
		void acting
			.run(() => work.trust.compare(person.uid, person.number, matches))
			.then((done) => {
				// A difference is said at once, whether or not the note of it could be kept.
				if (!matches) setDiffers(true);
				else if (done) onClose();
			});
	return (
		<Dialog title={text.compareTitle(person.display)} onClose={onClose} testid="compare-dialog">
			<ErrorSummary failure={acting.error} />
			{differs ? (
				<>
					<Differ name={person.display} />
					<div class="buttons">
						<Button kind="second" onPress={() => setDiffers(false)} testid="compare-again">
							{text.compareAgain}
						</Button>
						<Button kind="plain" onPress={onClose}>
							{t().common.close}
						</Button>
					</div>
				</>
			) : (
				<>
					<Numbers person={person} inCall={props.inCall === true} />
					<p class="small muted">{text.compareOnce}</p>
					<div class="buttons">
						<Button
							icon="shield-check"
							busy={acting.busy}
							onPress={() => answer(true)}
							testid="numbers-match"
						>
							{text.match}
						</Button>
						<Button
							kind="danger"
							busy={acting.busy}
							onPress={() => answer(false)}
							testid="numbers-differ-press"
						>
							{text.differ}
						</Button>
						<Button kind="plain" onPress={onClose}>
							{t().common.cancel}
						</Button>
					</div>
				</>
			)}
		</Dialog>
	);
}

/** The button and its dialog. */
export function Compare(props: { readonly person: Person; readonly kind?: "first" | "second" }) {
	const [open, setOpen] = useState(false);
	return (
		<>
			<Button
				kind={props.kind ?? "second"}
				icon="shield-check"
				onPress={() => setOpen(true)}
				testid="compare"
			>
				{t().trust.compare}
				<span class="hidden-text"> {props.person.display}</span>
			</Button>
			{open ? <CompareDialog person={props.person} onClose={() => setOpen(false)} /> : null}
		</>
	);
}

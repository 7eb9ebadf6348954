// What was just done, and the way to take it back, for as long as the page is open. Said politely; the focus stays in it when its
// button has done its work. For what can't be taken back there is ConfirmDialog.
import { useId, useState } from "preact/hooks";
import { t } from "../../text/first.ts";
import { type Action, useAction } from "../action.ts";
import { Button } from "./Button.tsx";
import { ErrorSummary } from "./ErrorSummary.tsx";
import { useKeptFocus } from "./useKeptFocus.ts";

export interface Undoable {
	/** The last thing that was done, in a sentence; "" nothing. */
	readonly told: string;
	readonly undo: (() => Promise<void>) | null;
	readonly undoing: Action;
	/** `undo` left out: it is told only. */
	tell(told: string, undo?: () => Promise<void>): void;
}

export function useUndo(): Undoable {
	const undoing = useAction();
	const [last, setLast] = useState<Pick<Undoable, "told" | "undo">>({ told: "", undo: null });
	return {
		...last,
		undoing,
		tell: (told, undo) => {
			undoing.clear();
			setLast({ told, undo: undo ?? null });
		},
	};
}

export function Undo({ of, testid }: { of: Undoable; testid: string }) {
	const line = useKeptFocus<HTMLDivElement>();
	const id = useId();
	const { told, undo, undoing, tell } = of;
	return (
		<>
			<ErrorSummary failure={undoing.error} />
			<div role="status" ref={line} tabIndex={-1} data-testid={testid}>
				<span class="small" id={id}>
					{told}
				</span>
				{undo === null ? null : (
					<Button
						kind="plain"
						icon="rotate-ccw"
						busy={undoing.busy}
						describedBy={id}
						testid={`${testid}-undo`}
						onPress={() =>
							void undoing.run(undo).then((done) => {
								if (done) tell(t().common.undone);
							})
						}
					>
						{t().common.undo}
					</Button>
				)}
			</div>
		</>
	);
}

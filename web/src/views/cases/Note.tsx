// My own notes on a case: saved as I write, on all my devices, nobody else's.
import { t } from "../../text/language.ts";
import type { Id } from "../../work/work.ts";
import { useWork } from "../context.ts";
import { useKept } from "../draft.ts";
import { Loading } from "../parts/Loaded.tsx";
import { Saved } from "../parts/Saved.tsx";
import { TextArea } from "../parts/TextArea.tsx";

interface Text {
	readonly text: string;
}
const EMPTY: Text = { text: "" };
const read = (stored: unknown): Text => ({ text: typeof stored === "string" ? stored : "" });

/** Keyed by the case: its draft is loaded once. */
export function Note({ id }: { id: Id }) {
	const kept = useWork().cases.note(id);
	const keeper = {
		load: kept.load,
		save: (value: unknown) => kept.save(String(value)),
		drop: () => kept.save(""),
	};
	const note = useKept(id, keeper, EMPTY, read, ({ text }) => text);
	const words = t().prepare;
	return (
		<section class="card" aria-label={words.note} data-testid="note-part">
			{note.value === null ? (
				<Loading />
			) : (
				<>
					<TextArea
						name="note"
						label={words.note}
						hint={words.noteHint}
						value={note.value.text}
						onChange={(text) => note.set({ text })}
					/>
					<Saved status={note.status} />
				</>
			)}
		</section>
	);
}

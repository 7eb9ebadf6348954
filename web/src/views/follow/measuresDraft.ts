// What was entered of a case's measures and what is being entered, for the worker's page and the client's alike.
import { useEffect, useState } from "preact/hooks";
import {
	FOLLOW_FORMS,
	type FollowChanges,
	type FollowForm,
	readChanges,
} from "../../state/measures.ts";
import type { FollowDoc, Id, Loadable } from "../../work/work.ts";
import { asWorkError } from "../action.ts";
import { useWork } from "../context.ts";
import { useDraft } from "../draft.ts";

/** The newest that is stored, also after somebody else has stored it, and after a cut. */
export function useFollow(id: Id, readable: boolean) {
	const work = useWork();
	const { connection, file } = work.state;
	const online = connection.value === "online";
	const [doc, set] = useState<Loadable<FollowDoc>>({ kind: "loading" });
	useEffect(() => {
		let here = true;
		if (readable)
			work.measures.read(id).then(
				(value) => here && set({ kind: "ready", value }),
				(error) =>
					here &&
					set((now) =>
						now.kind === "ready" ? now : { kind: "failed", error: asWorkError(error) },
					),
			);
		return () => {
			here = false;
		};
	}, [work, id, file.value, online, readable]);
	return { doc, setDoc: (value: FollowDoc) => set({ kind: "ready", value }) };
}

export interface MeasuresDraft {
	/** Null: the one of the day. */
	readonly form: FollowForm | null;
	readonly changes: FollowChanges;
}

const EMPTY: MeasuresDraft = { form: null, changes: {} };

/** What was begun goes on; a form that was only looked at is not begun. */
const begun = ({ form, changes }: MeasuresDraft): MeasuresDraft => {
	const some = form !== null && Object.keys(changes[form] ?? {}).length > 0;
	return { form: some ? form : null, changes };
};

function readDraft(stored: unknown): MeasuresDraft {
	const { form, changes: kept } = (stored ?? {}) as { form?: unknown; changes?: unknown };
	return { form: FOLLOW_FORMS.find((one) => one === form) ?? null, changes: readChanges(kept) };
}

const draftKey = (id: Id): string => `measures/${id}`;

/** The worker's. */
export const useMeasuresDraft = (id: Id) =>
	useDraft<MeasuresDraft>(draftKey(id), EMPTY, (stored) => begun(readDraft(stored)));

/** The same on the client's page: the form that the worker's page said last. */
export const useHandedDraft = (id: Id) => useDraft<MeasuresDraft>(draftKey(id), EMPTY, readDraft);

// A case's task list: from its parts to what is done, what is next, and what cannot be done yet; of a
// closed case what was done. Pure.
import type { CaseFile, ConsentRecord } from "../work/work.ts";

export type TaskState = "done" | "now" | "waiting" | "not-yet";
export interface CaseTask {
	readonly code: "parts" | "consent" | "acknowledge" | "queue" | "kela" | "hour" | "plan";
	readonly state: TaskState;
}

const OF_CONSENT: readonly CaseTask["code"][] = ["consent", "acknowledge"];

/** `handled`: an hour has, and it is in the queue no more. */
export function caseTasks(file: CaseFile, me: string, handled = false): readonly CaseTask[] {
	const tasks = openTasks(file, me, handled && file.queued === null).filter(
		({ code }) => file.lane === "client" || !OF_CONSENT.includes(code),
	);
	if (file.state === "open") return tasks;
	const was = (one: CaseTask) =>
		one.state === "done" || (one.code === "consent" && file.consent !== null);
	return tasks.filter(was).map(({ code }) => ({ code, state: "done" }));
}

/** The consent of an open case has ended: what there was can be looked at beside the step to record a new one. */
export const consentEnded = ({ state, consent }: CaseFile): boolean =>
	state === "open" && consent !== null && !given(consent);

const given = ({ state }: ConsentRecord): boolean => state !== "withdrawn" && state !== "expired";

function openTasks(file: CaseFile, me: string, over: boolean): readonly CaseTask[] {
	const consent = file.consent;
	const stands = consent !== null && given(consent);
	const acknowledged = file.lane === "general" || (stands && consent.state !== "waiting-ack");
	const queued = file.queued;
	const placed = queued !== null && queued.hour !== null;
	const handled = over || queued?.state === "handled";
	return [
		{ code: "parts", state: file.question === null ? "now" : "done" },
		{ code: "consent", state: stands ? "done" : "now" },
		{
			code: "acknowledge",
			state: acknowledged
				? "done"
				: !stands
					? "not-yet"
					: consent.recordedBy === me
						? "waiting"
						: "now",
		},
		{
			code: "queue",
			state:
				placed || over ? "done" : queued !== null ? "waiting" : acknowledged ? "now" : "not-yet",
		},
		{
			code: "kela",
			state:
				queued === null
					? file.answered === null && !over
						? "not-yet"
						: "done"
					: queued.state === "needs-info"
						? "now"
						: queued.state === "queued" || queued.state === "waiting"
							? "waiting"
							: "done",
		},
		{ code: "hour", state: handled ? "done" : queued === null ? "not-yet" : "waiting" },
		{
			code: "plan",
			state: file.plan.confirmed ? "done" : file.plan.rev > 0 || handled ? "now" : "not-yet",
		},
	];
}

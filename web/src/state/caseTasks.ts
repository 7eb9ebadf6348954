// A case's task list: from its parts to what is done, what is next, and what cannot be done yet; of a
// closed case what was done. Pure.
import type { CaseFile } from "../work/work.ts";

export type TaskState = "done" | "now" | "waiting" | "not-yet";
export interface CaseTask {
	readonly code: "parts" | "consent" | "acknowledge" | "queue" | "kela" | "hour" | "plan";
	readonly state: TaskState;
}

export function caseTasks(file: CaseFile, me: string): readonly CaseTask[] {
	const tasks = openTasks(file, me);
	if (file.state === "open") return tasks;
	const was = (one: CaseTask) =>
		one.state === "done" || (one.code === "consent" && file.consent !== null);
	return tasks.filter(was).map(({ code }) => ({ code, state: "done" }));
}

function openTasks(file: CaseFile, me: string): readonly CaseTask[] {
	const consent = file.consent;
	const given = consent !== null && consent.state !== "withdrawn" && consent.state !== "expired";
	const acknowledged = given && consent.state !== "waiting-ack";
	const queued = file.queued;
	const handled = queued?.state === "handled";
	return [
		{ code: "parts", state: file.question === null ? "now" : "done" },
		{ code: "consent", state: given ? "done" : "now" },
		{
			code: "acknowledge",
			state: acknowledged
				? "done"
				: !given
					? "not-yet"
					: consent.recordedBy === me
						? "waiting"
						: "now",
		},
		{ code: "queue", state: queued !== null ? "done" : acknowledged ? "now" : "not-yet" },
		{
			code: "kela",
			state:
				queued === null
					? "not-yet"
					: queued.state === "needs-info"
						? "now"
						: queued.state === "queued"
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

// A case's task list: from its parts to what is done, what is next, and what cannot be done yet. Pure.
import type { CaseFile } from "../work/work.ts";

export type TaskState = "done" | "now" | "waiting" | "not-yet";
export interface CaseTask {
	readonly code: "parts" | "consent" | "acknowledge" | "queue" | "kela" | "hour" | "plan";
	readonly state: TaskState;
}

const OF_CONSENT: readonly CaseTask["code"][] = ["consent", "acknowledge"];

export function caseTasks(file: CaseFile, me: string): readonly CaseTask[] {
	const tasks = clientTasks(file, me);
	return file.lane === "client" ? tasks : tasks.filter(({ code }) => !OF_CONSENT.includes(code));
}

function clientTasks(file: CaseFile, me: string): readonly CaseTask[] {
	const consent = file.consent;
	const given = consent !== null && consent.state !== "withdrawn" && consent.state !== "expired";
	const acknowledged = file.lane === "general" || (given && consent.state !== "waiting-ack");
	const queued = file.queued;
	const placed = queued !== null && queued.hour !== null;
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
		{
			code: "queue",
			state: placed ? "done" : queued !== null ? "waiting" : acknowledged ? "now" : "not-yet",
		},
		{
			code: "kela",
			state:
				queued === null
					? file.answered === null
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

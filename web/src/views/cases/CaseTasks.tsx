// The steps of a case as a task list: what is done, what is to be done now, what waits for somebody else.

import type { IconName } from "../../icons/icons.ts";
import { type CaseTask, caseTasks, consentEnded, type TaskState } from "../../state/caseTasks.ts";
import type { Route } from "../../state/route.ts";
import { t } from "../../text/language.ts";
import type { CaseFile } from "../../work/work.ts";
import { useMe } from "../context.ts";
import { Link } from "../parts/Link.tsx";
import { State, type Tone } from "../parts/State.tsx";
import { useWasHandled } from "./useWasHandled.ts";

const LOOK: Readonly<Record<TaskState, readonly [Tone, IconName]>> = {
	done: ["ok", "circle-check"],
	now: ["now", "arrow-right"],
	waiting: ["warn", "hourglass"],
	"not-yet": ["idle", "circle"],
};

function target(task: CaseTask, file: CaseFile): Route | null {
	const id = file.case;
	switch (task.code) {
		case "consent":
			return task.state === "done"
				? { at: "consent", case: id }
				: { at: "consent-new", case: id, step: "client" };
		case "acknowledge":
			return task.state === "not-yet" ? null : { at: "consent", case: id };
		case "queue":
			return task.state === "now" ? { at: "case-queue", case: id, hour: null } : null;
		case "hour":
			return file.queued?.hour == null ? null : { at: "hour", hour: file.queued.hour };
		case "plan":
			return task.state === "not-yet" ? null : { at: "plan", case: id };
		default:
			return null;
	}
}

export function CaseTasks({ file }: { file: CaseFile }) {
	const me = useMe();
	const handled = useWasHandled(file);
	const text = t().cases;
	return (
		<section aria-labelledby="tasks">
			<h2 id="tasks">{text.tasks}</h2>
			<ul class="rows" data-testid="tasks">
				{caseTasks(file, me.uid, handled).map((task) => {
					const to = target(task, file);
					const [tone, icon] = LOOK[task.state];
					return (
						<li key={task.code}>
							<div class="what">
								{to === null ? (
									text.task[task.code]
								) : (
									<Link to={to} testid={`task-${task.code}`}>
										{text.task[task.code]}
									</Link>
								)}
								{task.code === "consent" && consentEnded(file) ? (
									<div class="small">
										<Link to={{ at: "consent", case: file.case }} testid="task-consent-history">
											{t().consent.history}
										</Link>
									</div>
								) : null}
							</div>
							<State
								tone={tone}
								icon={icon}
								word={text.taskState[task.state]}
								testid={`task-${task.code}-${task.state}`}
							/>
						</li>
					);
				})}
			</ul>
		</section>
	);
}

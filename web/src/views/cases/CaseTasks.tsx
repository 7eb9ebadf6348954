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
			// Else the step above leads to the same page.
			return task.state === "now" ? { at: "consent", case: id } : null;
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
	const tasks = caseTasks(file, me.uid, handled);
	const next = tasks.find((task) => task.state === "now" && target(task, file) !== null);
	return (
		<section aria-labelledby="tasks">
			<h2 id="tasks">{text.tasks}</h2>
			<ul class="rows" data-testid="tasks">
				{tasks.map((task) => (
					<li key={task.code}>
						<div class="what">
							{task === next ? text.task[task.code] : <Name task={task} file={file} />}
							<Besides task={task} file={file} />
						</div>
						{task === next ? <Next task={task} file={file} /> : <Mark task={task} />}
					</li>
				))}
			</ul>
		</section>
	);
}

interface Of {
	readonly task: CaseTask;
	readonly file: CaseFile;
}

function Name({ task, file }: Of) {
	const to = target(task, file);
	const word = t().cases.task[task.code];
	if (to === null) return <>{word}</>;
	return (
		<Link to={to} testid={`task-${task.code}`}>
			{word}
		</Link>
	);
}

/** What belongs to that step besides its own page: past consents, and what is measured of what comes out of the case. */
function Besides({ task, file }: Of) {
	if (task.code === "consent" && consentEnded(file))
		return (
			<div class="small">
				<Link to={{ at: "consent", case: file.case }} testid="task-consent-history">
					{t().consent.history}
				</Link>
			</div>
		);
	if (task.code === "plan" && file.lane === "client" && file.question !== null)
		return (
			<div class="small">
				<Link to={{ at: "measures", case: file.case }} testid="to-measures">
					{t().measures.title}
				</Link>
			</div>
		);
	return null;
}

function Mark({ task }: Pick<Of, "task">) {
	const [tone, icon] = LOOK[task.state];
	return (
		<State
			tone={tone}
			icon={icon}
			word={t().cases.taskState[task.state]}
			testid={`task-${task.code}-${task.state}`}
		/>
	);
}

/** The one thing that the page is for now. */
function Next({ task, file }: Of) {
	const to = target(task, file);
	if (to === null) return null;
	return (
		<span data-testid={`task-${task.code}-now`}>
			<Link to={to} button="first" testid={`task-${task.code}`}>
				{t().cases.taskState.now}
				<span class="hidden-text">{t().queue.ofCase(t().cases.task[task.code])}</span>
			</Link>
		</span>
	);
}

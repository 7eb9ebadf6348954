// Today, each role its own: the next hour with its cases, then what is to be done, most urgent first.

import type { IconName } from "../../icons/icons.ts";
import { nextHour } from "../../state/hour.ts";
import type { Todo, TodoCode } from "../../state/todo.ts";
import { dateOf, longDay } from "../../text/dates.ts";
import { t } from "../../text/language.ts";
import { useMe, useNow, useWork } from "../context.ts";
import { hintFor } from "../help/hints.ts";
import { Icon } from "../parts/Icon.tsx";
import { Link } from "../parts/Link.tsx";
import { Loaded } from "../parts/Loaded.tsx";
import { later } from "../parts/later.tsx";
import { Page } from "../parts/Page.tsx";
import type { Tone } from "../parts/State.tsx";
import { useTodos } from "../shell/TitleBadge.tsx";
import { Changed } from "../trust/Changed.tsx";
import { OwedCards } from "../trust/OwedCards.tsx";
import { NextHour } from "./NextHour.tsx";

const TICK_MS = 10_000;
/** Comes with the guides: it is there on first visits only. */
const FirstTime = later(async () => (await import("../help/HelpPages.tsx")).FirstTime, {
	quiet: true,
});

export function Today() {
	const work = useWork();
	const me = useMe();
	const now = useNow(TICK_MS);
	const todos = useTodos(me, now);
	const hint = hintFor(me.roles);
	const { hours } = work.state;
	const coordinator = me.roles.includes("coordinator");
	return (
		<Page title={t().today.title(longDay(now))}>
			<Changed />
			<Loaded of={hours.value}>
				{(all) => {
					const next = nextHour(all, now);
					if (next !== null) return <NextHour hour={next} now={now} />;
					return (
						<p class="muted">
							{coordinator && me.orgKind === "county" ? t().today.noneCoordinator : t().today.none}
						</p>
					);
				}}
			</Loaded>
			{hint === null ? null : <FirstTime role={hint} />}
			<OwedCards />
			<h2>{t().today.todo}</h2>
			<Todos todos={todos} />
			<div class="buttons">
				{me.roles.includes("worker") ? (
					<Link
						to={{ at: "case-new", step: "question", hour: null }}
						button="second"
						testid="add-case"
					>
						<Icon name="plus" /> {t().cases.add}
					</Link>
				) : null}
				{me.roles.includes("worker") || me.roles.includes("contact") ? (
					<Link to={{ at: "devices", hour: null }} button="second" testid="to-devices">
						<Icon name="video" /> {t().devices.test}
					</Link>
				) : null}
				{coordinator && me.orgKind === "county" ? (
					<Link to={{ at: "withdrawal" }} button="second" testid="to-withdrawal">
						<Icon name="ban" /> {t().paper.open}
					</Link>
				) : null}
			</div>
		</Page>
	);
}

/** What is late or has gone wrong, what others wait for, and what waits for others; all else is to be done. */
const LOOK: Readonly<Partial<Record<TodoCode, readonly [Tone, IconName]>>> = {
	"step-late": ["bad", "circle-alert"],
	"consent-gap": ["bad", "circle-alert"],
	"consent-ended": ["bad", "ban"],
	"needs-info": ["warn", "message-square"],
	answered: ["now", "message-square"],
	"consent-wait": ["idle", "hourglass"],
};
const TO_DO: readonly [Tone, IconName] = ["now", "arrow-right"];

function Todos({ todos }: { todos: readonly Todo[] }) {
	if (todos.length === 0)
		return (
			<p class="muted">
				<Icon name="circle-check" /> {t().today.todoNone}
			</p>
		);
	return (
		<ul class="rows with-marks" data-testid="todo">
			{todos.map((todo) => {
				const [tone, icon] = LOOK[todo.code] ?? TO_DO;
				return (
					<li key={`${todo.code} ${todo.case ?? todo.name}`}>
						<span class={`state ${tone}`}>
							<Icon name={icon} />
						</span>
						<Link to={todo.route} testid={`todo-${todo.code}`}>
							{t().today.todos[todo.code](
								todo.name === "" ? t().today.theCase : todo.name,
								todo.at === null ? "" : dateOf(todo.at),
							)}
						</Link>
					</li>
				);
			})}
		</ul>
	);
}

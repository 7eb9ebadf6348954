// Today, each role its own: the next hour with its cases, then what is to be done, most urgent first.
import { nextHour } from "../../state/hour.ts";
import type { Todo } from "../../state/todo.ts";
import { dateOf, longDay } from "../../text/dates.ts";
import { t } from "../../text/language.ts";
import { useMe, useNow, useWork } from "../context.ts";
import { Icon } from "../parts/Icon.tsx";
import { Link } from "../parts/Link.tsx";
import { Loaded } from "../parts/Loaded.tsx";
import { Page } from "../parts/Page.tsx";
import { useTodos } from "../shell/TitleBadge.tsx";
import { Changed } from "../trust/Changed.tsx";
import { OwedCards } from "../trust/OwedCards.tsx";
import { NextHour } from "./NextHour.tsx";

const TICK_MS = 10_000;

export function Today() {
	const work = useWork();
	const me = useMe();
	const now = useNow(TICK_MS);
	const todos = useTodos(me, now);
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
			<OwedCards />
			<h2>{t().today.todo}</h2>
			<Todos todos={todos} />
			{me.roles.includes("worker") || me.roles.includes("contact") ? (
				<div class="buttons">
					<Link to={{ at: "devices", hour: null }} button="second" testid="to-devices">
						<Icon name="video" /> {t().devices.test}
					</Link>
				</div>
			) : null}
			{me.roles.includes("worker") ? (
				<div class="buttons">
					<Link
						to={{ at: "case-new", step: "question", hour: null }}
						button="second"
						testid="add-case"
					>
						<Icon name="plus" /> {t().cases.add}
					</Link>
				</div>
			) : null}
			{coordinator && me.orgKind === "county" ? (
				<div class="buttons">
					<Link to={{ at: "withdrawal" }} button="second" testid="to-withdrawal">
						<Icon name="ban" /> {t().paper.open}
					</Link>
				</div>
			) : null}
		</Page>
	);
}

function Todos({ todos }: { todos: readonly Todo[] }) {
	if (todos.length === 0)
		return (
			<p class="muted">
				<Icon name="circle-check" /> {t().today.todoNone}
			</p>
		);
	return (
		<ul class="rows" data-testid="todo">
			{todos.map((todo) => (
				<li key={`${todo.code} ${todo.case ?? todo.name}`}>
					<Link to={todo.route} testid={`todo-${todo.code}`}>
						{t().today.todos[todo.code](
							todo.name === "" ? t().today.theCase : todo.name,
							todo.at === null ? "" : dateOf(todo.at),
						)}
					</Link>
				</li>
			))}
		</ul>
	);
}

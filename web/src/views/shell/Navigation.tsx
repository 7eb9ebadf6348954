// The main menu, by role.
import type { Route } from "../../state/route.ts";
import { t } from "../../text/language.ts";
import type { Me } from "../../work/work.ts";
import { useWaiting } from "../follow/useWaiting.ts";
import { Link } from "../parts/Link.tsx";
import { route } from "../router.ts";

interface Item {
	readonly to: Route;
	readonly word: string;
	/** Pages that belong under it. */
	readonly holds: readonly Route["at"][];
}

function itemsFor(me: Me): readonly Item[] {
	const word = t().shell;
	const items: Item[] = [
		{ to: { at: "today" }, word: word.today, holds: ["today", "devices"] },
		{ to: { at: "hours" }, word: word.hours, holds: ["hours", "hour", "hour-change", "room"] },
	];
	if (me.roles.includes("worker") || me.roles.includes("contact"))
		items.push({
			to: { at: "cases" },
			word: word.cases,
			holds: [
				"cases",
				"case",
				"case-new",
				"general-new",
				"case-queue",
				"consent",
				"consent-new",
				"plan",
				"measures",
				"report",
				"paper",
				"card",
			],
		});
	if (me.roles.includes("worker") || me.roles.includes("contact"))
		items.push({ to: { at: "follow-up" }, word: t().follow.title, holds: ["follow-up"] });
	items.push({ to: { at: "shelf" }, word: t().shelf.nav, holds: ["shelf"] });
	const coordinator = me.roles.includes("coordinator");
	if (coordinator && me.orgKind === "county")
		items.push({
			to: { at: "series" },
			word: word.series,
			holds: ["series", "series-new", "series-edit"],
		});
	if (coordinator)
		items.push({ to: { at: "figures" }, word: t().figures.title, holds: ["figures"] });
	items.push({
		to: { at: "people" },
		word: word.people,
		holds: coordinator
			? ["people", "person", "invite", "confirm"]
			: ["people", "person", "professionals"],
	});
	if (coordinator)
		items.push({
			to: { at: "organisation" },
			word: t().organisation.title,
			holds: [
				"organisation",
				"pairs",
				"pair",
				"substitutes",
				"substitute",
				"professionals",
				"team",
				"templates",
				"retention",
				"withdrawal",
			],
		});
	return items;
}

export function Navigation({ me }: { me: Me }) {
	const here = route.value.at;
	const waiting = useWaiting(me);
	return (
		<nav class="shell-nav" aria-label={t().shell.nav}>
			<ul>
				{itemsFor(me).map((item) => (
					<li key={item.to.at}>
						<Link to={item.to} current={item.holds.includes(here)} testid={`nav-${item.to.at}`}>
							{item.word}
							{item.to.at === "follow-up" && waiting > 0 ? <Waiting count={waiting} /> : null}
						</Link>
					</li>
				))}
			</ul>
		</nav>
	);
}

function Waiting({ count }: { count: number }) {
	return (
		<>
			{" "}
			<span class="count" data-testid="nav-waiting">
				<span aria-hidden="true">{count}</span>
				<span class="hidden-text">{t().follow.waiting(count)}</span>
			</span>
		</>
	);
}

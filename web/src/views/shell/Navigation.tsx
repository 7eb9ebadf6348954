// The main menu, by role.
import { useEffect } from "preact/hooks";
import type { Route } from "../../state/route.ts";
import { t } from "../../text/language.ts";
import type { Me } from "../../work/work.ts";
import { useWaiting } from "../follow/useWaiting.ts";
import { Icon } from "../parts/Icon.tsx";
import { Link } from "../parts/Link.tsx";
import { route } from "../router.ts";
import { onSearchKey } from "../searchKey.ts";
import { Languages } from "./Languages.tsx";
import { useOpen } from "./useOpen.ts";

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

/** A list in the header; where there is no room for it, a button that opens it, with the languages under it. */
export function Navigation({ me }: { me: Me }) {
	const here = route.value.at;
	const waiting = useWaiting(me);
	useEffect(() => {
		const pressed = (event: KeyboardEvent) => onSearchKey(event, me);
		addEventListener("keydown", pressed);
		return () => removeEventListener("keydown", pressed);
	}, [me]);
	const { open, setOpen, box, button, onKeyDown } = useOpen();
	return (
		// biome-ignore lint/a11y/noStaticElementInteractions: Esc, or a link that is followed, closes what the button inside opened
		<div
			class="shell-menu"
			ref={box}
			onKeyDown={onKeyDown}
			onClick={({ target }) => {
				if (target instanceof Element && target.closest("a") !== null) setOpen(false);
			}}
		>
			<button
				ref={button}
				type="button"
				class="button plain shell-open"
				aria-expanded={open}
				aria-controls="shell-list"
				data-testid="menu"
				onClick={() => setOpen(!open)}
			>
				<Icon name={open ? "x" : "menu"} /> {t().shell.menu}
				{waiting > 0 && !open ? <Waiting count={waiting} /> : null}
			</button>
			<div class={open ? "shell-list is-open" : "shell-list"} id="shell-list">
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
				<Languages />
			</div>
		</div>
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

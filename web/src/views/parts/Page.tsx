// A page's heading and column. When a page is entered, its title is set and its heading gets the focus, so that
// a screen reader and the keyboard begin there; not at the very first load.
import { type ComponentChildren, createContext } from "preact";
import { useContext, useEffect, useRef } from "preact/hooks";
import type { Route } from "../../state/route.ts";
import { t } from "../../text/first.ts";
import { badge, calling } from "../badge.ts";
import { Icon } from "./Icon.tsx";
import { Link } from "./Link.tsx";

let first = true;

/** False: it waits out of sight while another page is looked at. When it is seen again, it is entered anew. */
export const Seen = createContext(true);

export function Page(props: {
	readonly title: string;
	readonly children: ComponentChildren;
	/** Tables take the whole width, tasks one column. */
	readonly wide?: boolean;
	readonly back?: Route;
	readonly above?: string;
	/** Entered anew when this changes: the steps of one task share a view. */
	readonly enter?: string;
}) {
	const heading = useRef<HTMLHeadingElement>(null);
	const waiting = badge.value;
	const call = calling.value;
	const seen = useContext(Seen);
	useEffect(() => {
		if (!seen) return;
		const title = `${props.title} · ${t().common.name}`;
		document.title = call ?? (waiting === 0 ? title : `(${waiting}) ${title}`);
	}, [props.title, waiting, call, seen]);
	useEffect(() => {
		if (!seen) return;
		if (first) first = false;
		else {
			heading.current?.focus({ preventScroll: true });
			scrollTo(0, 0);
		}
	}, [props.enter, seen]);
	return (
		<div class={props.wide ? undefined : "column"}>
			{props.back === undefined ? null : (
				<div class="back">
					<Icon name="arrow-left" />
					<Link to={props.back} testid="back">
						{t().common.back}
					</Link>
				</div>
			)}
			{props.above === undefined ? null : <p class="step-count">{props.above}</p>}
			<h1 ref={heading} tabIndex={-1}>
				{props.title}
			</h1>
			{props.children}
		</div>
	);
}

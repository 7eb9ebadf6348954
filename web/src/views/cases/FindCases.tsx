// Cases found by what one remembers of them: the field, what was found, and the way into it by keys. What a list of them
// looks like is the page's.
import type { ComponentChildren } from "preact";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { caseFinder, unread } from "../../state/caseSearch.ts";
import { language, t } from "../../text/language.ts";
import type { CaseSummary } from "../../work/work.ts";
import { useWork } from "../context.ts";
import { SearchField } from "../parts/SearchField.tsx";
import { cameToSearch } from "../searchKey.ts";
import { topicName } from "../shelf/words.ts";

const FIELD = "find-case";

export function FindCases(props: {
	readonly cases: readonly CaseSummary[];
	/** `typed`: for what begins anew with another search. */
	readonly children: (found: readonly CaseSummary[], typed: string) => ComponentChildren;
}) {
	const work = useWork();
	const [typed, setTyped] = useState("");
	const box = useRef<HTMLDivElement>(null);
	const find = useMemo(
		() => caseFinder({ topic: topicName, printed: (one) => work.cases.reference(one.case) }),
		[work, language.value],
	);
	useEffect(() => {
		const pressed = (event: KeyboardEvent) => onArrow(event, box.current);
		box.current?.addEventListener("keydown", pressed);
		// After the page's heading, which gets the focus of who enters otherwise.
		if (cameToSearch()) queueMicrotask(() => document.getElementById(FIELD)?.focus());
	}, []);
	const found = find(props.cases, typed);
	return (
		<div ref={box}>
			<search>
				<form
					class="column"
					onSubmit={(event) => {
						event.preventDefault();
						if (typed.trim() !== "") rowsIn(box.current)[0]?.click();
					}}
				>
					<SearchField
						name={FIELD}
						label={t().cases.find}
						hint={t().cases.findHint}
						value={typed}
						onChange={setTyped}
					/>
				</form>
			</search>
			<Told found={found.length} unread={unread(props.cases)} typed={typed.trim()} />
			{props.children(found, typed.trim())}
		</div>
	);
}

function Told(props: { readonly found: number; readonly unread: number; readonly typed: string }) {
	const text = t().cases;
	return (
		<p class={props.found === 0 ? "" : "small muted"} role="status" data-testid="cases-found">
			{props.typed === ""
				? null
				: props.found === 0
					? text.noneFound(props.typed)
					: text.found(props.found)}
			{props.typed === "" || props.unread === 0 ? null : ` ${text.unread(props.unread)}`}
		</p>
	);
}

const rowsIn = (box: HTMLElement | null): readonly HTMLElement[] => [
	...(box?.querySelectorAll<HTMLElement>('tbody th[scope="row"] a') ?? []),
];

/** Down from the field into the rows, up again; Enter on one is the link's own. */
function onArrow(event: KeyboardEvent, box: HTMLElement | null): void {
	const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
	if (step === 0 || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
	const stops: (Element | null)[] = [document.getElementById(FIELD), ...rowsIn(box)];
	const at = stops.indexOf(document.activeElement);
	const next = stops[at + step];
	if (at < 0 || !(next instanceof HTMLElement)) return;
	event.preventDefault();
	next.focus();
}

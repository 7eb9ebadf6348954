// Who does a step: somebody of the case or a team on the list of professionals, found while typing; or as it is typed.
import { useEffect, useRef, useState } from "preact/hooks";
import { suggestWho } from "../../state/plan.ts";
import { t } from "../../text/language.ts";
import type { StepWho as Who } from "../../work/documents.ts";
import { useNames, useWork } from "../context.ts";
import { Button } from "../parts/Button.tsx";
import { TextField } from "../parts/TextField.tsx";

export function StepWho(props: {
	readonly no: number;
	readonly who: Who;
	readonly onChange: (who: Who) => void;
}) {
	const { who, no } = props;
	const [open, setOpen] = useState(false);
	const around = useRef<HTMLDivElement>(null);
	useEffect(() => {
		const element = around.current;
		const onKey = ({ key }: KeyboardEvent) => setOpen(key !== "Escape");
		// Safari gives a pressed button no focus: the list would be gone before the press counts.
		const press = (event: MouseEvent) => {
			if (event.target instanceof Element && event.target.closest(".plan-found") !== null)
				event.preventDefault();
		};
		element?.addEventListener("keydown", onKey);
		element?.addEventListener("mousedown", press);
		return () => {
			element?.removeEventListener("keydown", onKey);
			element?.removeEventListener("mousedown", press);
		};
	}, [who.kind]);
	const { file, directory } = useWork().state;
	const names = useNames();
	const text = t().plan;
	const teams = directory.value.kind === "ready" ? directory.value.value.org.teams : [];
	if (who.kind !== "text") {
		const team = who.kind === "team" ? teams.find((one) => one.team === who.team) : undefined;
		return (
			<div class="field" data-near data-testid={`step-who-${no}-chosen`}>
				<span class="label">{text.who}</span>
				<p>
					<strong>{who.kind === "person" ? names(who.uid) : (team?.name ?? text.teamGone)}</strong>{" "}
					<Button
						kind="plain"
						label={text.whoChange(no)}
						testid={`step-who-${no}-change`}
						onPress={() => props.onChange({ kind: "text", text: "" })}
					>
						{t().common.change}
					</Button>
				</p>
				{team === undefined || team.contact === "" ? null : (
					<p class="small muted">{team.contact}</p>
				)}
			</div>
		);
	}
	const members = file.value.kind === "ready" ? file.value.file.members : [];
	const people = members.map((uid) => ({ uid, name: names(uid) }));
	const found = open ? suggestWho(who.text, people, teams) : [];
	return (
		<div
			ref={around}
			class="plan-who"
			data-near
			onFocusIn={() => setOpen(true)}
			onFocusOut={({ currentTarget, relatedTarget: to }) =>
				setOpen(to instanceof Node && currentTarget.contains(to))
			}
		>
			<TextField
				name={`step-who-${no}`}
				label={text.who}
				value={who.text}
				onChange={(typed) => props.onChange({ kind: "text", text: typed })}
			/>
			{found.length === 0 ? null : (
				// Over what is below it, which so stays where it is.
				<div class="plan-found">
					<p class="small muted">{text.whoFound}</p>
					<ul aria-label={text.whoFound}>
						{found.map((one) => (
							<li key={one.id}>
								<Button
									kind="plain"
									testid={`step-who-${no}-found`}
									onPress={() => props.onChange(one.who)}
								>
									{one.name}
									{one.task === "" ? null : <span class="small muted"> {one.task}</span>}
								</Button>
							</li>
						))}
					</ul>
				</div>
			)}
		</div>
	);
}

// Who does a step: somebody of the case or a team on the list of professionals, found while typing; or as it is typed.
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
	const { file, directory } = useWork().state;
	const names = useNames();
	const text = t().plan;
	const teams = directory.value.kind === "ready" ? directory.value.value.org.teams : [];
	if (who.kind !== "text") {
		const team = who.kind === "team" ? teams.find((one) => one.team === who.team) : undefined;
		return (
			<div class="field" data-near data-testid={`step-who-${no}-chosen`}>
				<span>{text.who}</span>
				<p>
					<strong>{who.kind === "person" ? names(who.uid) : (team?.name ?? text.teamGone)}</strong>
					{team === undefined || team.contact === "" ? null : (
						<span class="small muted"> {team.contact}</span>
					)}{" "}
					<Button
						kind="plain"
						label={text.whoChange(no)}
						testid={`step-who-${no}-change`}
						onPress={() => props.onChange({ kind: "text", text: "" })}
					>
						{t().common.change}
					</Button>
				</p>
			</div>
		);
	}
	const members = file.value.kind === "ready" ? file.value.file.members : [];
	const people = members.map((uid) => ({ uid, name: names(uid) }));
	const found = suggestWho(who.text, people, teams);
	return (
		<div data-near>
			<TextField
				name={`step-who-${no}`}
				label={text.who}
				value={who.text}
				onChange={(typed) => props.onChange({ kind: "text", text: typed })}
			/>
			{found.length === 0 ? null : (
				<ul class="plan-who" aria-label={text.whoFound}>
					{found.map((one) => (
						<li key={one.id}>
							<Button
								kind="plain"
								testid={`step-who-${no}-found`}
								onPress={() => props.onChange(one.who)}
							>
								{one.name}
							</Button>
							{one.task === "" ? null : <span class="small muted"> {one.task}</span>}
						</li>
					))}
				</ul>
			)}
		</div>
	);
}

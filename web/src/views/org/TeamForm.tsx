// Adding a team to the list of professionals, changing it, taking it off. Teams and functions, never persons or clients.
import { useState } from "preact/hooks";
import { type Errors, hasErrors, NO_ERRORS } from "../../state/form.ts";
import { teamById } from "../../state/shelf.ts";
import { NO_TEAM, teamErrors, tidyTeam } from "../../state/team.ts";
import { t } from "../../text/language.ts";
import type { Id, Team, TeamText } from "../../work/work.ts";
import { useAction } from "../action.ts";
import { useMe, useWork } from "../context.ts";
import { Box } from "../parts/Box.tsx";
import { Button } from "../parts/Button.tsx";
import { ConfirmDialog } from "../parts/ConfirmDialog.tsx";
import { DeadEnd } from "../parts/DeadEnd.tsx";
import { FormFrame } from "../parts/FormFrame.tsx";
import { LoadedPage } from "../parts/Loaded.tsx";
import { Page } from "../parts/Page.tsx";
import { TextArea } from "../parts/TextArea.tsx";
import { TextField } from "../parts/TextField.tsx";
import { replace } from "../router.ts";

export function TeamForm({ id }: { id: Id | null }) {
	const me = useMe();
	return (
		<LoadedPage
			of={useWork().state.directory.value}
			title={t().teams.editTitle}
			back={{ at: "professionals" }}
		>
			{({ org }) => {
				const team = id === null ? null : teamById(org, id);
				return id !== null && (team === null || team.org !== me.org) ? (
					<DeadEnd
						title={t().teams.editTitle}
						text={t().teams.gone}
						back={{ at: "professionals" }}
					/>
				) : (
					<Form team={team} />
				);
			}}
		</LoadedPage>
	);
}

function Form({ team }: { team: Team | null }) {
	const work = useWork();
	const saving = useAction();
	const [typed, setTyped] = useState<TeamText>(team ?? NO_TEAM);
	const [errors, setErrors] = useState<Errors>(NO_ERRORS);
	const text = t().teams;
	const put = (field: keyof TeamText) => (value: string) =>
		setTyped((before) => ({ ...before, [field]: value }));
	const submit = () => {
		const found = teamErrors(typed);
		setErrors(found);
		if (hasErrors(found)) return;
		void saving.run(async () => {
			await work.coordinator.setTeam(team?.team ?? null, tidyTeam(typed));
			replace({ at: "professionals" });
		});
	};
	return (
		<Page title={team === null ? text.newTitle : text.editTitle} back={{ at: "professionals" }}>
			<Box kind="info">
				<p>{text.functions}</p>
			</Box>
			<FormFrame
				errors={errors}
				action={saving}
				labels={{
					name: text.name,
					task: text.task,
					whenToTurn: text.whenToTurn,
					contact: text.contact,
				}}
				submit={t().common.save}
				testid="save-team"
				onSubmit={submit}
			>
				<TextField
					name="name"
					label={text.name}
					hint={text.hints.name}
					value={typed.name}
					onChange={put("name")}
					error={errors["name"]}
				/>
				{(["task", "whenToTurn", "contact"] as const).map((field) => (
					<TextArea
						key={field}
						name={field}
						label={text[field]}
						hint={text.hints[field]}
						value={typed[field]}
						onChange={put(field)}
						error={errors[field]}
						rows={3}
						optional
					/>
				))}
			</FormFrame>
			{team === null || team.dropped ? null : <Drop team={team} />}
		</Page>
	);
}

function Drop({ team }: { team: Team }) {
	const work = useWork();
	const [open, setOpen] = useState(false);
	const text = t().teams;
	return (
		<>
			<div class="buttons">
				<Button kind="danger" icon="trash-2" onPress={() => setOpen(true)} testid="drop-team">
					{text.drop}
				</Button>
			</div>
			{open ? (
				<ConfirmDialog
					name="drop-team"
					title={text.dropTitle}
					word={text.drop}
					run={async () => {
						await work.coordinator.dropTeam(team.team);
						replace({ at: "professionals" });
					}}
					onClose={() => setOpen(false)}
				>
					<p>
						<strong>{team.name}</strong>
					</p>
					<p>{text.dropText}</p>
				</ConfirmDialog>
			) : null}
		</>
	);
}

// Inviting: names and roles, then the link, shown once.
import { useState } from "preact/hooks";
import { collect, type Errors, hasErrors, NO_ERRORS, textError } from "../../state/form.ts";
import { t } from "../../text/language.ts";
import type { Role } from "../../work/work.ts";
import { useAction } from "../action.ts";
import { useMe, useWork } from "../context.ts";
import { Button } from "../parts/Button.tsx";
import { Choices } from "../parts/Choices.tsx";
import { FormFrame } from "../parts/FormFrame.tsx";
import { Link } from "../parts/Link.tsx";
import { Page } from "../parts/Page.tsx";
import { TextField } from "../parts/TextField.tsx";
import { InviteLink } from "./InviteLink.tsx";

const USERNAME = /^[a-z0-9][a-z0-9.-]{1,31}$/;

/** "Maija Virtanen" → "maija.virtanen", proposed until the user name is typed by hand. */
function proposed(display: string): string {
	return display
		.toLowerCase()
		.normalize("NFD")
		.replace(/\p{M}/gu, "")
		.replace(/[^a-z0-9]+/g, ".")
		.replace(/^\.|\.$/g, "")
		.slice(0, 32);
}

export function InvitePerson() {
	const work = useWork();
	const me = useMe();
	const inviting = useAction();
	const roles: readonly Role[] =
		me.orgKind === "county" ? ["worker", "coordinator"] : ["contact", "coordinator"];
	const [display, setDisplay] = useState("");
	const [username, setUsername] = useState<string | null>(null);
	const [chosen, setChosen] = useState<readonly Role[]>(roles.slice(0, 1));
	const [errors, setErrors] = useState<Errors>(NO_ERRORS);
	const [made, setMade] = useState<{ link: string; expiresAt: number } | null>(null);
	const text = t().people;
	const name = username ?? proposed(display);
	const submit = () => {
		const found = collect({
			display: textError(display, 80),
			username: USERNAME.test(name) ? null : "not-username",
			roles: chosen.length === 0 ? "choose" : null,
		});
		setErrors(found);
		if (hasErrors(found)) return;
		void inviting.run(async () =>
			setMade(
				await work.coordinator.invite({ username: name, display: display.trim(), roles: chosen }),
			),
		);
	};
	const another = () => {
		setMade(null);
		setDisplay("");
		setUsername(null);
	};
	if (made !== null) return <Made display={display.trim()} invite={made} onAnother={another} />;
	return (
		<Page title={text.inviteTitle} back={{ at: "people" }} enter="form">
			<p>{text.inviteLead}</p>
			<FormFrame
				errors={errors}
				action={inviting}
				labels={{ display: text.name, username: text.username, roles: text.roles }}
				submit={text.makeLink}
				testid="make-invite"
				onSubmit={submit}
			>
				<TextField
					name="display"
					label={text.name}
					hint={text.displayHint}
					value={display}
					onChange={setDisplay}
					error={errors["display"]}
				/>
				<TextField
					name="username"
					label={text.username}
					hint={t().enrol.userHint}
					value={name}
					onChange={setUsername}
					error={errors["username"]}
					exact
				/>
				<Choices
					name="roles"
					label={text.roles}
					many
					choices={roles.map((role) => ({ value: role, label: t().roles[role] }))}
					value={chosen}
					onChange={setChosen}
					error={errors["roles"]}
				/>
			</FormFrame>
		</Page>
	);
}

function Made(props: {
	readonly display: string;
	readonly invite: { readonly link: string; readonly expiresAt: number };
	readonly onAnother: () => void;
}) {
	const text = t().people;
	return (
		<Page title={text.linkTitle} back={{ at: "people" }} enter="link">
			<InviteLink display={props.display} invite={props.invite} />
			<div class="buttons">
				<Button kind="second" icon="plus" onPress={props.onAnother} testid="invite-another">
					{text.inviteAnother}
				</Button>
				<Link to={{ at: "people" }}>{text.toPeople}</Link>
			</div>
		</Page>
	);
}

// Inviting a guest: who, as what, for how long, and that the client's consent covers them. The link is shown once.
import { useEffect, useState } from "preact/hooks";
import { collect, type Errors, hasErrors, NO_ERRORS, textError } from "../../state/form.ts";
import { dayAndClock } from "../../text/dates.ts";
import { t } from "../../text/language.ts";
import { GUEST_DAYS_MAX, GUEST_ROLES } from "../../work/documents.ts";
import type { Covered, GuestRole, Id } from "../../work/work.ts";
import { useAction } from "../action.ts";
import { useWork } from "../context.ts";
import { Box } from "../parts/Box.tsx";
import { Button } from "../parts/Button.tsx";
import { CopyField } from "../parts/CopyField.tsx";
import { Dialog } from "../parts/Dialog.tsx";
import { ErrorSummary } from "../parts/ErrorSummary.tsx";
import { Loading } from "../parts/Loaded.tsx";
import { SelectField } from "../parts/SelectField.tsx";
import { TextField } from "../parts/TextField.tsx";
import { Tick } from "../parts/Tick.tsx";

const NAME_MAX = 120;
const DAYS = [1, 3, 7, GUEST_DAYS_MAX];

export function InviteGuest({ id, onClose }: { id: Id; onClose: () => void }) {
	const work = useWork();
	const reading = useAction();
	const [covered, setCovered] = useState<Covered | null>(null);
	const [made, setMade] = useState<{ name: string; link: string; expiresAt: number } | null>(null);
	const text = t().guest;
	useEffect(() => {
		void reading.run(async () => setCovered(await work.guests.covered(id)));
	}, [id]);
	return (
		<Dialog title={text.inviteTitle} onClose={onClose} testid="invite-guest">
			<p>{text.inviteLead}</p>
			<ErrorSummary failure={reading.error} />
			{made !== null ? (
				<TheLink {...made} />
			) : covered === null ? (
				reading.error === null ? (
					<Loading />
				) : null
			) : covered.kind === "nobody" ? (
				<Box kind="bad" testid="guest-not-covered">
					<p>{text.nobody}</p>
				</Box>
			) : (
				<Who id={id} covered={covered} onMade={setMade} />
			)}
			<div class="buttons">
				<Button kind="second" onPress={onClose} testid="close-dialog">
					{t().common.close}
				</Button>
			</div>
		</Dialog>
	);
}

function Who(props: {
	readonly id: Id;
	readonly covered: Exclude<Covered, { kind: "nobody" }>;
	readonly onMade: (made: { name: string; link: string; expiresAt: number }) => void;
}) {
	const { id, covered } = props;
	const work = useWork();
	const making = useAction();
	const [name, setName] = useState("");
	const [role, setRole] = useState<GuestRole>("interpreter");
	const [days, setDays] = useState(1);
	const [covers, setCovers] = useState(false);
	const [errors, setErrors] = useState<Errors>(NO_ERRORS);
	const text = t().guest;
	const asksConsent = covered.kind === "named";
	const make = () => {
		const found = collect({
			guestName: textError(name, NAME_MAX),
			guestCovered: asksConsent && !covers ? "confirm-first" : null,
		});
		setErrors(found);
		if (hasErrors(found)) return;
		void making.run(async () => {
			const { link, expiresAt } = await work.guests.invite(id, { name, role, days });
			props.onMade({ name: name.trim(), link, expiresAt });
		});
	};
	return (
		<form
			onSubmit={(event) => {
				event.preventDefault();
				make();
			}}
		>
			<ErrorSummary
				errors={errors}
				failure={making.error}
				label={(field) => (field === "guestName" ? text.name : text.tick)}
			/>
			<TextField
				name="guestName"
				label={text.name}
				value={name}
				onChange={setName}
				error={errors["guestName"]}
				exact
			/>
			<SelectField
				name="guestRole"
				label={text.role}
				value={role}
				options={GUEST_ROLES.map((value) => ({ value, label: t().call.guestRole[value] }))}
				onChange={(value) => setRole(GUEST_ROLES.find((one) => one === value) ?? "other")}
			/>
			<SelectField
				name="guestDays"
				label={text.days}
				value={String(days)}
				options={DAYS.map((n) => ({ value: String(n), label: text.dayCount(n) }))}
				onChange={(value) => setDays(Number(value))}
				short
			/>
			{asksConsent ? (
				<>
					<p data-testid="guest-others">
						{text.named} <strong>{covered.others}</strong>
					</p>
					<Tick
						name="guestCovered"
						label={text.tick}
						value={covers}
						onChange={setCovers}
						error={errors["guestCovered"]}
					/>
				</>
			) : (
				<p>{text.general}</p>
			)}
			<div class="buttons">
				<Button submit icon="user-plus" busy={making.busy} testid="make-guest-link">
					{text.make}
				</Button>
			</div>
		</form>
	);
}

function TheLink(props: {
	readonly name: string;
	readonly link: string;
	readonly expiresAt: number;
}) {
	const text = t().guest;
	return (
		<>
			<p>{text.linkLead(props.name, dayAndClock(props.expiresAt))}</p>
			<CopyField name="guestLink" label={text.link} value={props.link} />
			<Box kind="warn">
				<p>{text.linkOnce}</p>
			</Box>
			<p>{text.linkHow}</p>
		</>
	);
}

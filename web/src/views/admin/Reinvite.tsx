// New keys for somebody who has lost passphrase or sheet: why and what follows, then the link, shown once.
import { useState } from "preact/hooks";
import { t } from "../../text/language.ts";
import type { Person } from "../../work/work.ts";
import { useAction } from "../action.ts";
import { useWork } from "../context.ts";
import { Button } from "../parts/Button.tsx";
import { Dialog } from "../parts/Dialog.tsx";
import { ErrorSummary } from "../parts/ErrorSummary.tsx";
import { InviteLink } from "./InviteLink.tsx";

export function Reinvite({ person }: { person: Person }) {
	const work = useWork();
	const inviting = useAction();
	const [open, setOpen] = useState(false);
	const [made, setMade] = useState<{ link: string; expiresAt: number } | null>(null);
	const text = t().person;
	const close = () => {
		setOpen(false);
		setMade(null);
	};
	return (
		<>
			<p>
				<Button kind="second" icon="key-round" onPress={() => setOpen(true)} testid="reinvite">
					{text.reinvite}
				</Button>
			</p>
			{open ? (
				<Dialog title={text.reinviteTitle(person.display)} onClose={close} testid="reinvite-dialog">
					{made === null ? (
						<>
							<p>{text.reinviteText}</p>
							<ol>
								{text.reinviteThen.map((line) => (
									<li key={line}>{line}</li>
								))}
							</ol>
							<ErrorSummary failure={inviting.error} />
							<div class="buttons">
								<Button
									busy={inviting.busy}
									testid="reinvite-confirm"
									onPress={() =>
										void inviting.run(async () =>
											setMade(await work.coordinator.reinvite(person.uid)),
										)
									}
								>
									{t().people.makeLink}
								</Button>
								<Button kind="second" onPress={close}>
									{t().common.cancel}
								</Button>
							</div>
						</>
					) : (
						<>
							<InviteLink display={person.display} invite={made} />
							<div class="buttons">
								<Button onPress={close} testid="reinvite-close">
									{t().common.close}
								</Button>
							</div>
						</>
					)}
				</Dialog>
			) : null}
		</>
	);
}

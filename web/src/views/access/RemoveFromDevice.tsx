// Takes a person's account key off this device. Whose it is signs in here again with the account sheet only.
import { useState } from "preact/hooks";
import { t } from "../../text/language.ts";
import { useWork } from "../context.ts";
import { Button } from "../parts/Button.tsx";
import { ConfirmDialog } from "../parts/ConfirmDialog.tsx";

export function RemoveFromDevice({ username }: { username: string }) {
	const work = useWork();
	const [asking, setAsking] = useState(false);
	const text = t().account;
	return (
		<>
			<Button
				kind="plain"
				icon="trash-2"
				onPress={() => setAsking(true)}
				testid={`remove-${username}`}
			>
				{text.remove}
				<span class="hidden-text"> {username}</span>
			</Button>
			{asking ? (
				<ConfirmDialog
					name="remove"
					title={text.removeTitle(username)}
					word={text.remove}
					run={() => work.session.forget(username)}
					onClose={() => setAsking(false)}
				>
					<p>{text.removeText}</p>
					<p>
						<strong>{text.removeSheet}</strong>
					</p>
				</ConfirmDialog>
			) : null}
		</>
	);
}

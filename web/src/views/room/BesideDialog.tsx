// Who sits here with me: they hear, and everybody in the room is told so.
import { useState } from "preact/hooks";
import { mayBeBeside } from "../../state/stage.ts";
import { t } from "../../text/language.ts";
import type { Id, Room } from "../../work/work.ts";
import { useAction } from "../action.ts";
import { useMe, useNames, useWork } from "../context.ts";
import { Button } from "../parts/Button.tsx";
import { Choices } from "../parts/Choices.tsx";
import { Dialog } from "../parts/Dialog.tsx";
import { ErrorSummary } from "../parts/ErrorSummary.tsx";

export function BesideDialog({ room, onClose }: { room: Room; onClose: () => void }) {
	const work = useWork();
	const me = useMe();
	const names = useNames();
	const acting = useAction();
	const [who, setWho] = useState<readonly Id[]>(room.beside);
	const file = work.state.file.value;
	const directory = work.state.directory.value;
	const text = t().call;
	const may =
		file.kind === "ready" && directory.kind === "ready"
			? mayBeBeside(file.file, room, me, directory.value.people)
			: [];
	const save = () =>
		void acting
			.run(() => work.hour.setBeside(who.filter((uid) => may.includes(uid))))
			.then((done) => {
				if (done) onClose();
			});
	return (
		<Dialog title={text.besideTitle} onClose={onClose} testid="beside-dialog">
			<p>{text.besideLead}</p>
			<ErrorSummary failure={acting.error} />
			{may.length === 0 ? (
				<p>{text.besideNobody}</p>
			) : (
				<Choices
					name="beside"
					label={text.besideWho}
					many
					choices={may.map((uid) => ({ value: uid, label: names(uid) }))}
					value={who}
					onChange={setWho}
				/>
			)}
			<p class="muted">{text.besideOnly}</p>
			<div class="buttons">
				{may.length === 0 ? null : (
					<Button busy={acting.busy} onPress={save} testid="beside-save">
						{t().common.save}
					</Button>
				)}
				<Button kind="second" onPress={onClose}>
					{may.length === 0 ? t().common.close : t().common.cancel}
				</Button>
			</div>
		</Dialog>
	);
}

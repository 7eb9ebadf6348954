// Before a screen is shared: what others will see, and what has to be put away first.
import { t } from "../../text/language.ts";
import { useAction } from "../action.ts";
import { useWork } from "../context.ts";
import { Button } from "../parts/Button.tsx";
import { Dialog } from "../parts/Dialog.tsx";
import { ErrorSummary } from "../parts/ErrorSummary.tsx";

export function ShareDialog({ onClose }: { onClose: () => void }) {
	const work = useWork();
	const acting = useAction();
	const text = t().call;
	const share = () =>
		void acting
			.run(() => work.hour.share())
			.then((done) => {
				if (done) onClose();
			});
	return (
		<Dialog title={text.shareTitle} onClose={onClose} testid="share-dialog">
			<p>{text.shareLead}</p>
			<ul>
				{text.shareWarn.map((line) => (
					<li key={line}>{line}</li>
				))}
			</ul>
			<ErrorSummary failure={acting.error} />
			<div class="buttons">
				<Button icon="screen-share" busy={acting.busy} onPress={share} testid="share-go">
					{text.shareGo}
				</Button>
				<Button kind="second" onPress={onClose}>
					{t().common.cancel}
				</Button>
			</div>
		</Dialog>
	);
}

// Two histories that exclude each other: red on every page until it is explained. What happened, what it means, what to do.
import { useState } from "preact/hooks";
import { dayAndClock } from "../../text/dates.ts";
import { t } from "../../text/first.ts";
import type { Alarm } from "../../work/work.ts";
import { useAction } from "../action.ts";
import { useWork } from "../context.ts";
import { Button } from "../parts/Button.tsx";
import { Dialog } from "../parts/Dialog.tsx";
import { ErrorSummary } from "../parts/ErrorSummary.tsx";
import { Icon } from "../parts/Icon.tsx";
import { Link } from "../parts/Link.tsx";

export function AlarmBar() {
	const alarm = useWork().state.alarm.value;
	return alarm === null ? null : <Bar alarm={alarm} />;
}

function Bar({ alarm }: { alarm: Alarm }) {
	const work = useWork();
	const [asking, setAsking] = useState(false);
	const text = t().alarm;
	const { what, todo } = text.reasons[alarm.reason];
	const signedIn = work.state.session.value.kind === "in";
	return (
		<section class="alarm-bar" role="alert" aria-labelledby="alarm" data-testid="alarm">
			<div class="alarm-text" data-reason={alarm.reason}>
				<h2 id="alarm">
					<Icon name="shield-alert" /> {text.title}
				</h2>
				<dl>
					<dt>{text.what}</dt>
					<dd>
						{what} {text.since(dayAndClock(alarm.at))}
					</dd>
					<dt>{text.meaning}</dt>
					<dd>{text.means}</dd>
					<dt>{text.do}</dt>
					<dd>{todo}</dd>
				</dl>
				<div class="buttons">
					{alarm.case === null || !signedIn ? null : (
						<Link to={{ at: "case", case: alarm.case }}>{text.case}</Link>
					)}
					<Button kind="second" onPress={() => setAsking(true)} testid="forget-memory">
						{text.forget}
					</Button>
				</div>
			</div>
			{asking ? <Forget onClose={() => setAsking(false)} /> : null}
		</section>
	);
}

function Forget({ onClose }: { onClose: () => void }) {
	const work = useWork();
	const acting = useAction();
	const text = t().alarm;
	return (
		<Dialog title={text.forgetTitle} onClose={onClose} testid="forget-dialog">
			<p>{text.forgetText}</p>
			<ErrorSummary failure={acting.error} />
			<div class="buttons">
				<Button
					kind="danger"
					busy={acting.busy}
					testid="forget-confirm"
					onPress={() =>
						void acting
							.run(() => work.session.forgetMemory())
							.then((done) => {
								if (done) onClose();
							})
					}
				>
					{text.forgetConfirm}
				</Button>
				<Button kind="second" onPress={onClose}>
					{t().common.cancel}
				</Button>
			</div>
		</Dialog>
	);
}

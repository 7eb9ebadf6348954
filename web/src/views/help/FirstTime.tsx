// Where to begin, on Today's page, until one closes it.
import type { GuideRole } from "../../state/route.ts";
import { helpIn } from "../../text/help.ts";
import { language, t } from "../../text/language.ts";
import { Button } from "../parts/Button.tsx";
import { Link } from "../parts/Link.tsx";
import { closeHint } from "./hints.ts";
import { Names } from "./Names.tsx";

export function FirstTime({ role }: { role: GuideRole }) {
	const { hint } = helpIn(language.value);
	const close = () => {
		closeHint(role);
		// The button is gone: what it stood in takes the focus.
		document.getElementById("main")?.focus({ preventScroll: true });
	};
	return (
		<section class="hint-box" aria-labelledby="first-time" data-testid="first-time">
			<h2 id="first-time">{hint.title}</h2>
			<p>
				<Names line={hint.lines(t())[role]} />
			</p>
			<div class="buttons">
				<Link to={{ at: "help", role }} button="second" testid="hint-read">
					{hint.read}
				</Link>
				<Button kind="plain" icon="x" onPress={close} testid="hint-close">
					{hint.close}
				</Button>
			</div>
		</section>
	);
}

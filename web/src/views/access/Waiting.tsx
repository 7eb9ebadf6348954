// Enrolled, not yet confirmed: the 30 digits to read over the phone.
import { t } from "../../text/language.ts";
import { Box } from "../parts/Box.tsx";
import { Button } from "../parts/Button.tsx";
import { Digits } from "../parts/Digits.tsx";
import { Page } from "../parts/Page.tsx";

export function Waiting({ number, onSignIn }: { number: string; onSignIn: () => void }) {
	const text = t().enrol;
	return (
		<Page title={text.waitTitle}>
			<p class="lead">{text.waitLead}</p>
			<div class="card strong">
				<h2>{text.number}</h2>
				<Digits number={number} testid="my-number" />
			</div>
			<Box kind="info">
				<p>{text.waitOpen}</p>
			</Box>
			<div class="buttons">
				<Button kind="second" onPress={onSignIn} testid="try-sign-in">
					{text.trySignIn}
				</Button>
			</div>
		</Page>
	);
}

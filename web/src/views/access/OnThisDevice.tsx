// Whom this device knows: each can be chosen to sign in, and taken off it.
import { t } from "../../text/language.ts";
import { Button } from "../parts/Button.tsx";
import { RemoveFromDevice } from "./RemoveFromDevice.tsx";

export function OnThisDevice(props: {
	readonly names: readonly string[];
	readonly onChoose: (name: string) => void;
}) {
	const text = t().account;
	const choose = (name: string) => {
		props.onChoose(name);
		document.getElementById("passphrase")?.focus();
	};
	return (
		<section class="on-device" aria-labelledby="on-device" data-testid="on-device">
			<h2 id="on-device">{text.onDevice}</h2>
			<ul>
				{props.names.map((name) => (
					<li key={name}>
						<Button
							kind="second"
							icon="user"
							onPress={() => choose(name)}
							testid={`choose-${name}`}
						>
							{name}
						</Button>
						<RemoveFromDevice username={name} />
					</li>
				))}
			</ul>
		</section>
	);
}

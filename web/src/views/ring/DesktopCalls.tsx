// Asks, in place and by a press, whether calls may show on the desktop too.
import { useState } from "preact/hooks";
import { t } from "../../text/language.ts";
import { Button } from "../parts/Button.tsx";
import { Icon } from "../parts/Icon.tsx";

export function DesktopCalls() {
	const [permission, setPermission] = useState<NotificationPermission | null>(
		"Notification" in globalThis ? Notification.permission : null,
	);
	const text = t().ring;
	if (permission === null) return null; // phones' browsers have none for pages
	if (permission !== "default")
		return (
			<p class="small muted desktop-calls" data-testid={`desktop-${permission}`}>
				<Icon name="bell" /> {permission === "granted" ? text.desktopOn : text.desktopOff}
			</p>
		);
	return (
		<p class="desktop-calls">
			<Button
				kind="plain"
				icon="bell-ring"
				testid="desktop-ask"
				onPress={() => void Notification.requestPermission().then(setPermission)}
			>
				{text.desktopAsk}
			</Button>
		</p>
	);
}

// The connection to the server: that it is lost and what still works, and that it is back. Above every page.
import { useEffect, useRef, useState } from "preact/hooks";
import { t } from "../../text/first.ts";
import { useWork } from "../context.ts";
import { Icon } from "./Icon.tsx";

const BACK_MS = 6_000;

export function Offline() {
	const offline = useWork().state.connection.value === "offline";
	const was = useRef(false);
	const [back, setBack] = useState(false);
	useEffect(() => {
		const returned = was.current && !offline;
		was.current = offline;
		setBack(returned);
		if (!returned) return undefined;
		const timer = setTimeout(() => setBack(false), BACK_MS);
		return () => clearTimeout(timer);
	}, [offline]);
	return (
		// There before its first words: a live region that comes with them is not read aloud.
		<div role="status" data-testid="connection">
			{offline || back ? (
				<div class="offline-bar" data-testid={offline ? "offline-bar" : "online-again"}>
					<div class="shell-row">
						<Icon name={offline ? "wifi-off" : "circle-check"} />
						<span>{offline ? t().common.offline : t().common.onlineAgain}</span>
					</div>
				</div>
			) : null}
		</div>
	);
}

// Says when nobody has confirmed the directory for too long.
import { t } from "../../text/language.ts";
import { useWork } from "../context.ts";
import { Icon } from "../parts/Icon.tsx";

export function DirectoryAge() {
	const directory = useWork().state.directory.value;
	const fresh = directory.kind === "ready" ? directory.value.fresh : "fresh";
	if (fresh === "fresh") return null;
	return (
		<div
			class={fresh === "old" ? "demo-bar" : "demo-bar stale"}
			role={fresh === "old" ? "status" : "alert"}
			data-testid={`directory-${fresh}`}
		>
			<div class="shell-row">
				<Icon name={fresh === "old" ? "triangle-alert" : "shield-alert"} />
				<span>{t().trust.fresh[fresh]}</span>
			</div>
		</div>
	);
}

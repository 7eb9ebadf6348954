// The one sentence that says who can hear me.
import { hearingOf } from "../../state/hearing.ts";
import { list } from "../../text/dates.ts";
import { t } from "../../text/language.ts";
import type { Room } from "../../work/work.ts";
import { useNames } from "../context.ts";
import { Icon } from "../parts/Icon.tsx";

export function HearingLine({ room }: { room: Room }) {
	const names = useNames();
	const hearing = hearingOf(room);
	const text = t().room;
	const who = "who" in hearing ? list(hearing.who.map((uid) => names(uid))) : "";
	const bad = hearing.kind === "failed" || hearing.kind === "fork";
	return (
		<p
			class={hearing.kind === "hears" ? "hearing live" : bad ? "hearing bad" : "hearing"}
			role={bad ? "alert" : "status"}
			data-testid="hearing"
			data-hearing={hearing.kind}
		>
			<Icon name={hearing.kind === "hears" ? "ear" : bad ? "shield-alert" : "ear-off"} />
			<span>
				{hearing.kind === "hears"
					? hearing.who.length > 1
						? text.hearMany(who)
						: text.hears(who)
					: hearing.kind === "failed"
						? text.failed(who)
						: hearing.kind === "fork"
							? text.fork
							: text.nobody[hearing.why]}
			</span>
		</p>
	);
}

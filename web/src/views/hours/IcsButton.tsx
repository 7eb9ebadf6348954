// The hour as a file for one's own calendar.
import { language, t } from "../../text/language.ts";
import type { Hour } from "../../work/work.ts";
import { useAction } from "../action.ts";
import { useWork } from "../context.ts";
import { Button } from "../parts/Button.tsx";
import { ErrorSummary } from "../parts/ErrorSummary.tsx";
import { saveFile } from "../save.ts";

export function IcsButton({ hour }: { hour: Hour }) {
	const work = useWork();
	const fetching = useAction();
	return (
		<>
			<ErrorSummary failure={fetching.error} />
			<div class="buttons">
				<Button
					kind="second"
					icon="calendar"
					busy={fetching.busy}
					testid="hour-ics"
					onPress={() =>
						void fetching.run(async () => {
							const text = await work.settings.hourIcs(hour.hour, language.value);
							saveFile(text, `${t().feed.file}-${hour.date}.ics`, "text/calendar");
						})
					}
				>
					{t().feed.ics}
				</Button>
			</div>
		</>
	);
}

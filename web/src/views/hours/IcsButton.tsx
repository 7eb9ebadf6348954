// The hour as a file for one's own calendar.
import { language, t } from "../../text/language.ts";
import type { Hour } from "../../work/work.ts";
import { useAction } from "../action.ts";
import { useWork } from "../context.ts";
import { Button } from "../parts/Button.tsx";
import { ErrorSummary } from "../parts/ErrorSummary.tsx";

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
							save(text, `${t().feed.file}-${hour.date}.ics`);
						})
					}
				>
					{t().feed.ics}
				</Button>
			</div>
		</>
	);
}

function save(text: string, name: string): void {
	const url = URL.createObjectURL(new Blob([text], { type: "text/calendar" }));
	const link = document.createElement("a");
	link.href = url;
	link.download = name;
	link.click();
	// After the browser has taken it.
	setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

// Between two cases: nobody hears anybody; said too where it takes longer than a moment.
import { t } from "../../text/language.ts";
import { useSaid } from "../live.ts";
import { Icon } from "../parts/Icon.tsx";
import { Page } from "../parts/Page.tsx";

export function Switching() {
	useSaid(t().room.switchingText);
	return (
		<Page title={t().room.next} wide enter="switching">
			<div class="switching" data-testid="switching">
				<p class="big">
					<Icon name="ear-off" /> {t().room.switchingBig}
				</p>
				<p>{t().room.switchingText}</p>
				<Icon name="circle-dashed" spin />
			</div>
		</Page>
	);
}

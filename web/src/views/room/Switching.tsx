// Between two cases: nobody hears anybody.
import { t } from "../../text/language.ts";
import { Icon } from "../parts/Icon.tsx";
import { Page } from "../parts/Page.tsx";

export function Switching() {
	return (
		<Page title={t().room.next} wide enter="switching">
			<div class="switching" role="status" data-testid="switching">
				<p class="big">
					<Icon name="ear-off" /> {t().room.switchingBig}
				</p>
				<p>{t().room.switchingText}</p>
				<Icon name="circle-dashed" spin />
			</div>
		</Page>
	);
}

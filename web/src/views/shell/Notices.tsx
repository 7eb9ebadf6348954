// What the broker pushes: shown in the corner and said by the one polite live region of the page.
import { href, type Route } from "../../state/route.ts";
import { t } from "../../text/language.ts";
import type { Notice } from "../../work/work.ts";
import { useWork } from "../context.ts";
import { Button } from "../parts/Button.tsx";
import { Icon } from "../parts/Icon.tsx";

const SHOWN = 3;

function target(notice: Notice): Route | null {
	if (notice.code === "turn" && notice.hour !== null) return { at: "room", hour: notice.hour };
	if (notice.code === "pending_person") return { at: "people" };
	if (notice.case !== null) return { at: "case", case: notice.case };
	return notice.hour === null ? null : { at: "hour", hour: notice.hour };
}

export function Notices() {
	const work = useWork();
	const cases = work.state.cases.value;
	const reference = (id: string | null) =>
		(cases.kind === "ready" && cases.value.find((one) => one.case === id)?.question?.reference) ||
		t().today.theCase;
	const notices = work.state.notices.value.slice(-SHOWN);
	return (
		<section class="toasts" aria-label={t().shell.notices} aria-live="polite" data-testid="notices">
			{notices.map((notice) => {
				const text = t().notices[notice.code](reference(notice.case));
				const to = target(notice);
				return (
					<div
						class={notice.code === "fork" ? "box bad" : "box"}
						key={notice.id}
						data-testid={`notice-${notice.code}`}
					>
						<div class="box-line">
							<Icon name="bell" />
							<div>
								<p>{to === null ? text : <a href={href(to)}>{text}</a>}</p>
							</div>
							<Button
								kind="plain"
								icon="x"
								label={t().common.close}
								onPress={() => work.dismissNotice(notice.id)}
							>
								{null}
							</Button>
						</div>
					</div>
				);
			})}
		</section>
	);
}

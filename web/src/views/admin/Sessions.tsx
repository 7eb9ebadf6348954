// Where somebody is signed in: mine, or a person's of the coordinator's own; each can be ended, or all at once.
import { dayAndClock } from "../../text/dates.ts";
import { t } from "../../text/language.ts";
import type { Id } from "../../work/work.ts";
import { useAction } from "../action.ts";
import { useWork } from "../context.ts";
import { Button } from "../parts/Button.tsx";
import { ConfirmButton } from "../parts/ConfirmButton.tsx";
import { Empty } from "../parts/Empty.tsx";
import { ErrorSummary } from "../parts/ErrorSummary.tsx";
import { Loaded } from "../parts/Loaded.tsx";
import { State } from "../parts/State.tsx";
import { useAsked } from "../parts/useAsked.ts";

/** `of`: a person of mine; null: my own. */
export function Sessions({ of }: { of: Id | null }) {
	const work = useWork();
	const ending = useAction();
	const asked = useAsked(
		() => (of === null ? work.session.sessions() : work.coordinator.sessionsOf(of)),
		[work, of],
	);
	const text = t().account;
	const end = async (sid: Id | null) => {
		if (of === null) await work.session.endSession(sid);
		else await work.coordinator.endSessions(of);
		await asked.again();
	};
	if (asked.of.kind !== "ready") return <Loaded {...asked}>{() => null}</Loaded>;
	const rows = asked.of.value;
	const others = rows.filter((row) => !row.current);
	return (
		<>
			<ErrorSummary failure={ending.error} />
			{rows.length === 0 ? (
				<Empty text={text.noSessions} testid="no-sessions" />
			) : (
				<ul class="rows" data-testid="sessions">
					{rows.map((row) => (
						<li key={row.sid}>
							<div class="what">
								<p>{text.session(dayAndClock(row.createdAt))}</p>
								<p class="small muted">{text.seen(dayAndClock(row.seenAt))}</p>
							</div>
							{row.current ? (
								<State tone="ok" icon="circle-check" word={text.here} />
							) : of === null ? (
								<Button
									kind="second"
									busy={ending.busy}
									onPress={() => void ending.run(() => end(row.sid))}
									testid="end-session"
								>
									{text.end}
									<span class="hidden-text"> {text.session(dayAndClock(row.createdAt))}</span>
								</Button>
							) : null}
						</li>
					))}
				</ul>
			)}
			{others.length === 0 ? null : (
				<p>
					{of === null ? (
						<Button
							kind="second"
							icon="log-out"
							busy={ending.busy}
							onPress={() => void ending.run(() => end(null))}
							testid="end-sessions"
						>
							{text.endOthers}
						</Button>
					) : (
						<ConfirmButton
							name="end-sessions"
							word={t().person.endSessions}
							title={t().person.endSessionsTitle}
							text={t().person.endSessionsText}
							icon="log-out"
							run={() => end(null)}
						/>
					)}
				</p>
			)}
		</>
	);
}

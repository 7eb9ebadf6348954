// Where somebody is signed in: mine, or a person's of the coordinator's own; each can be ended, or all at once.
import { useEffect, useState } from "preact/hooks";
import { dayAndClock } from "../../text/dates.ts";
import { t } from "../../text/language.ts";
import type { Id, SessionRow } from "../../work/work.ts";
import { useAction } from "../action.ts";
import { useWork } from "../context.ts";
import { Button } from "../parts/Button.tsx";
import { ErrorSummary } from "../parts/ErrorSummary.tsx";
import { Loading } from "../parts/Loaded.tsx";
import { State } from "../parts/State.tsx";

/** `of`: a person of mine; null: my own. */
export function Sessions({ of }: { of: Id | null }) {
	const work = useWork();
	const loading = useAction();
	const ending = useAction();
	const [rows, setRows] = useState<readonly SessionRow[] | null>(null);
	const text = t().account;
	const load = async () =>
		setRows(await (of === null ? work.session.sessions() : work.coordinator.sessionsOf(of)));
	useEffect(() => {
		void loading.run(load);
	}, [work, of]);
	const end = (sid: Id | null) =>
		void ending.run(async () => {
			if (of === null) await work.session.endSession(sid);
			else await work.coordinator.endSessions(of);
			await load();
		});
	if (rows === null)
		return loading.error === null ? <Loading /> : <ErrorSummary failure={loading.error} />;
	const others = rows.filter((row) => !row.current);
	return (
		<>
			<ErrorSummary failure={ending.error} />
			{rows.length === 0 ? (
				<p class="muted" data-testid="no-sessions">
					{text.noSessions}
				</p>
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
									onPress={() => end(row.sid)}
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
					<Button
						kind="second"
						icon="log-out"
						busy={ending.busy}
						onPress={() => end(null)}
						testid="end-sessions"
					>
						{of === null ? text.endOthers : t().person.endSessions}
					</Button>
				</p>
			)}
		</>
	);
}

// What comes after a case's hour (PROTOCOL §5): when it is looked at again, a hold that nobody erases it under, and when the
// rule of its county takes it. What a follow-up has found stands in the case, sealed; here are dates.
import { toB64 } from "./bytes.ts";
import { type Act, fail, type Ground } from "./case-act.ts";
import type { CaseBody } from "./case-body.ts";
import { CLOCK_SLACK_MS } from "./directory.ts";
import { RETENTION_DAYS } from "./directory-org-limits.ts";

type Body<K extends CaseBody["kind"]> = Extract<CaseBody, { kind: K }>;
export type AfterBody = Body<"follow-up" | "hold">;

const DAY_MS = 86_400_000;
const DUE_MAX_MS = 400 * DAY_MS;

/**
 * Since when the rule has the case erased: nobody signs that, it follows from when the case was closed and what the county
 * has signed. Null: not yet, or it is held. The broker counts by its own clock, so this may be a little early.
 */
export function takenByRule({ directory, state }: Ground, now: number): number | null {
	const { closed, hold, pair } = state;
	if (closed === null || hold !== null || pair === null) return null;
	const org = directory.orgOfPair(pair);
	const said = org === null ? undefined : directory.retentions.get(toB64(org.id));
	const due = closed.at + (said ?? RETENTION_DAYS) * DAY_MS;
	return due <= now + CLOCK_SLACK_MS ? due : null;
}

export function addAfter(ground: Ground, act: Act, body: AfterBody): void {
	if (body.kind === "hold") return addHold(ground, act, body);
	const { s } = act;
	const { due } = body;
	if (due !== 0 && (due <= s.time || due - s.time > DUE_MAX_MS)) fail("due", s);
	ground.state.followUps.set(body.what, { due, by: toB64(s.author), at: s.time });
}

function addHold({ state }: Ground, { s }: Act, body: Body<"hold">): void {
	if (body.on === (state.hold !== null)) fail("is so already", s);
	state.hold = body.on ? { by: toB64(s.author), at: s.time, reason: body.reason } : null;
}

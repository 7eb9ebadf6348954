// What a case's statements about its hour amount to (PROTOCOL §5): queued, moved, withdrawn, prepared, in session. The
// places of an hour and whose turn it is are the server's to enforce; the room's key comes from the session alone.
import { toB64 } from "./bytes.ts";
import { type Act, fail, type Ground, isZero } from "./case-act.ts";
import type { CaseBody } from "./case-body.ts";
import { openConsent } from "./case-consent.ts";
import { newestEpoch } from "./case-state.ts";

type Body<K extends CaseBody["kind"]> = Extract<CaseBody, { kind: K }>;
export type HourBody = Body<
	"queue" | "place" | "unqueue" | "prepare" | "session-open" | "session-close"
>;

export function addOfHour(ground: Ground, act: Act, body: HourBody): void {
	const { state } = ground;
	switch (body.kind) {
		case "queue":
			return addQueue(ground, act, body);
		case "place":
			if (state.queued === null) return fail("not queued", act.s);
			state.queued = { ...state.queued, hour: toB64(body.hour), ...namedBy(act) };
			return;
		case "unqueue":
			state.queued = null;
			return;
		case "prepare":
			return addPrepare(ground, act, body);
		case "session-open": {
			const epoch = newestEpoch(state, "S");
			const [hour, session] = [toB64(body.hour), toB64(body.session)];
			state.session = { hour, session, at: act.s.time, epoch, of: state.queued };
			state.queued = null;
			return;
		}
		case "session-close":
			return closeSession(ground, body);
	}
}

const namedBy = ({ s }: Act) => ({ by: toB64(s.author), at: s.time });

function addQueue(ground: Ground, act: Act, body: Body<"queue">): void {
	const { state } = ground;
	const { s } = act;
	if (state.lane === "general") {
		if (!isZero(body.consent)) fail("names a consent", s);
	} else if (!openConsent(ground, body.consent)) fail("names no open consent", s);
	const { minutes, urgency } = body;
	const hour = isZero(body.hour) ? null : toB64(body.hour);
	const asked = { series: toB64(body.series), hour, minutes, urgency } as const;
	state.queued = { ...asked, state: "queued", ...namedBy(act) };
	state.queuedTo.add(asked.series);
	state.answered = null;
}

/** Answered in writing, the place is free: the pair may queue again. */
function addPrepare({ state }: Ground, { s }: Act, body: Body<"prepare">): void {
	if (state.queued === null) return;
	if (body.state === "answered") {
		state.answered = { by: toB64(s.author), at: s.time };
		state.queued = null;
	} else state.queued = { ...state.queued, state: body.state };
}

/** Carried over, it waits for room in the same series, first in line. */
function closeSession({ state }: Ground, body: Body<"session-close">): void {
	if (state.session?.session !== toB64(body.session)) return;
	const { of } = state.session;
	if (body.outcome === "carried-over" && of !== null) {
		state.queued = { ...of, hour: null, state: "queued" };
	}
	state.session = null;
}

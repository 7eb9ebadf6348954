// What comes after a case's hour (PROTOCOL §5): when it is looked at again, and a hold that nobody erases it under. What a
// follow-up has found stands in the case, sealed; here are dates.
import { toB64 } from "./bytes.ts";
import { type Act, fail, type Ground } from "./case-act.ts";
import type { CaseBody } from "./case-body.ts";

type Body<K extends CaseBody["kind"]> = Extract<CaseBody, { kind: K }>;
export type AfterBody = Body<"follow-up" | "hold">;

const DUE_MAX_MS = 400 * 86_400_000;

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

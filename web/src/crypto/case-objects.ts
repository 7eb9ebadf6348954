// Rules of a case's contents (PROTOCOL §5): which revision of what, under which key, and who accepted which plan.
import { equal, toB64 } from "./bytes.ts";
import { type Act, fail, type Ground } from "./case-act.ts";
import { type CaseBody, OBJECT_TYPES, type ObjectBody, type ObjectType } from "./case-body.ts";
import { newestEpoch, type ObjectRecord } from "./case-state.ts";
import { CHUNKS_MAX } from "./objects.ts";

/** Not in the general lane. */
const OF_CLIENT: readonly ObjectType[] = ["background", "consent-doc", "consent-file", "follow-up"];

export function addObject({ state }: Ground, { s, author, side }: Act, body: ObjectBody): void {
	const rule = OBJECT_TYPES[body.type];
	const { members, objects } = state;
	if (state.lane === "general" && OF_CLIENT.includes(body.type)) {
		fail("a question without a client", s);
	}
	if (rule.comp !== body.comp) fail("compartment of another type", s);
	if (side === "contact" && !rule.byContact) fail("not for a contact to write", s);
	if (!members.get(toB64(author.uid))?.includes(body.comp)) fail("author lacks the key", s);
	if (body.epoch !== newestEpoch(state, body.comp)) fail("not the newest epoch", s);
	const chunksOk = rule.chunked ? body.chunks >= 1 && body.chunks <= CHUNKS_MAX : body.chunks === 0;
	if (!chunksOk) fail("chunks", s);
	const id = toB64(body.object);
	const before = objects.get(id);
	if (before !== undefined && before.type !== body.type) fail("type changed", s);
	if (before !== undefined && rule.chunked) fail("a file has one revision", s);
	if (body.rev !== (before?.revs.length ?? 0) + 1) fail("revision", s);
	const record: ObjectRecord = before ?? {
		object: id,
		type: body.type,
		comp: body.comp,
		revs: [],
	};
	record.revs.push({
		rev: body.rev,
		epoch: body.epoch,
		ctHash: body.ctHash,
		size: body.size,
		chunks: body.chunks,
		author: toB64(s.author),
		at: s.time,
		seq: s.seq,
	});
	objects.set(id, record);
}

export function addConfirm(
	{ state }: Ground,
	{ s }: Act,
	body: Extract<CaseBody, { kind: "confirm" }>,
): void {
	const plan = state.objects.get(toB64(body.object));
	const newest = plan?.revs.at(-1);
	if (plan?.type !== "plan" || newest === undefined) return fail("no such plan", s);
	if (newest.rev !== body.rev || !equal(newest.ctHash, body.ctHash)) fail("not its newest", s);
	state.confirms.push({ object: plan.object, rev: body.rev, by: toB64(s.author), at: s.time });
}

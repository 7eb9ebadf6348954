// A member's entry into a room: who is who in that case, by what has been verified, tied to the room's own state. Decides
// nothing about the hour.
import { membersDoor } from "./door.ts";
import type { HourDeps } from "./hour.ts";
import { type RoomEvents, RoomKeeper, type RoomPlace } from "./room.ts";
import type { Id } from "./work.ts";

export function openRoom(
	d: HourDeps,
	place: RoomPlace,
	conn: Id,
	on: Pick<RoomEvents, "changed" | "fork" | "lost">,
): RoomKeeper {
	const { directory, chains } = d;
	const door = membersDoor(d.link, { case: place.case, session: place.session });
	const view = () => chains.known(place.case);
	const isMember = (uid: Id) =>
		view()?.members.some((member) => member.uid === uid && member.entitled) ?? false;
	const isGuest = (uid: Id) =>
		view()?.guests.some(({ guest, state }) => guest === uid && state === "admitted") ?? false;
	const room: RoomKeeper = new RoomKeeper(
		{ vault: d.vault, link: d.link, media: d.media, door },
		place,
		conn,
		{
			...on,
			catchUp: async () => {
				await directory.sync();
				await chains.sync(place.case);
				return true;
			},
			draft: (caseId, from, doc) => d.plan.live(caseId, from, doc),
			verified: (caseId) => {
				const since = d.plan.current(caseId);
				if (since !== null) room.sendDraft(since);
			},
			me: directory.me ?? "",
			compared: (uid) => directory.person(uid)?.verified ?? "no",
			isMember,
			isKnown: (uid) => isMember(uid) || isGuest(uid),
			isColleague: (uid) => {
				const own = directory.person(directory.me ?? "");
				return own !== null && directory.person(uid)?.org === own.org;
			},
			guest: (uid) => d.guest(place.case, uid),
		},
	);
	return room;
}

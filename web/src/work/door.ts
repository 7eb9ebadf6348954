// The broker's door to one room: how one comes in, and how one asks for fresh servers there. A member's and a guest's
// commands differ; what comes back is read by the room itself.
import type { RequestOptions } from "../wire/connection.ts";
import type { Reply } from "../wire/messages.ts";
import type { Link } from "./link.ts";
import type { Id } from "./work.ts";

export interface Door {
	/** In, under the connection at hand. */
	join(): Promise<Reply>;
	ice(options: RequestOptions): Promise<Reply>;
}

export const membersDoor = (
	link: Link,
	room: { readonly case: Id; readonly session: Id },
): Door => ({
	join: () => link.request("room-join", room),
	ice: (options) => link.request("room-ice", room, options),
});

/** `joined`: the reply to having come in already, for the first time that is asked. */
export function guestsDoor(link: Link, joined: Reply): Door {
	let first: Reply | null = joined;
	return {
		join: async () => {
			const reply = first ?? (await link.request("guest-join", {}));
			first = null;
			return reply;
		},
		ice: (options) => link.request("guest-ice", {}, options),
	};
}

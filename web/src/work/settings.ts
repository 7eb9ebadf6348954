// A person's own calendar: what is asked for here never holds a word about a case.
import type { Link } from "./link.ts";
import { Reader } from "./replies.ts";
import type { SettingsActions } from "./work.ts";

export const settingsActions = (link: Link): SettingsActions => ({
	feed: async () => {
		const { ok } = await link.request("feed-get", {});
		const madeAt = new Reader(ok).intOrNull("made_at");
		return madeAt === null ? null : { madeAt };
	},
	makeFeed: async (language) => {
		const { ok } = await link.request("feed-make", { language });
		return { url: new Reader(ok).text("url") };
	},
	dropFeed: async () => {
		await link.request("feed-drop", {});
	},
	hourIcs: async (hour, language) => {
		const { ok } = await link.request("hour-ics", { hour, language });
		return new Reader(ok).text("ics");
	},
});

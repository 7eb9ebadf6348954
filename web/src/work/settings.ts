// A person's own e-mail reminders and calendar: what is asked for here never holds a word about a case.
import type { Link } from "./link.ts";
import { Reader } from "./replies.ts";
import type { SettingsActions } from "./work.ts";

export const settingsActions = (link: Link): SettingsActions => ({
	reach: async () => {
		const { ok } = await link.request("reach-get", {});
		const reader = new Reader(ok);
		const email = reader.has("email") ? reader.text("email") : null;
		return { email, language: reader.oneOf("language", ["fi", "sv", "en"]) };
	},
	setReach: async ({ email, language }) => {
		await link.request("reach-set", { email: email?.trim() ?? null, language });
	},
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

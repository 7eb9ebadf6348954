// A person's own calendar and reminders: what is asked for here never holds a word about a case.
import type { Link } from "./link.ts";
import { Reader } from "./replies.ts";
import type { SettingsActions } from "./work.ts";

const LANGUAGES = ["fi", "sv", "en"] as const;

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
	reach: async () => {
		const { ok } = await link.request("reach-get", {});
		const said = new Reader(ok);
		return {
			on: said.flag("on"),
			email: said.has("email") ? said.text("email") : null,
			language: said.has("language") ? said.oneOf("language", LANGUAGES) : null,
			failed: said.int("failed"),
		};
	},
	setReach: async (email, language) => {
		await link.request("reach-set", { email, language });
	},
});

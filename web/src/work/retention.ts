// What has been erased of the closed cases of my organisation, or of mine, and what will be: references and dates only.
import type { Link } from "./link.ts";
import type { RetentionList } from "./org-state.ts";
import { Reader } from "./replies.ts";

export async function retentionList(link: Link): Promise<RetentionList> {
	const { ok } = await link.request("retention-list", {});
	const said = new Reader(ok);
	return {
		days: said.int("days"),
		erased: said.list("erased", (r) => ({
			reference: r.text("ref"),
			closedAt: r.int("closed"),
			at: r.int("at"),
			how: r.oneOf("how", ["pair", "rule"]),
		})),
		ahead: said.list("ahead", (r) => ({
			reference: r.text("ref"),
			case: r.idOrNull("case"),
			closedAt: r.int("closed"),
			at: r.int("at"),
			held: r.flag("hold"),
		})),
	};
}

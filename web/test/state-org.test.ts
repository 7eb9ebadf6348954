// The forms of what a coordinator keeps for the organisation, and the invented plan that templates are tried on.
import assert from "node:assert/strict";
import { test } from "node:test";
import { SAMPLE_PLAN } from "../src/state/record-sample.ts";
import {
	BUILT_IN,
	RECORD_FIELDS,
	RECORD_LANGUAGES,
	RECORD_TARGETS,
	recordText,
} from "../src/state/record-text.ts";
import { holdErrors, readDays } from "../src/state/retention.ts";
import { NO_TEAM, teamErrors, tidyLines, tidyTeam } from "../src/state/team.ts";

test("a team's texts are signed without what pasted text brings along", () => {
	assert.equal(tidyLines(" Ma\t9–11\r\nTi 12\u0000 \n"), "Ma 9–11\nTi 12");
	const typed = { ...NO_TEAM, name: " Velka-\n neuvonta ", contact: "\n03 000 0000\n" };
	assert.deepEqual(tidyTeam(typed), {
		...NO_TEAM,
		name: "Velka- neuvonta",
		contact: "03 000 0000",
	});
});

test("what is wrong with a team: no name, too long by characters, an identity code", () => {
	assert.deepEqual(teamErrors(NO_TEAM), { name: "required" });
	assert.deepEqual(teamErrors({ ...NO_TEAM, name: "ä".repeat(80) }), {});
	assert.deepEqual(teamErrors({ ...NO_TEAM, name: "😀".repeat(80), contact: "x".repeat(201) }), {
		contact: "too-long",
	});
	assert.deepEqual(
		teamErrors({ ...NO_TEAM, name: "y".repeat(81), whenToTurn: "kuten 131052-308T" }),
		{ name: "too-long", whenToTurn: "looks-like-code" },
	);
});

test("days are whole, 1 to 3650", () => {
	const typed = ["1", " 90 ", "3650", "0", "3651", "-5", "9.5", "", "kuusi", "00"];
	assert.deepEqual(typed.map(readDays), [1, 90, 3650, null, null, null, null, null, null, null]);
});

test("a hold begins with a reason of at most 200 bytes without an identity code, and ends without one", () => {
	assert.deepEqual(holdErrors("  ", true), { holdReason: "required" });
	assert.deepEqual(holdErrors("", false), {});
	assert.deepEqual(holdErrors("ä".repeat(100), true), {});
	assert.deepEqual(holdErrors("ä".repeat(101), true), { holdReason: "too-long" });
	assert.deepEqual(holdErrors("131052-308T", false), { holdReason: "looks-like-code" });
});

test("the invented plan fills every field, so that a preview leaves no line out", () => {
	for (const language of RECORD_LANGUAGES) {
		const each = RECORD_FIELDS.map((field) => `${field}={${field}}`).join("\n");
		const plan = SAMPLE_PLAN[language];
		const text = recordText({ template: each, target: "lifecare", language, plan, kind: "made" });
		for (const field of RECORD_FIELDS) assert.match(text, new RegExp(`^${field}=.`, "m"));
		for (const target of RECORD_TARGETS) {
			const built = recordText({ template: null, target, language, plan, kind: "made" });
			// The steps are two lines for one.
			assert.equal(built.split("\n").length, BUILT_IN[target][language].split("\n").length + 1);
		}
	}
});

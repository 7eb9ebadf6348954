// The real-time text of a call: what one types is what the other reads, whatever is in between; and what somebody who
// means harm sends is limited, cleaned or not heard at all.
import assert from "node:assert/strict";
import { test } from "node:test";
import {
	Allowance,
	cleaned,
	edits,
	LINE_MAX,
	MESSAGE_MAX_BYTES,
	snapshot,
	typed,
} from "../src/media/rtt.ts";
import { Conversation } from "../src/work/conversation.ts";

const bytes = (text: string) => new TextEncoder().encode(text).length;

/** What somebody reads who has read `line` and gets these. */
function read(line: string, messages: readonly string[]): string {
	return messages.reduce((now, message) => typed(now, message)?.line ?? now, line);
}

test("any line becomes any other, in messages that fit", () => {
	const lines = [
		"",
		"a",
		"Hyvää huomenta",
		"Hyvää iltaa",
		"👩‍⚕️ ja 🏠",
		"👩‍⚕️ tai 🏠🏠",
		'\\"'.repeat(400),
		"𝔘".repeat(LINE_MAX),
	];
	for (const before of lines)
		for (const after of lines) {
			const messages = edits(before, after);
			for (const message of messages)
				assert.ok(bytes(message) <= MESSAGE_MAX_BYTES, `${message.length}`);
			assert.equal(read(before, messages), after);
			assert.equal(read("something else altogether", snapshot(after)), after);
		}
});

test("one letter is one small edit, and nothing new is no message", () => {
	assert.deepEqual(edits("sama", "sama"), []);
	assert.deepEqual(edits("huomnta", "huomenta"), ['{"v":1,"o":4,"d":0,"t":"e"}']);
	assert.deepEqual(edits("aamu", "aam"), ['{"v":1,"o":3,"d":1,"t":""}']);
});

test("what cannot be understood changes nothing", () => {
	const bad = [
		"",
		"null",
		"[]",
		"7",
		'"x"',
		"{",
		"{}",
		'{"v":2,"o":0,"d":0,"t":"x"}',
		'{"v":1,"o":-1,"d":0,"t":"x"}',
		'{"v":1,"o":0,"d":0.5,"t":"x"}',
		'{"v":1,"o":0,"d":1e9,"t":"x"}',
		'{"v":1,"o":"0","d":0,"t":"x"}',
		'{"v":1,"o":0,"d":0,"t":["x"]}',
		'{"v":1,"o":0,"d":0}',
	];
	for (const message of bad) assert.equal(typed("line", message), null, message);
});

test("marks of direction, controls and line breaks are taken out; a line has an end", () => {
	const evil = "a\u202Eb\u2066c\u0000d\ne\u2028f\u200Fg\uFEFFh\uD800i";
	assert.equal(cleaned(evil), "abcdefghi");
	assert.equal(read("", [JSON.stringify({ v: 1, o: 0, d: 0, t: evil })]), "abcdefghi");
	const long = read(
		"",
		Array.from({ length: 9 }, () => JSON.stringify({ v: 1, o: 0, d: 0, t: "x".repeat(600) })),
	);
	assert.equal(long.length, LINE_MAX);
	// Half of a pair that another message would make whole is no character either.
	assert.equal(
		read("", ['{"v":1,"o":0,"d":0,"t":"\\ud83d"}', '{"v":1,"o":1,"d":0,"t":"\\ude00"}']),
		"",
	);
	assert.equal(cleaned("👩‍⚕️"), "👩‍⚕️", "what joins an emoji stays");
});

test("an edit beyond the end of the line goes to its end", () => {
	assert.equal(read("ab", ['{"v":1,"o":99,"d":99,"t":"c"}']), "abc");
});

test("a flood is not heard, and who goes on is cut off; a pause gives it back", () => {
	const allowance = new Allowance(10, 5);
	const verdicts = Array.from({ length: 12 }, () => allowance.take(0));
	assert.deepEqual(verdicts.slice(0, 10), Array(10).fill("ok"));
	assert.deepEqual(verdicts.slice(10), ["over", "over"]);
	assert.equal(allowance.take(1_000), "ok");
	assert.equal(allowance.take(500), "ok", "a clock that goes back gives nothing and takes nothing");
	for (let i = 0; i < 30; i++) allowance.take(500);
	for (let i = 0; i < 30; i++) allowance.take(500);
	assert.equal(allowance.take(500), "flood");
});

test("a conversation: lines as they stand, lines that were said, nothing left after the end", () => {
	const mine = new Conversation();
	const theirs = new Conversation();
	const hear = (messages: readonly string[]) => {
		for (const message of messages) theirs.hear("conn", "uid", message, 7);
	};
	hear(mine.type("Moi"));
	assert.equal(theirs.hear("conn", "uid", "{}", 7), null);
	hear(mine.type("Moikka"));
	hear(mine.end("me", 5));
	assert.deepEqual(mine.lines, [{ from: "me", at: 5, text: "Moikka" }]);
	assert.deepEqual(theirs.lines, [{ from: "uid", at: 7, text: "Moikka" }]);
	assert.equal(mine.mine, "");
	assert.deepEqual(mine.end("me", 6), [], "an empty line is not said");
	mine.type("   ");
	assert.deepEqual(mine.end("me", 6), []);
	hear(mine.type("kesken"));
	theirs.forget("conn");
	theirs.hear("conn", "uid", '{"v":1,"end":true}', 8);
	assert.equal(theirs.lines.length, 1, "what they were writing went with them");
	mine.wipe();
	assert.deepEqual([mine.mine, mine.lines], ["", []]);
});

test("somebody who talks without an end fills no memory", () => {
	const room = new Conversation();
	for (let i = 0; i < 2_000; i++) {
		room.hear("conn", "uid", `{"v":1,"o":0,"d":0,"t":"${i}"}`, i);
		room.hear("conn", "uid", '{"v":1,"end":true}', i);
	}
	assert.equal(room.lines.length, 500);
	assert.equal(room.lines.at(-1)?.text, "1999");
});

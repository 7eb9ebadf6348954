// The lock after idle time: warned of a minute before, put off by any use, never in a call; vault and broker learn of the
// last use in time, so that none of them ends a session that the others still keep.
import assert from "node:assert/strict";
import { mock, type TestContext, test } from "node:test";
import { IdleWatch } from "../src/work/idle.ts";

const MINUTE = 60_000;
const T0 = 1_700_000_000_000;

/** What happened, by minutes since the start. */
function watching(t: TestContext) {
	mock.timers.enable({ apis: ["setTimeout", "Date"], now: T0 });
	t.after(() => mock.timers.reset());
	const said: string[] = [];
	const at = (what: string) => said.push(`${(Date.now() - T0) / MINUTE} ${what}`);
	const watch = new IdleWatch({
		tellVault: () => at("vault"),
		tellBroker: () => at("broker"),
		warn: (left) => at(left === null ? "no lock" : `locks in ${left / 1000} s`),
		lock: () => at("locked"),
	});
	const pass = (ms: number) => {
		for (let done = 0; done < ms; done += 1_000) mock.timers.tick(Math.min(1_000, ms - done));
	};
	return { said, watch, pass };
}
const ends = (said: readonly string[]) => said.filter((line) => /lock/.test(line));

test("a minute before the lock it is said, once", (t) => {
	const { said, watch, pass } = watching(t);
	watch.start();
	pass(13 * MINUTE + 59_000);
	assert.deepEqual(said, []);
	pass(1_000);
	assert.deepEqual(said, ["14 locks in 60 s"]);
	pass(MINUTE - 1_000);
	assert.equal(said.length, 1);
	pass(1_000);
	assert.deepEqual(ends(said), ["14 locks in 60 s", "15 no lock", "15 locked"]);
	pass(60 * MINUTE);
	assert.equal(ends(said).length, 3);
});

test("any use puts it off, as often as one likes", (t) => {
	const { said, watch, pass } = watching(t);
	watch.start();
	for (let n = 0; n < 20; n++) {
		pass(14.5 * MINUTE);
		watch.use();
	}
	assert.equal(ends(said).filter((line) => / locks in 60 s/.test(line)).length, 20);
	assert.equal(ends(said).filter((line) => / no lock/.test(line)).length, 20);
	assert.ok(!said.some((line) => / locked/.test(line)));
});

test("never in a call; after it the time begins anew", (t) => {
	const { said, watch, pass } = watching(t);
	watch.start();
	pass(14.5 * MINUTE);
	watch.setInCall(true);
	assert.deepEqual(ends(said), ["14 locks in 60 s", "14.5 no lock"]);
	pass(90 * MINUTE);
	assert.equal(ends(said).length, 2);
	watch.setInCall(false);
	pass(14 * MINUTE);
	assert.deepEqual(ends(said).slice(2), ["118.5 locks in 60 s"]);
});

test("a lid that was closed: locked by whoever looks first, warned of with what is left", (t) => {
	for (const [asleep, expected] of [
		[14.5, "locks in 15 s"],
		[20, "locked"],
	] as const) {
		const { said, watch } = watching(t);
		watch.start();
		mock.timers.setTime(Date.now() + asleep * MINUTE);
		mock.timers.tick(15_000);
		assert.match(ends(said)[0] ?? "", new RegExp(expected), `${asleep}`);
		watch.stop();
		mock.timers.reset();
	}
});

test("vault and broker know of the last use before they would end it themselves", (t) => {
	const { said, watch, pass } = watching(t);
	watch.start();
	pass(3.9 * MINUTE);
	watch.use(); // too soon for the broker
	assert.deepEqual(said, ["3.9 vault"]);
	pass(10 * MINUTE);
	assert.deepEqual(said.slice(1), ["4.15 broker"]);
	watch.use();
	watch.use();
	assert.deepEqual(said.slice(2), ["13.9 vault", "13.9 broker"]);
	pass(5_000);
	watch.use();
	assert.equal(said.length, 4, "not of each key");
	pass(MINUTE);
	assert.equal(said.length, 5, "but of the last");
	assert.match(said[4] ?? "", / vault$/);
});

test("nothing of it runs while nobody is in", (t) => {
	const { said, watch, pass } = watching(t);
	watch.use();
	watch.setInCall(true);
	pass(30 * MINUTE);
	watch.start();
	pass(14 * MINUTE);
	watch.stop();
	pass(30 * MINUTE);
	assert.deepEqual(said, ["44 locks in 60 s", "44 no lock"]);
});

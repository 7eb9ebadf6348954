// What lies ahead in the demo's record: an hour that is proposed because of a holiday, one that has been moved, a question
// without a client, one that Kela has answered in writing and both have put onto the shelf, and a case that waits for room.
// All through the work layer.

import { dayNumber, dayOfNumber, weekdayOf } from "../crypto/calendar.ts";
import { holidayOf } from "../crypto/holidays.ts";
import { wallTime } from "../work/time.ts";
import type { Proposal } from "../work/work.ts";
import type { Cast } from "./cast.ts";
import { seesCases } from "./fill.ts";
import type { Member } from "./found.ts";
import { QUESTIONS } from "./invented.ts";
import { loaded, until } from "./person.ts";

const DAYS_MAX = 170;

/** Pair B's short series: one planned hour for one case, one proposed. `waits`: a case of theirs with its consent. */
export async function fillAhead(cast: Cast, ownOfA: string, waits: string): Promise<void> {
	const { coordinator, contact, pairA, pairB, pairs } = cast;
	const { createSeries } = coordinator.work.coordinator;
	const now = wallTime(coordinator.work.now());
	const holiday = nextHoliday(now.date);
	// Beside the hour that opens now, the same contact has no other at that time of day.
	const quiet = now.time > "13:00" && now.time < "18:30" ? ["08:00", "09:15"] : ["15:00", "16:15"];
	const [start = "", other = ""] = quiet;
	const short = await createSeries({
		name: "Työparin B tunti",
		pairs: [pairs.b],
		contact: contact.uid,
		weekday: weekdayOf(holiday),
		start,
		first: dayOfNumber(holiday - 7),
		last: dayOfNumber(holiday),
		capacity: 1,
		every: 1,
		onHolidays: false,
		phone: "",
	});
	const [inB, inA] = await Promise.all([
		general(pairB[0], pairs.b, short, QUESTIONS.interpreter),
		general(pairA[0], pairs.a, ownOfA, QUESTIONS.appendices),
		moveSecond(coordinator, ownOfA, other),
		general(pairA[1], pairs.a, ownOfA, QUESTIONS.statement),
		general(pairA[1], pairs.a, ownOfA, QUESTIONS.travel),
	]);
	await pairB[0].work.cases.queue(waits, {
		...{ series: short, hour: null, minutes: 20, urgency: "normal" },
	});
	await seesCases(contact, [inB, inA]);
	await contact.work.cases.answer(inA, QUESTIONS.appendices.answer);
	await share(contact, pairA[0], inA);
}

/** The answer goes onto the shelf: Kela proposes it, the pair checks and publishes it. */
async function share(contact: Member, checker: Member, id: string): Promise<void> {
	const { question, answer } = QUESTIONS.appendices;
	const { topics } = question;
	await contact.work.shelf.propose(id, { lang: "fi", topics, question: question.question, answer });
	const mine = (all: readonly Proposal[]) => all.find((one) => one.case === id);
	const all = await until(
		checker.work.state.proposals,
		(proposals) => mine(proposals) !== undefined,
		"the proposal to reach the pair",
	);
	await checker.work.shelf.publish(id, mine(all)?.card ?? "");
}

/** A question without a client, queued to the first free place. */
async function general(
	by: Member,
	pair: string,
	series: string,
	{ question }: (typeof QUESTIONS)[keyof typeof QUESTIONS],
): Promise<string> {
	await until(
		by.work.state.hours,
		(all) => all.kind === "ready" && all.value.some((one) => one.series === series),
		"the hours of the series",
	);
	const id = await by.work.cases.createGeneral({ pair, question });
	await by.work.cases.queue(id, { series, hour: null, minutes: 10, urgency: "normal" });
	return id;
}

async function moveSecond(by: Member, series: string, toStart: string): Promise<void> {
	const hours = await loaded(by.work.state.hours, "hours");
	const planned = hours.filter((one) => one.series === series && one.state === "planned");
	const date = planned[1]?.date ?? "";
	const toDate = dayOfNumber(dayNumber(date) + 1);
	const reason = "Yhteyshenkilö on koulutuksessa";
	await by.work.coordinator.setHour({ series, date, state: "moved", toDate, toStart, reason });
}

/** The first day from the week after next on, Monday to Friday, on which offices are shut, and not a week before. */
function nextHoliday(today: string): number {
	const from = dayNumber(today) + 9;
	for (let day = from; day < from + DAYS_MAX; day++) {
		const shut = holidayOf(dayOfNumber(day)) !== null;
		if (shut && weekdayOf(day) < 6 && holidayOf(dayOfNumber(day - 7)) === null) return day;
	}
	return from;
}

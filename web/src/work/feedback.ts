// My feedback on an hour: numbers under ids of their own, sent at once. What I gave is in a sealed draft of mine, so that
// I am not asked twice and may change my mind for a while. No case, no hour, nobody is told with it.
import {
	FEEDBACK_CHANGED_MS,
	type FeedbackCode,
	isFeedbackCode,
	rangeOf,
} from "../state/measures.ts";
import { isQuarter, quarterOf } from "../state/quarters.ts";
import type { Drafts } from "./drafts.ts";
import type { Hours } from "./hours.ts";
import type { Link } from "./link.ts";
import { Reader } from "./replies.ts";
import { land, newMeasureId, type Put, recall } from "./sending.ts";
import { Serial } from "./serial.ts";
import { type FeedbackState, type Id, type Ms, WorkError } from "./work.ts";

const DRAFT = "feedback";
/** A draft is at most 64 KiB: so many answers are remembered, the newest. */
const ANSWERS_MAX = 120;

interface Answer {
	readonly hour: Id;
	readonly code: FeedbackCode;
	/** When it was given first. */
	readonly at: Ms;
	readonly put: Put;
	/** What I had answered before, until the broker has taken it back. */
	readonly old: Put | null;
}

export class Feedback {
	readonly #drafts: Drafts;
	readonly #link: Link;
	readonly #hours: Hours;
	readonly #serial = new Serial();

	constructor(deps: { drafts: Drafts; link: Link; hours: Hours }) {
		this.#drafts = deps.drafts;
		this.#link = deps.link;
		this.#hours = deps.hours;
	}

	of(hour: Id): Promise<FeedbackState> {
		return this.#serial.run(async () => this.#state(await this.#load(), hour));
	}

	/** Online, at first or again: what has not got through goes now. */
	resume(): Promise<void> {
		return this.#serial.run(async () => {
			const answers = await this.#load();
			const owed = answers.filter(isOwed);
			if (owed.length > 0) await this.#send(answers, owed);
		});
	}

	give(hour: Id, code: FeedbackCode, n: number): Promise<FeedbackState> {
		return this.#serial.run(async () => {
			const series = this.#hours.find(hour)?.series;
			const range = rangeOf(code);
			if (series === undefined) throw new WorkError("not_found");
			if (range === null || !Number.isInteger(n) || n < range.min || n > range.max)
				throw new WorkError("bad_param", code);
			const now = this.#link.now();
			const answers = await this.#load();
			const before = answers.find((one) => one.hour === hour && one.code === code) ?? null;
			if (before?.put.values[0]?.n === n) return this.#state(answers, hour);
			if (before !== null && now - before.at > FEEDBACK_CHANGED_MS) throw new WorkError("expired");
			const put: Put = {
				id: newMeasureId(),
				series,
				quarter: before?.put.quarter ?? quarterOf(now),
				form: "feedback",
				values: [{ code, n }],
				landed: false,
			};
			const answer = { hour, code, at: before?.at ?? now, put, old: before?.put ?? null };
			if (before?.old != null) await recall(this.#link, before.old);
			const all = [...answers.filter((one) => one !== before), answer].slice(-ANSWERS_MAX);
			await this.#drafts.save(DRAFT, all);
			return this.#state(await this.#send(all, [answer]).catch(() => all), hour);
		});
	}

	/** What I answered before goes first: never are both counted. */
	async #send(answers: readonly Answer[], owed: readonly Answer[]): Promise<readonly Answer[]> {
		for (const { put, old } of owed) {
			if (old !== null) await recall(this.#link, old);
			if (!put.landed) await land(this.#link, put);
		}
		const after = answers.map((one) =>
			owed.includes(one) ? { ...one, old: null, put: { ...one.put, landed: true } } : one,
		);
		await this.#drafts.save(DRAFT, after);
		return after;
	}

	#state(answers: readonly Answer[], hour: Id): FeedbackState {
		const mine = answers.filter((one) => one.hour === hour);
		const until = (at: Ms) => at + FEEDBACK_CHANGED_MS;
		return {
			answers: mine.map(({ code, at, put }) => ({
				code,
				n: put.values[0]?.n ?? 0,
				changeableUntil: until(at),
			})),
			sent: !mine.some(isOwed),
		};
	}

	async #load(): Promise<readonly Answer[]> {
		const stored = await this.#drafts.load(DRAFT);
		if (!Array.isArray(stored)) return [];
		return stored.flatMap((one) => {
			try {
				return [readAnswer(new Reader(one))];
			} catch {
				return []; // of a version of tomorrow
			}
		});
	}
}

const isOwed = ({ put, old }: Answer): boolean => !put.landed || old !== null;

function readAnswer(r: Reader): Answer {
	const code = r.text("code");
	const put = readPut(r.part("put"));
	if (!isFeedbackCode(code)) throw new WorkError("bad_param", "code");
	const old = r.has("old") ? readPut(r.part("old")) : null;
	return { hour: r.id("hour"), code, at: r.int("at"), put, old };
}

function readPut(r: Reader): Put {
	const quarter = r.text("quarter");
	if (!isQuarter(quarter)) throw new WorkError("bad_param", "quarter");
	return {
		id: r.id("id"),
		series: r.id("series"),
		quarter,
		form: r.oneOf("form", ["feedback"]),
		values: r.list("values", (one) => ({ code: one.text("code"), n: one.int("n") })),
		landed: r.flag("landed"),
	};
}

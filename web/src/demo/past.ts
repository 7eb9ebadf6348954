// The hours that end as the demo begins: each pair discusses three cases with Kela, and both sides write and confirm the
// plans. What comes of them is afterwards.ts. Through the work layer.
import { addMonths, dayOf } from "../state/dates.ts";
import { morningFrom } from "../state/follow-up.ts";
import type { PlanDoc, PlanStep, StepWho } from "../work/documents.ts";
import { addDays } from "../work/time.ts";
import type { CaseFile, OpenCase } from "../work/work.ts";
import { follow, giveFeedback } from "./afterwards.ts";
import { type Cast, weeklyFrom } from "./cast.ts";
import { queued } from "./fill.ts";
import type { Member } from "./found.ts";
import { HELD, type HeldCase, type HeldStep } from "./held.ts";
import { until } from "./person.ts";
import type { Teams } from "./teams.ts";

const HOUR_MS = 3_600_000;
const MINUTES = 15;
const NO_DEVICES = { microphone: false, camera: false };

/** One pair's hour with Kela's contact. */
interface Held {
	readonly name: string;
	readonly pair: readonly [Member, Member];
	readonly pairId: string;
	readonly contact: Member;
	readonly cases: readonly HeldCase[];
}

/** Both hours end at `endsAt`, when the next begins; `other` is the contact of pair B's. */
export async function fillPast(
	cast: Cast,
	endsAt: number,
	other: Promise<Member>,
	teams: Promise<Teams>,
): Promise<void> {
	const { pairA, pairB, pairs, contact, coordinator } = cast;
	const hold = async (held: Held) => {
		const { name, pair, pairId, cases } = held;
		const rest = { name, pairs: [pairId], contact: held.contact.uid };
		await coordinator.work.coordinator.createSeries(weeklyFrom(endsAt - HOUR_MS, 0, rest));
		const hour = await hourNamed(pair[0], name);
		const ids: string[] = [];
		// In this order they are discussed.
		for (const { one } of cases)
			ids.push(await queued(pair, pairId, { one, hour, minutes: MINUTES }));
		await discuss(held, hour, ids, await teams);
		await Promise.all([
			giveFeedback(held, hour),
			...cases.map((one, i) => follow(held, ids[i] ?? "", one)),
		]);
	};
	await Promise.all([
		hold({
			...{ name: "Pohjoisen alueen tunti", pair: pairA, pairId: pairs.a, contact },
			cases: HELD.a,
		}),
		hold({
			...{ name: "Etelän alueen tunti", pair: pairB, pairId: pairs.b, contact: await other },
			cases: HELD.b,
		}),
	]);
}

async function hourNamed(one: Member, name: string): Promise<string> {
	const { hours } = one.work.state;
	const named = (value: typeof hours.value) =>
		value.kind === "ready" ? value.value.find((hour) => hour.name === name) : undefined;
	await until(hours, (value) => named(value) !== undefined, `the hour ${name}`);
	return named(hours.value)?.hour ?? "";
}

/** The lobby, the first room, and from case to case as "next case" goes. */
async function discuss(held: Held, hour: string, ids: readonly string[], teams: Teams) {
	const { pair, contact, cases } = held;
	const [{ work }] = pair;
	await Promise.all([work.hour.enterLobby(hour), contact.work.hour.enterLobby(hour)]);
	await work.hour.openCaseInTurn(ids[0] ?? "", NO_DEVICES);
	await until(
		contact.work.state.lobby,
		(lobby) => lobby?.turn?.session != null,
		"the first case's turn",
	);
	await contact.work.hour.join(NO_DEVICES);
	for (const [i, one] of cases.entries()) {
		await writePlan(held, ids[i] ?? "", one, teams);
		await work.hour.nextCase("handled");
	}
	await Promise.all([work.hour.leaveLobby(), contact.work.hour.leaveLobby()]);
}

const fileOf = (open: OpenCase, id: string): CaseFile | null =>
	open.kind === "ready" && open.file.case === id ? open.file : null;

/** This person has that revision of the plan on the screen, and nothing that is not stored. */
const hasPlan = ({ work, account }: Member, id: string, rev: number) =>
	until(
		work.state.file,
		(open) => {
			const plan = fileOf(open, id)?.plan;
			return plan !== undefined && plan.rev >= rev && plan.saved === "saved";
		},
		`${account.username} to see the plan`,
	);

/** The pair writes it, Kela ticks what it has done during the hour, both confirm. */
async function writePlan(held: Held, id: string, one: HeldCase, teams: Teams): Promise<void> {
	const { pair, contact } = held;
	const [worker] = pair;
	await hasPlan(worker, id, 0);
	const plan = planOf(held, one, teams);
	worker.work.plan.edit(plan);
	await worker.work.plan.save();
	await hasPlan(contact, id, 1);
	let rev = 1;
	for (const [i, step] of one.steps.entries()) {
		if (step.done === undefined) continue;
		const by = step.side === "kela" ? contact : worker;
		await by.work.plan.tick(id, plan.steps[i]?.id ?? "", true);
		rev++;
		await Promise.all([hasPlan(worker, id, rev), hasPlan(contact, id, rev)]);
	}
	await worker.work.plan.confirm();
	await contact.work.plan.confirm();
}

function planOf(held: Held, one: HeldCase, teams: Teams): Omit<PlanDoc, "v"> {
	const { pair, contact } = held;
	const [first, second] = pair.map(({ account }) => account.display);
	const today = dayOf(contact.work.now());
	const stepOf = (step: HeldStep, i: number): PlanStep => ({
		...{ id: `${one.one.question.reference}-${i + 1}`, what: step.what, side: step.side },
		...{ who: whoOf(held, step, teams), by: addDays(today, step.in), done: null },
	});
	return {
		...one.plan,
		kind: "made",
		date: today,
		place: "etäyhteydellä",
		present: `asiakas, ${first}, ${second}, ${contact.account.display} (Kela)`,
		steps: one.steps.map(stepOf),
		followUpWho: second ?? "",
		followUpDate: dayOf(morningFrom(addMonths(today, 2))),
		responsible: first ?? "",
		coordination: one.coordination === undefined ? "" : teams.nameOf(one.coordination),
		refreshBy: addMonths(today, 5),
	};
}

function whoOf({ pair, contact }: Held, { who }: HeldStep, teams: Teams): StepWho {
	if (typeof who === "object")
		return "team" in who
			? { kind: "team", team: teams.idOf(who.team) }
			: { kind: "text", text: who.text };
	const people = { first: pair[0], second: pair[1], contact };
	return { kind: "person", uid: people[who].uid };
}

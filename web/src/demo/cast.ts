// Who there is in the demo and in the scenarios: two coordinators, two care pairs, Kela's contact; and their series.

import { addDays, wallTime } from "../work/time.ts";
import type { NewSeries } from "../work/work.ts";
import { bringIn, foundOrganisation, type Member, type Newcomer } from "./found.ts";
import { loaded, type Site, until } from "./person.ts";

export interface Cast {
	readonly coordinator: Member;
	readonly kela: Member;
	readonly contact: Member;
	readonly pairA: readonly [Member, Member];
	readonly pairB: readonly [Member, Member];
	readonly pairs: { readonly a: string; readonly b: string };
	readonly everyone: readonly Member[];
}

const PEOPLE = {
	coordinator: { username: "kaisa.koordinaattori", display: "Kaisa Koivula" },
	kela: { username: "kela.koordinaattori", display: "Katri Kellokoski" },
	contact: { username: "kela.yhteyshenkilo", display: "Kimmo Kelonen" },
	a1: { username: "sanna.sairaanhoitaja", display: "Sanna Saarinen" },
	a2: { username: "oskari.ohjaaja", display: "Oskari Oja" },
	b1: { username: "heli.hoitaja", display: "Heli Harju" },
	b2: { username: "simo.ohjaaja", display: "Simo Suvanto" },
	other: { username: "kela.toinen", display: "Kirsti Kelovirta" },
} as const;

/** A second contact of Kela's, where one hour at a time is too few. */
export const gatherContact = (
	site: Site,
	{ kela }: Cast,
	passphrase: () => string,
): Promise<Member> =>
	bringIn(site, kela, { ...PEOPLE.other, passphrase: passphrase() }, ["contact"]);

/** Enrols everyone. `passphrase` gives each their own. */
export async function gatherCast(
	site: Site,
	links: { readonly county: string; readonly kela: string },
	passphrase: () => string,
): Promise<Cast> {
	const person = (key: keyof typeof PEOPLE): Newcomer => ({
		...PEOPLE[key],
		passphrase: passphrase(),
	});
	const [coordinator, kela] = await Promise.all([
		foundOrganisation(site, links.county, person("coordinator")),
		foundOrganisation(site, links.kela, person("kela")),
	]);
	const worker = (key: keyof typeof PEOPLE) => bringIn(site, coordinator, person(key), ["worker"]);
	// One after the other: each takes this thread for a second, and another one's request would time out behind four.
	const contact = await bringIn(site, kela, person("contact"), ["contact"]);
	const a1 = await worker("a1");
	const a2 = await worker("a2");
	const b1 = await worker("b1");
	const b2 = await worker("b2");
	const { setPair } = coordinator.work.coordinator;
	const a = await setPair({ pair: null, name: "Työpari A", workers: [a1.uid, a2.uid] });
	const b = await setPair({ pair: null, name: "Työpari B", workers: [b1.uid, b2.uid] });
	const everyone = [coordinator, kela, contact, a1, a2, b1, b2];
	await Promise.all(everyone.map((one) => knowsPairs(one, 2)));
	return {
		coordinator,
		kela,
		contact,
		pairA: [a1, a2],
		pairB: [b1, b2],
		pairs: { a, b },
		everyone,
	};
}

/** The news of the directory has reached this person. */
export async function knowsPairs(one: Member, count: number): Promise<void> {
	await until(
		one.work.state.directory,
		(directory) => directory.kind === "ready" && directory.value.pairs.length >= count,
		`${one.account.username} to know of ${count} pairs`,
	);
}

/** A weekly series whose hour starts at that instant; it began so many weeks ago. */
export function weeklyFrom(
	startsAt: number,
	weeksAgo: number,
	rest: Pick<NewSeries, "name" | "pairs" | "contact">,
): NewSeries {
	const { date, time, weekday } = wallTime(startsAt);
	return {
		...rest,
		weekday,
		start: time,
		first: addDays(date, -7 * weeksAgo),
		last: null,
		capacity: 4,
		every: 1,
		onHolidays: true,
		phone: "+358 2 123 4567",
	};
}

/** The id of the hour that starts at that instant, once this person knows of it. */
export async function hourAt(one: Member, startsAt: number): Promise<string> {
	const { hours } = one.work.state;
	await until(
		hours,
		(value) => value.kind === "ready" && value.value.some((hour) => hour.startsAt === startsAt),
		`an hour at ${new Date(startsAt).toISOString()}`,
	);
	const list = await loaded(hours, "hours");
	return list.find((hour) => hour.startsAt === startsAt)?.hour ?? "";
}

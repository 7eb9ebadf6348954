// Finnish, the language the keys come from.
import { enrol, idle, settings } from "./fi/access.ts";
import { pairs, people, series } from "./fi/admin.ts";
import { call, ring } from "./fi/call.ts";
import { cases, consent, newCase, signals } from "./fi/case.ts";
import { codes, roles } from "./fi/codes.ts";
import { devices } from "./fi/devices.ts";
import { figures } from "./fi/figures.ts";
import { first } from "./fi/first.ts";
import { follow } from "./fi/follow.ts";
import { guest } from "./fi/guest.ts";
import { handed } from "./fi/handed.ts";
import { hours, lobby, notices, room, today } from "./fi/hour.ts";
import { feedback, measures } from "./fi/measures.ts";
import { hold, organisation, retention, teams, templates } from "./fi/org.ts";
import { papers } from "./fi/papers.ts";
import { plan } from "./fi/plan.ts";
import { ending, paper, report } from "./fi/record.ts";
import { shelf } from "./fi/shelf.ts";
import { email, feed, general, prepare, queue } from "./fi/slots.ts";
import { decide, weeks } from "./fi/timetable.ts";
import { account, person, substitutes, trust } from "./fi/trust.ts";

export const fi = {
	...first,
	roles,
	codes,
	enrol,
	settings,
	idle,
	people,
	pairs,
	series,
	cases,
	newCase,
	signals,
	queue,
	consent,
	plan,
	today,
	hours,
	lobby,
	room,
	call,
	ring,
	devices,
	guest,
	notices,
	trust,
	person,
	substitutes,
	account,
	report,
	paper,
	papers,
	follow,
	measures,
	handed,
	feedback,
	ending,
	prepare,
	general,
	feed,
	email,
	weeks,
	decide,
	figures,
	shelf,
	organisation,
	teams,
	templates,
	retention,
	hold,
} as const;

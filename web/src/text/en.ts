// English.
import { enrol, idle, settings } from "./en/access.ts";
import { pairs, people, series } from "./en/admin.ts";
import { call, ring } from "./en/call.ts";
import { cases, consent, newCase, signals } from "./en/case.ts";
import { codes, roles } from "./en/codes.ts";
import { devices } from "./en/devices.ts";
import { figures } from "./en/figures.ts";
import { first } from "./en/first.ts";
import { follow } from "./en/follow.ts";
import { guest } from "./en/guest.ts";
import { handed } from "./en/handed.ts";
import { hours, lobby, notices, room, today } from "./en/hour.ts";
import { feedback, measures } from "./en/measures.ts";
import { hold, organisation, retention, teams, templates } from "./en/org.ts";
import { papers } from "./en/papers.ts";
import { plan } from "./en/plan.ts";
import { ending, paper, report } from "./en/record.ts";
import { shelf } from "./en/shelf.ts";
import { email, feed, general, prepare, queue } from "./en/slots.ts";
import { decide, weeks } from "./en/timetable.ts";
import { account, person, substitutes, trust } from "./en/trust.ts";
import type { Texts } from "./texts.ts";

export const en: Texts = {
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
};

// Swedish. Kela is FPA.
import { enrol, idle, settings } from "./sv/access.ts";
import { pairs, people, series } from "./sv/admin.ts";
import { call, ring } from "./sv/call.ts";
import { cases, consent, newCase, signals } from "./sv/case.ts";
import { codes, roles } from "./sv/codes.ts";
import { devices } from "./sv/devices.ts";
import { figures } from "./sv/figures.ts";
import { first } from "./sv/first.ts";
import { follow } from "./sv/follow.ts";
import { guest } from "./sv/guest.ts";
import { handed } from "./sv/handed.ts";
import { hours, lobby, notices, room, today } from "./sv/hour.ts";
import { feedback, measures } from "./sv/measures.ts";
import { hold, organisation, retention, teams, templates } from "./sv/org.ts";
import { papers } from "./sv/papers.ts";
import { plan } from "./sv/plan.ts";
import { ending, paper, report } from "./sv/record.ts";
import { shelf } from "./sv/shelf.ts";
import { email, feed, general, prepare, queue } from "./sv/slots.ts";
import { decide, weeks } from "./sv/timetable.ts";
import { account, person, substitutes, trust } from "./sv/trust.ts";
import type { Texts } from "./texts.ts";

export const sv: Texts = {
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

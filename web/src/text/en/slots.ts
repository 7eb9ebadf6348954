// English: the queue, Kela's preparation, general questions, the calendar feed, e-mail.
import type { Section } from "../texts.ts";

export const queue: Section<"queue"> = {
	receiver: (name, org) =>
		`${name} (${org}) can open the shared part and the consent once you add the case to the queue.`,
	receiverGeneral: (name, org) =>
		`${name} (${org}) can open the question once you add it to the queue.`,
	title: "Add to the queue",
	lead: (reference) => `Case ${reference}`,
	series: "Which recurring hour?",
	hour: "Which hour?",
	first: "First free place",
	firstNow: (when) => `At the moment that is ${when}.`,
	firstWaits: "No place is free now. The case waits and gets a place when one becomes free.",
	notCovered: "Hours that the consent does not cover cannot be chosen here.",
	noSeries: "Your care pair has no recurring hour. Ask the coordinator to add the pair to one.",
	hourFree: (places, minutes) => `${places} places and ${minutes} min free`,
	minutes: "How long does it take?",
	minutesHint: "Four cases take at most 60 minutes together.",
	submit: "Add to the queue",
	noConsent:
		"The case can be added to the queue only when its consent is in force and the other worker has acknowledged it.",
	full: (next) => `The hour has just filled up. The next free place is ${next}.`,
	fullNone: "The hour has just filled up. The following hours have no free place.",
	takeNext: "Add to the next hour",
	takeFirst: "Let it wait for a free place",
	remove: "Take out of the hour",
	removeTitle: "Take the case out of the hour?",
	removeText: "The place is free at once. The case and its consent stay.",
	leave: "Take out of the queue",
	leaveTitle: "Take the case out of the queue?",
	leaveText: "The case loses its position in the queue. The case and its consent stay.",
	reason: "Reason",
	waiting: "Waiting for a free place",
	waitingOf: (name) => `Waiting for a place: ${name}`,
	waitsAt: (pos, name) => `Waiting for a free place, number ${pos} in the queue. ${name}`,
	waitsShort: (pos) => `Waiting, number ${pos}`,
	order:
		"The order is the same for everybody: first those carried over from an hour, then urgent ones, then by the time of queueing. A place that becomes free goes to the first case whose time fits and whose consent covers the hour. Nobody gets an hour earlier than the one that was lost.",
	pos: "Number",
	carried: "Carried over from an hour",
	aCase: "Case",
	actions: "Change",
	up: "Earlier",
	down: "Later",
	toNext: "To the next hour",
	ofCase: (reference) => `: ${reference}`,
	movedTo: (reference, pos) => `${reference} now has place ${pos}.`,
	movedNext: (reference) => `${reference} was moved to the next hour.`,
	noNext: "None of the following hours has a free place.",
	gap: "Does not cover the hour",
	gapText: (reference, when) =>
		`${reference}: the consent does not cover the whole hour. Record a new consent before ${when}, or else the case loses its place and goes back to the queue.`,
	gapDo: "Record a new consent",
	gaps: (n) =>
		n === 1 ? "1 consent does not cover the hour" : `${n} consents do not cover the hour`,
	answered: (name, when) =>
		`${name} answered in writing on ${when}. The answer is below under questions and answers. If the matter still needs talking over, add the case to the queue again.`,
	again: "Add to the queue again",
};

export const prepare: Section<"prepare"> = {
	order: "Order",
	waiting: "Waiting for a free place",
	rest: "Other cases",
	handled: "Handled",
	changed: "Changed",
	unseen: "You have not looked yet",
	same: "No changes",
	changedTitle: "Changed since you looked last",
	changedText: (when, parts) => `Since ${when}: ${parts}.`,
	parts: {
		question: "the question or the situation",
		background: "the background",
		consent: "the consent",
		thread: "the messages",
		plan: "the plan",
		queue: "the place or the preparation",
	},
	note: "My own notes",
	noteHint: "Only you see these, on all your devices. Nobody else does.",
	answer: "Answer in writing",
	answerLabel: "Your answer to the care pair",
	answerHint:
		"The answer stays among the case's messages and the place in the hour becomes free. The care pair can add the case to the queue again.",
	answerSend: "Send the answer and free the place",
	answeredText: "You have answered in writing. The case is not in the queue.",
};

export const general: Section<"general"> = {
	open: "Ask a general question",
	title: "General question",
	lead: "A question that is about no client: benefits, procedures, interpretation. No consent is needed.",
	noClient: "There is nothing about a client in the question",
	noClientHint: "No name, no identity code, and nothing that somebody could be recognised by.",
	reference: "Heading",
	referenceHint: "In short, for example Housing allowance and part-time work.",
	situation: "Background to the question",
	create: "Save and add to the queue",
	mark: "Nothing about a client",
};

export const feed: Section<"feed"> = {
	title: "The hours in your own calendar",
	text: "Your calendar program fetches your hours from a secret address. It holds only times and a neutral heading, no clients and no cases.",
	none: "You have no calendar address.",
	made: (when) => `The calendar address was made on ${when}. It cannot be shown again.`,
	language: "Language of the calendar",
	languages: { fi: "suomi", sv: "svenska", en: "English" },
	make: "Make a calendar address",
	renew: "Make a new address",
	renewHint: "The new address replaces the old one, which stops working at once.",
	url: "Calendar address",
	once: "Copy the address now: it is shown only once. Whoever knows it sees the times of your hours.",
	dropTitle: "Remove the address?",
	dropText:
		"Calendars that the address was added to are no longer kept up to date. The same address cannot be had again.",
	renewTitle: "Make a new address?",
	drop: "Remove the address",
	dropped: "The address has been removed. It no longer works.",
	ics: "Add to calendar",
	file: "etatunti",
};

export const email: Section<"email"> = {
	title: "Reminders by e-mail",
	text: "You are reminded of tomorrow's hour, a consent that is missing or ends, a question from Kela, and changes to an hour or a place. The message holds nothing about clients or cases.",
	off: "This server sends no e-mail. Your address is stored, but no reminders will come.",
	failed: (n) =>
		n === 1
			? "1 reminder in your organisation could not be delivered in the last 30 days. Ask people to check their addresses."
			: `${n} reminders in your organisation could not be delivered in the last 30 days. Ask people to check their addresses.`,
	address: "E-mail address",
	hint: "Your address at work. Other users do not see it.",
	language: "Language of the messages",
	stop: "Stop reminding me",
	saved: "The address is stored.",
	stopped: "The address has been removed. No more reminders will come.",
};

// English: what a coordinator keeps for the organisation.
import type { Section } from "../texts.ts";

export const organisation: Section<"organisation"> = {
	title: "Organisation",
	lead: (org) => `${org}: what all workers share.`,
	pairsText: (n) => (n === 1 ? "1 care pair" : `${n} care pairs`),
	substitutesText: "Who stands in for whom, and from when to when",
	teamsText: (n) => (n === 1 ? "1 team on the list" : `${n} teams on the list`),
	templatesText: (n) =>
		n === 0 ? "The built-in text in every system" : `Your own text in ${n} of the systems`,
	retentionText: (days) => `What a case holds is erased ${days} days after it is closed`,
	withdrawalText: "When a client turns to you and not to their worker",
};

export const teams: Section<"teams"> = {
	title: "Professionals",
	lead: "Whom to turn to, and for what. Everybody sees the list, and a step of a plan can name a team on it.",
	toList: "Professionals: whom to turn to",
	find: "Find by task, team or matter",
	findHint: "For example debt, rehabilitation or family",
	count: (n) => (n === 1 ? "1 team" : `${n} teams`),
	none: "The list is empty. The coordinator adds the teams.",
	noneFound: "Nobody was found. Try a shorter word.",
	add: "Add a team",
	change: (name) => `Change: ${name}`,
	newTitle: "New team",
	editTitle: "Change the team",
	functions:
		"Write the team or the task, not a person's name. Write nothing about clients. The list is signed, and its earlier versions remain.",
	name: "Team or task",
	task: "What they do",
	whenToTurn: "When to turn to them",
	contact: "Contact",
	hints: {
		name: "For example Adult social work, Ikaalinen",
		task: "For example supplementary and preventive social assistance",
		whenToTurn: "For example when two months' rent is unpaid",
		contact: "The team's number or address, and when it is answered",
	},
	drop: "Take off the list",
	dropTitle: "Take the team off the list?",
	dropText:
		"The team can no longer be chosen. In plans that name it the name still shows. It can be put back on the list.",
	dropped: "Taken off",
	droppedText: "These are not found by searching. The name shows in plans that name them.",
	restore: (name) => `Put back: ${name}`,
	gone: "There is no such team, or it belongs to another organisation.",
	full: "The list has 500 teams already. Take outdated ones off first.",
};

export const templates: Section<"templates"> = {
	title: "Templates for records",
	lead: "This template turns a plan into the text that is pasted into the patient or client record system.",
	target: "System",
	own: (target) => `${target}: your organisation's own template is in use.`,
	builtIn: (target) => `${target}: the built-in template is in use, in Finnish and Swedish.`,
	who: "A change applies to all workers of your organisation at once. Texts already copied do not change. Your own template is used in every language.",
	text: "Template",
	textHint:
		"A field in braces is replaced by what the plan says. A line is left out if all its fields are empty. Write nothing about clients into the template.",
	insert: "Field to insert",
	insertOne: "Insert at the cursor",
	monsu: "MONSU entry",
	followUpDate: "Day of the follow-up",
	unknownField: (field) => `There is no field {${field}}. Choose one from the list.`,
	brace: "A brace without a field. Write the whole field, for example {steps}.",
	length: (n, max) => `${n}/${max} characters`,
	noMonsu: "The template has no field {monsu}. The entry is added at the end of the text.",
	preview: "Preview with an invented plan",
	save: "Start using it",
	saved: "The template is in use.",
	reset: "Back to the built-in template",
	resetTitle: "Go back to the built-in template?",
	resetText: "Your own template goes out of use at once for all workers of your organisation.",
};

export const retention: Section<"retention"> = {
	title: "Keeping and erasing",
	rule: (days) =>
		`When ${days} days have passed since a case was closed, what it holds and its keys are erased for good. The record of who did what and when stays.`,
	days: "Days after the case is closed",
	daysHint: "1–3650. 90 if nothing else is agreed.",
	save: "Change",
	saved: "How long cases are kept has been changed.",
	shorterTitle: "Keep cases for a shorter time?",
	shorterText: (days) =>
		`Cases closed more than ${days} days ago are erased within the hour. This cannot be undone. Those on hold stay.`,
	shorterConfirm: "Shorten",
	ahead: "To be erased within 30 days",
	aheadNone: "Nothing is to be erased within 30 days, and nothing is on hold.",
	erased: "Erased in the last year",
	erasedNone: "Nothing has been erased.",
	ref: "Reference",
	closed: "Closed",
	erasing: "Erased on",
	erasedAt: "Erased",
	how: "How",
	byPair: "By the pair",
	byRule: "By the rule",
	held: "On hold, not erased",
	soon: "Within the hour",
	made: "As of",
	backups: "Backups",
	backupsText: [
		"Erasing reaches the server and everybody's devices. A backup made before it still contains the case, encrypted, until that backup is removed.",
		"Whoever runs the service decides how long backups are kept. At most 30 days is suitable, with the oldest removed by themselves. An erased case is then gone everywhere within 30 days.",
		"If the server is restored from a backup, erased cases come back. The rule erases them again within the hour. Those that the pair erased have to be erased again.",
	],
	toList: "What has been and will be erased",
	inCase: (days) =>
		`The contents are erased by themselves ${days} days after closing, unless the case is on hold.`,
};

export const hold: Section<"hold"> = {
	title: "Hold",
	lead: "The contents of a case on hold are erased neither by the rule nor by the pair. A hold is for when, for example, an appeal or an inquiry is pending.",
	none: "The case is not on hold.",
	on: (who, day) => `The case is on hold, set by ${who} on ${day}.`,
	isOn: "The case is on hold",
	reason: "Reason",
	reasonHint:
		"The reason is not encrypted and stays on the record. Write for example the journal number, nothing about the client.",
	set: "Put on hold",
	setTitle: "Put the case on hold?",
	setText:
		"The contents are not erased until the hold ends. A hold prolongs neither the consent nor Kela's access.",
	end: "End the hold",
	endTitle: "End the hold?",
	endText: "If the time for keeping it has passed, the contents are erased within the hour.",
	byReference: "Hold by reference",
	state: "State",
	states: { open: "Open", closed: "Closed", erased: "Erased" },
	tooLate: "The contents have been erased already. It cannot be put on hold.",
	done: "The case is on hold.",
	ended: "The hold has ended.",
};

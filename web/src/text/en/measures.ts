// English: measures entered in seconds, the client's own answers, feedback after the hour.
//
// The client's eight questions and their answers are the English original of EuroHIS-QOL 8 (items 1, 2, 10, 17, 19, 20, 12
// and 23 of WHOQOL-BREF; Schmidt, Mühlan & Power, Eur J Public Health 2006;16:420–8). Do not reword.
import type { Section } from "../texts.ts";

export const measures: Section<"measures"> = {
	title: "Measures",
	lead: "Answer what you know. A blank answer is not a zero and does not go into the report. Press an answer again, or the Delete key, to remove it.",
	which: "Which stage is measured?",
	forms: {
		baseline: "At the start",
		"three-months": "After 1–3 months",
		"half-year": "After half a year",
	},
	given: (when) => `Saved ${when}`,
	notGiven: "No answers",
	pair: "The pair's numbers",
	counts: {
		meeting_avoided: "Network meetings avoided",
		meetings_held: "Network meetings held",
		calls_saved: "Phone calls to Kela saved",
		application_corrected: "Applications corrected",
		application_avoided: "Needless applications not made",
		application_made: "Applications made",
	},
	more: "More",
	less: "Less",
	results: "What was decided on the benefits",
	result: {
		granted: "Granted",
		partly: "Partly",
		refused: "Refused",
		pending: "Pending",
		"not-applied": "Not applied for",
	},
	otherBenefit: "Add another benefit",
	chooseBenefit: "Choose a benefit",
	client: "The client's answers",
	clientLead: "Ask the client word for word, or let them answer on this device.",
	hand: "The client answers",
	handed: "Answer the questions",
	handedLead:
		"Choose one answer to each question. You may leave out what you do not want to answer.",
	handedDone: "Done",
	period: "Think of your life in the last two weeks.",
	prom: {
		"quality-of-life": "How would you rate your quality of life?",
		health: "How satisfied are you with your health?",
		energy: "Do you have enough energy for everyday life?",
		"daily-activities": "How satisfied are you with your ability to perform your daily activities?",
		self: "How satisfied are you with yourself?",
		relationships: "How satisfied are you with your personal relationships?",
		money: "Have you enough money to meet your needs?",
		"living-place": "How satisfied are you with the conditions of your living place?",
	},
	scales: {
		rating: ["Very poor", "Poor", "Neither poor nor good", "Good", "Very good"],
		satisfaction: [
			"Very dissatisfied",
			"Dissatisfied",
			"Neither satisfied nor dissatisfied",
			"Satisfied",
			"Very satisfied",
		],
		amount: ["Not at all", "A little", "Moderately", "Mostly", "Completely"],
	},
	own: "How is your situation now, thinking of work or studies, money and relationships?",
	nps: "How likely are you to recommend this service to somebody close to you in a situation like yours?",
	npsEnds: "0 = not at all likely, 10 = extremely likely",
	npsGroup: { promoter: "Promoter (9–10)", passive: "Passive (7–8)", detractor: "Detractor (0–6)" },
	score: "Quality of life (EuroHIS-8)",
	scoreOf: (score) => `${score}\u00a0/\u00a05`,
	good: "Good on average: the mean of the eight answers is at least 4.",
	notGood: "Below good: the mean of the eight answers is under 4.",
	change: (by) => `Change from the start: ${by}`,
	open: (n) =>
		n === 1
			? "One of the eight questions is not answered, so there is no score."
			: `${n} of the eight questions are not answered, so there is no score.`,
	save: "Save",
	saveChange: "Save the change",
	saved: "Saved.",
	sent: "The numbers are in the report. It does not show whom they are about.",
	unsent:
		"The numbers have not reached the report yet. They go by themselves when the connection works.",
	noSeries: "The numbers cannot go to the report: the pair has no remote consultation hour.",
	nothingToSend: "There is no number for the report yet.",
	unsavedChange: "The changes have not been saved yet.",
	who: "The answers are stored encrypted in the case. Only the pair can open them; Kela does not see them. The report's numbers have no case and no client; the log says who sent them.",
	drop: "Delete the answers",
	dropTitle: "Delete the answers?",
	dropText: (form) =>
		`Stage: ${form}. The answers are removed from the case, and the numbers from the report.`,
	closed: "The case is closed. The answers can no longer be changed.",
	general: "No measures of a client are collected for a general question.",
};

export const feedback: Section<"feedback"> = {
	title: "Two questions about the hour",
	lead: "One tap is enough. The answer goes into the report without anything about clients.",
	question: {
		worker_hour_useful: "Was the hour useful?",
		worker_time_saved: "Did the hour save you time?",
		contact_question_clear: "Were the pair's questions clear?",
	},
	scale: ["Not at all", "A little", "Somewhat", "A lot", "Very much"],
	thanks: (when) => `Thank you. You can change the answer until ${when}.`,
	fixed: "Thank you for the answer.",
	unsent: "The answer goes when the connection works.",
};

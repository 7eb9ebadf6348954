// English: the coordinator's report by quarter.
import type { Section } from "../texts.ts";

export const figures: Section<"figures"> = {
	title: "Report",
	leadCounty: (org) =>
		`The figures tell how the hours work. All hours that ${org} arranges are in them.`,
	leadKela:
		"The figures tell how the hours work. All hours whose contact person is of your own organisation are in them.",
	noCases: "There are no clients in the report, and nothing of what cases hold.",
	last: "Last quarter",
	span: "How many quarters",
	spans: (n) => (n === 1 ? "1 quarter" : `${n} quarters`),
	series: "Hour",
	all: "All hours",
	quarter: (year, n) => `Q${n}/${year}`,
	quarterLong: (year, n) =>
		`${["January–March", "April–June", "July–September", "October–December"][n - 1]} ${year}`,
	unfinished: "not over",
	unfinishedNote: (quarter) =>
		`${quarter} is not over. Its figures will still change, and its coming hours count in the fill rate. Changes are from a whole quarter.`,
	made: (when) => `Fetched ${when}`,
	csv: "Download as a CSV file",
	csvFile: "etatunti-report",
	none: "There are no figures for these quarters yet.",
	noneWhy:
		"Figures come by themselves as hours are held and cases are handled, and from the measures that care pairs enter in the follow-up.",
	hidden: "hidden",
	hiddenNote:
		"“Hidden”: fewer than five cases or answers stand behind the figure, or such a number could be told from it. The figure itself may thus be five or more. Nothing is computed from a hidden figure: a sum with one in it is hidden too.",
	nothing: "–",
	nothingNote:
		"A dash (–): there is nothing to compute from, or the figure cannot be put together from several quarters.",
	total: "Total",
	measure: "Figure",
	headlines: (quarter) => `The main figures, ${quarter}`,
	before: (quarter) => `The quarter before, ${quarter}`,
	same: "The same as in the quarter before",
	change: (by) => `${by} since the quarter before`,
	changeHidden: "The change is not shown (hidden)",
	noBefore: "No earlier figure to compare with",
	pilot: "Pilot",
	pilotNote:
		"Pilot: remote consultation of Ikaalinen's care pair and Kela, 12/2021–2/2022, its published results.",
	pilots: {
		meetings_change: (percent) => percent,
		cases_an_hour: (most) => `at most ${most}`,
		calls_per_client: (least, most) => `${least}–${most}`,
	},
	points: (n) => `${n} percentage points`,
	days: (n) => (n === "1" ? "1 day" : `${n} days`),
	minutes: (n) => `${n}\u00a0min`,
	bySeries: (quarter) => `By hour and organisation, ${quarter}`,
	allSeries: "All hours together",
	ofOrg: (org) => `${org}, total`,
	unknownOrg: "Unknown organisation",
	unknownSeries: "An hour that is not in the directory",
	outcomes: (quarter) => `Outcomes of applications by benefit, ${quarter}`,
	outcomesLead:
		"The care pair enters the outcome in the follow-up, at 1–3 months and at about half a year.",
	topic: "Benefit",
	results: {
		granted: "Granted",
		partly: "Granted in part",
		refused: "Refused",
		pending: "Pending",
		"not-applied": "Not applied for",
	},
	groups: {
		hours: "Hours",
		cases: "Cases",
		waiting: "Waiting",
		plans: "Plans",
		effect: "Effect",
		clients: "Clients' answers",
		workers: "Professionals' answers",
	},
	sources: {
		hours: "Counted by the system from the hours.",
		cases: "Counted by the system from the places of the hours.",
		waiting: "Counted by the system from queueing to the first consultation of the case.",
		plans: "Counted by the system from the confirmations.",
		effect: "Numbers that the care pair enters in the follow-up.",
		clients: "The client's answers, entered by the care pair.",
		workers: "Workers' and Kela contacts' own answers after the hour, on a scale of 1–5.",
	},
	forms: {
		baseline: "baseline",
		"three-months": "1–3 months",
		"half-year": "half a year",
		hour: "after the hour",
		feedback: "feedback",
	},
	charts: {
		cases: "Cases in the hours",
		an_hour: "Cases handled in an hour",
		waiting: "From queueing to the hour, days",
		meetings: "Network meetings",
		calls: "Calls saved per client",
		prom: "Quality of life (EuroHIS-QOL 8), mean",
	},
	lines: {
		hours_planned: { name: "Hours planned", what: "Hours of the quarter that are not cancelled." },
		hours_held: {
			name: "Hours held",
			what: "Hours that are over in which at least one case was taken.",
		},
		hours_cancelled: {
			name: "Hours cancelled",
			what: "By the coordinator or by a changed series.",
		},
		hours_moved: { name: "Hours moved", what: "Held at another time than the series says." },
		places: { name: "Places taken", what: "Places of cases in the quarter's hours." },
		handled: { name: "Cases handled", what: "Places whose case was handled in the hour." },
		carried_over: {
			name: "Carried over",
			what: "There was no time, or the case goes on: it got a place ahead.",
		},
		interrupted: {
			name: "Interrupted",
			what: "The consultation was cut, as when a consent is withdrawn.",
		},
		open: { name: "Not handled yet", what: "Places whose hour has not been yet." },
		answered: {
			name: "Answered in writing",
			what: "Kela answered before the hour and no place was needed.",
		},
		minutes: { name: "Handling time", what: "Minutes set aside for the cases handled." },
		cases_an_hour: {
			name: "Cases handled in an hour",
			what: "Cases handled divided by hours held.",
		},
		fill: { name: "Fill rate", what: "Places taken of all places of the planned hours." },
		wait_median: {
			name: "Median wait",
			what: "Half came to the hour within this many days.",
		},
		wait_p90: {
			name: "90% waited at most",
			what: "Nine in ten came to the hour within this many days.",
		},
		wait_mean: {
			name: "Mean wait, days",
			what: "Days from queueing to consultation on average.",
		},
		plans_made: {
			name: "Plans made",
			what: "The first plan of a case that both sides confirmed.",
		},
		plans_refreshed: {
			name: "Plans refreshed",
			what: "Confirmed again 30 days or more after the first.",
		},
		meetings_change: {
			name: "Change in network meetings",
			what: "Those avoided, of all that would have been held.",
		},
		meeting_avoided: {
			name: "Network meetings avoided",
			what: "The care pair's judgement: a meeting not needed any more.",
		},
		meetings_held: {
			name: "Network meetings held",
			what: "Entered by the care pair: the meeting was held all the same.",
		},
		calls_per_client: {
			name: "Calls saved per client",
			what: "Calls saved divided by the entries.",
		},
		calls_saved: {
			name: "Calls saved",
			what: "The care pair's judgement: calls to Kela that were not needed.",
		},
		application_corrected: {
			name: "Applications corrected",
			what: "A wrong or incomplete application was put right.",
		},
		application_avoided: {
			name: "Applications avoided",
			what: "A needless application was not made.",
		},
		application_made: {
			name: "Applications made",
			what: "An application whose need came up in the hour.",
		},
		nps: {
			name: "Recommendation (NPS)",
			what: "Share of promoters minus share of detractors, −100…100.",
		},
		nps_answers: {
			name: "NPS answers",
			what: "How many clients said whether they would recommend this (0–10).",
		},
		nps_promoters: { name: "Promoters", what: "Answered 9 or 10." },
		nps_passives: { name: "Passives", what: "Answered 7 or 8." },
		nps_detractors: { name: "Detractors", what: "Answered 0–6." },
		prom_before: {
			name: "Quality of life at first",
			what: "EuroHIS-QOL 8, the mean of eight questions of 1–5.",
		},
		prom_after: {
			name: "Quality of life in follow-up",
			what: "EuroHIS-QOL 8, the mean of eight questions of 1–5.",
		},
		prom_own_before: {
			name: "Own question at first",
			what: "Work, studies, money and relations, 1–5.",
		},
		prom_own_after: {
			name: "Own question in follow-up",
			what: "Work, studies, money and relations, 1–5.",
		},
		worker_hour_useful: {
			name: "The hour was useful",
			what: "Workers and contacts, mean of 1–5.",
		},
		worker_time_saved: { name: "The hour saved time", what: "Workers and contacts, mean of 1–5." },
		contact_question_clear: {
			name: "The question was clear",
			what: "Kela's contacts, mean of 1–5.",
		},
	},
	columns: {
		quarter: "Quarter",
		org: "Organisation",
		series: "Hour",
		group: "Group",
		measure: "Figure",
		value: "Value",
		unit: "Unit",
		what: "What it counts",
	},
	units: {
		count: "number",
		minutes: "min",
		days: "days",
		percent: "%",
		mean: "mean",
		prom: "mean of 1–5",
		points: "points",
	},
};

// Swedish: measures entered in seconds, the client's own answers, feedback after the hour.
//
// The client's eight questions: see the Finnish file. No public Swedish text of these items was at hand when this was
// written: these words follow the items and answers of the English original one by one. Whoever takes the measure into use
// in Swedish compares them with THL's Swedish questionnaire first.
import type { Section } from "../texts.ts";

export const measures: Section<"measures"> = {
	title: "Mått",
	lead: "Svara på det du vet. En tom punkt är inte noll och går inte till rapporten. Ett svar tas bort genom att trycka på det igen eller med tangenten Delete.",
	which: "Vilket skede mäts?",
	forms: {
		baseline: "I början",
		"three-months": "Efter 1–3 månader",
		"half-year": "Efter ett halvt år",
	},
	given: (when) => `Sparad ${when}`,
	notGiven: "Inga svar",
	pair: "Arbetsparets siffror",
	counts: {
		meeting_avoided: "Undvikna nätverksmöten",
		meetings_held: "Hållna nätverksmöten",
		calls_saved: "Inbesparade samtal till FPA",
		application_corrected: "Rättade ansökningar",
		application_avoided: "Onödiga ansökningar som inte gjordes",
		application_made: "Gjorda ansökningar",
	},
	more: "Öka",
	less: "Minska",
	results: "Vad som beslutades om förmånerna",
	result: {
		granted: "Beviljad",
		partly: "Delvis",
		refused: "Avslag",
		pending: "Väntar",
		"not-applied": "Ej sökt",
	},
	otherBenefit: "Lägg till en annan förmån",
	chooseBenefit: "Välj förmån",
	client: "Klientens svar",
	clientLead: "Fråga klienten ord för ord eller låt klienten svara själv på den här enheten.",
	hand: "Klienten svarar själv",
	handed: "Svara på frågorna",
	handedLead: "Välj ett svar på varje fråga. Ni kan hoppa över det som ni inte vill svara på.",
	handedDone: "Klar",
	period: "Tänk på ert liv under de två senaste veckorna.",
	prom: {
		"quality-of-life": "Hur bedömer ni er livskvalitet?",
		health: "Hur nöjd är ni med er hälsa?",
		energy: "Har ni tillräckligt med energi för vardagslivet?",
		"daily-activities": "Hur nöjd är ni med er förmåga att klara av dagliga aktiviteter?",
		self: "Hur nöjd är ni med er själv?",
		relationships: "Hur nöjd är ni med era personliga relationer?",
		money: "Har ni tillräckligt med pengar för era behov?",
		"living-place": "Hur nöjd är ni med förhållandena där ni bor?",
	},
	scales: {
		rating: ["Mycket dålig", "Dålig", "Varken bra eller dålig", "Bra", "Mycket bra"],
		satisfaction: [
			"Mycket missnöjd",
			"Missnöjd",
			"Varken nöjd eller missnöjd",
			"Nöjd",
			"Mycket nöjd",
		],
		amount: ["Inte alls", "Lite", "Måttligt", "Nästan tillräckligt", "Tillräckligt"],
	},
	own: "Hur är er situation nu, när ni tänker på arbete eller studier, ekonomi och relationer?",
	nps: "Hur sannolikt är det att ni skulle rekommendera den här tjänsten till en närstående i en liknande situation?",
	npsEnds: "0 = inte alls sannolikt, 10 = mycket sannolikt",
	npsGroup: {
		promoter: "Ambassadör (9–10)",
		passive: "Neutral (7–8)",
		detractor: "Kritiker (0–6)",
	},
	score: "Livskvalitet (EuroHIS-8)",
	scoreOf: (score) => `${score} / 5`,
	good: "God i genomsnitt: medeltalet av de åtta svaren är minst 4.",
	notGood: "Under god: medeltalet av de åtta svaren är under 4.",
	change: (by) => `Förändring från början: ${by}`,
	open: (n) =>
		n === 1
			? "1 av 8 frågor är obesvarad, så inga poäng räknas."
			: `${n} av 8 frågor är obesvarade, så inga poäng räknas.`,
	save: "Spara",
	saveChange: "Spara ändringen",
	saved: "Sparat.",
	sent: "Siffrorna finns i rapporten. Det syns inte vem de gäller.",
	unsent:
		"Siffrorna har inte nått rapporten än. De skickas av sig själva när förbindelsen fungerar.",
	noSeries:
		"Siffrorna kan inte skickas till rapporten: arbetsparet har ingen distanskonsultationstimme.",
	nothingToSend: "Det finns ännu ingen siffra för rapporten.",
	unsavedChange: "Ändringarna har inte sparats än.",
	who: "Svaren sparas krypterade i ärendet. Endast arbetsparet kan öppna dem; FPA ser dem inte. Rapportens siffror har varken ärende eller klient; i loggen står vem som skickade dem.",
	drop: "Ta bort svaren",
	dropTitle: "Ska svaren tas bort?",
	dropText: (form) => `Skede: ${form}. Svaren försvinner ur ärendet och siffrorna ur rapporten.`,
	closed: "Ärendet är avslutat. Svaren kan inte längre ändras.",
	general: "För en allmän fråga samlas inga mått om en klient.",
};

export const feedback: Section<"feedback"> = {
	title: "Två frågor om timmen",
	lead: "Ett tryck räcker. Svaret går till rapporten utan uppgifter om klienter.",
	question: {
		worker_hour_useful: "Var timmen till nytta?",
		worker_time_saved: "Sparade timmen din tid?",
		contact_question_clear: "Var arbetsparets frågor tydliga?",
	},
	scale: ["Inte alls", "Lite", "I någon mån", "Mycket", "Väldigt mycket"],
	thanks: (when) => `Tack. Du kan ändra svaret till ${when}.`,
	fixed: "Tack för svaret.",
	unsent: "Svaret skickas när förbindelsen fungerar.",
};

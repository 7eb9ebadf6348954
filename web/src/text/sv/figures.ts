// Swedish: the coordinator's report by quarter.
import type { Section } from "../texts.ts";

export const figures: Section<"figures"> = {
	title: "Rapport",
	leadCounty: (org) =>
		`Siffrorna visar hur timmarna fungerar. Med är alla timmar som ${org} ordnar.`,
	leadKela:
		"Siffrorna visar hur timmarna fungerar. Med är alla timmar där kontaktpersonen är från din egen organisation.",
	noCases: "Rapporten innehåller inga klienter och inget ur ärendena.",
	last: "Sista kvartalet",
	span: "Hur många kvartal",
	spans: (n) => (n === 1 ? "1 kvartal" : `${n} kvartal`),
	series: "Timme",
	all: "Alla timmar",
	quarter: (year, n) => `Q${n}/${year}`,
	quarterLong: (year, n) =>
		`${["januari–mars", "april–juni", "juli–september", "oktober–december"][n - 1]} ${year}`,
	unfinished: "pågår",
	unfinishedNote: (quarter) =>
		`${quarter} pågår. Siffrorna ändras ännu, och i beläggningen ingår också kommande timmar. Förändringen jämförs med ett helt kvartal.`,
	made: (when) => `Hämtad ${when}`,
	csv: "Ladda ner som CSV-fil",
	csvFile: "etatunti-rapport",
	none: "Det finns inga siffror för de här kvartalen ännu.",
	noneWhy:
		"Siffrorna kommer av sig själva när timmar hålls och ärenden behandlas, och från de mått som arbetsparen antecknar i uppföljningen.",
	hidden: "dolt",
	hiddenNote:
		"”Dolt”: bakom talet finns färre än fem ärenden eller svar, eller så kunde ett sådant räknas ut ur det. Talet självt kan alltså vara fem eller fler. Av ett dolt tal räknas ingenting: också en summa med ett sådant är dold.",
	nothing: "–",
	nothingNote:
		"Streck (–): det finns inget att räkna på, eller talet kan inte räknas ihop av flera kvartal.",
	total: "Totalt",
	measure: "Tal",
	headlines: (quarter) => `De viktigaste siffrorna, ${quarter}`,
	before: (quarter) => `Föregående kvartal ${quarter}`,
	same: "Samma som föregående kvartal",
	change: (by) => `${by} från föregående kvartal`,
	changeHidden: "Förändringen visas inte (dold)",
	noBefore: "Inget föregående tal att jämföra med",
	pilot: "Piloten",
	pilotNote:
		"Piloten: distanskonsultation mellan Ikalis arbetspar inom social- och hälsovården och FPA 12/2021–2/2022, de publicerade resultaten.",
	pilots: {
		meetings_change: (percent) => percent,
		cases_an_hour: (most) => `högst ${most}`,
		calls_per_client: (least, most) => `${least}–${most}`,
	},
	points: (n) => `${n} procentenheter`,
	days: (n) => `${n} d`,
	minutes: (n) => `${n} min`,
	bySeries: (quarter) => `Per timme och organisation, ${quarter}`,
	allSeries: "Alla totalt",
	ofOrg: (org) => `${org} totalt`,
	unknownOrg: "Okänd organisation",
	unknownSeries: "En timme som inte finns i förteckningen",
	outcomes: (quarter) => `Ansökningarnas resultat per förmån, ${quarter}`,
	outcomesLead:
		"Vad som blev av ansökningarna. Arbetsparet antecknar resultatet i uppföljningen, efter 1–3 månader och omkring ett halvt år.",
	topic: "Förmån",
	results: {
		granted: "Beviljad",
		partly: "Delvis beviljad",
		refused: "Avslagen",
		pending: "Anhängig",
		"not-applied": "Inte sökt",
	},
	groups: {
		hours: "Timmar",
		cases: "Ärenden",
		waiting: "Väntetid",
		plans: "Planer",
		effect: "Effekt",
		clients: "Klienternas svar",
		workers: "Yrkespersonernas svar",
	},
	sources: {
		hours: "Systemet räknar av timmarna.",
		cases: "Systemet räknar av timmarnas platser.",
		waiting: "Systemet räknar från att ärendet köades till att det först behandlades.",
		plans: "Systemet räknar av bekräftelserna.",
		effect: "Tal som arbetsparet antecknar i uppföljningen.",
		clients: "Klientens svar, som arbetsparet antecknar.",
		workers: "Arbetstagarens och FPA:s kontaktpersons egna svar efter timmen, skala 1–5.",
	},
	forms: {
		baseline: "utgångsläge",
		"three-months": "1–3 månader",
		"half-year": "ett halvt år",
		hour: "efter timmen",
		feedback: "respons",
	},
	charts: {
		cases: "Ärenden på timmarna",
		an_hour: "Behandlade ärenden per timme",
		waiting: "Väntetid från kö till timme, dagar",
		meetings: "Nätverksmöten",
		calls: "Inbesparade samtal per klient",
		prom: "Livskvalitet (EuroHIS-QOL 8), medelvärde",
	},
	lines: {
		hours_planned: { name: "Planerade timmar", what: "Kvartalets timmar som inte är inställda." },
		hours_held: {
			name: "Hållna timmar",
			what: "Avslutade timmar där minst ett ärende behandlades.",
		},
		hours_cancelled: {
			name: "Inställda timmar",
			what: "Inställda av koordinatorn eller av en ändrad upprepning.",
		},
		hours_moved: { name: "Flyttade timmar", what: "Hålls en annan tid än upprepningen säger." },
		places: {
			name: "Reserverade platser",
			what: "Platser för ärenden på kvartalets timmar.",
		},
		handled: { name: "Behandlade ärenden", what: "Platser vars ärende behandlades på timmen." },
		carried_over: {
			name: "Gick vidare till nästa",
			what: "Ärendet hanns inte med eller fortsätter: det fick en plats framåt.",
		},
		interrupted: {
			name: "Avbröts",
			what: "Behandlingen avbröts, till exempel när samtycket återkallades.",
		},
		open: { name: "Inte behandlade ännu", what: "Platser vars timme inte har varit ännu." },
		answered: {
			name: "Besvarade skriftligt",
			what: "FPA svarade före timmen och platsen behövdes inte.",
		},
		minutes: { name: "Behandlingstid", what: "Minuter reserverade för de behandlade ärendena." },
		cases_an_hour: {
			name: "Behandlade ärenden per timme",
			what: "Behandlade delat med hållna timmar.",
		},
		fill: {
			name: "Beläggning",
			what: "Reserverade platser av alla platser på planerade timmar.",
		},
		wait_median: {
			name: "Väntetidens median",
			what: "Hälften kom till timmen på så många dagar eller snabbare.",
		},
		wait_p90: {
			name: "90 % väntade högst",
			what: "Nio av tio kom till timmen på så många dagar.",
		},
		wait_mean: {
			name: "Genomsnittlig väntetid, dagar",
			what: "Dagar från kö till behandling i medeltal.",
		},
		plans_made: {
			name: "Gjorda planer",
			what: "Ärendets första plan som båda sidorna bekräftade.",
		},
		plans_refreshed: {
			name: "Uppdaterade planer",
			what: "Bekräftad på nytt minst 30 dagar efter den första.",
		},
		meetings_change: {
			name: "Förändring i nätverksmöten",
			what: "Undvikna av alla som annars hade hållits.",
		},
		meeting_avoided: {
			name: "Undvikna nätverksmöten",
			what: "Arbetsparets bedömning: ett möte som inte längre behövdes.",
		},
		meetings_held: {
			name: "Hållna nätverksmöten",
			what: "Arbetsparets anteckning: mötet hölls ändå.",
		},
		calls_per_client: {
			name: "Inbesparade samtal per klient",
			what: "Inbesparade samtal delat med anteckningarna.",
		},
		calls_saved: {
			name: "Inbesparade samtal",
			what: "Arbetsparets bedömning: samtal till FPA som inte behövdes.",
		},
		application_corrected: {
			name: "Rättade ansökningar",
			what: "En felaktig eller bristfällig ansökan blev rätt.",
		},
		application_avoided: {
			name: "Undvikna ansökningar",
			what: "En onödig ansökan blev ogjord.",
		},
		application_made: {
			name: "Gjorda ansökningar",
			what: "En ansökan vars behov framkom på timmen.",
		},
		nps: {
			name: "Rekommendationstal (NPS)",
			what: "Andelen ambassadörer minus andelen kritiker, −100…100.",
		},
		nps_answers: {
			name: "NPS-svar",
			what: "Hur många klienter som svarade om de skulle rekommendera (0–10).",
		},
		nps_promoters: { name: "Ambassadörer", what: "Svarade 9 eller 10." },
		nps_passives: { name: "Neutrala", what: "Svarade 7 eller 8." },
		nps_detractors: { name: "Kritiker", what: "Svarade 0–6." },
		prom_before: {
			name: "Livskvalitet i början",
			what: "EuroHIS-QOL 8, medelvärdet av åtta frågor 1–5.",
		},
		prom_after: {
			name: "Livskvalitet i uppföljningen",
			what: "EuroHIS-QOL 8, medelvärdet av åtta frågor 1–5.",
		},
		prom_own_before: {
			name: "Egen fråga i början",
			what: "Arbete, studier, pengar och relationer, 1–5.",
		},
		prom_own_after: {
			name: "Egen fråga i uppföljningen",
			what: "Arbete, studier, pengar och relationer, 1–5.",
		},
		worker_hour_useful: {
			name: "Timmen var till nytta",
			what: "Arbetstagare och kontaktpersoner, medelvärde 1–5.",
		},
		worker_time_saved: {
			name: "Timmen sparade tid",
			what: "Arbetstagare och kontaktpersoner, medelvärde 1–5.",
		},
		contact_question_clear: {
			name: "Frågan var klar",
			what: "FPA:s kontaktpersoner, medelvärde 1–5.",
		},
	},
	columns: {
		quarter: "Kvartal",
		org: "Organisation",
		series: "Timme",
		group: "Grupp",
		measure: "Tal",
		value: "Värde",
		unit: "Enhet",
		what: "Vad det räknar",
	},
	units: {
		count: "st.",
		minutes: "min",
		days: "d",
		percent: "%",
		mean: "medelvärde",
		prom: "medelvärde 1–5",
		points: "poäng",
	},
};

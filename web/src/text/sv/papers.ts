// Swedish: what comes out of the hour on paper and into records. Kela is FPA.
import type { Section } from "../texts.ts";

export const papers: Section<"papers"> = {
	title: "Användning och utlämnande av uppgifter",
	record: "Planen till datasystemet",
	recordLead:
		"Kopiera texten och klistra in den i klientens uppgifter. Kontrollera att rätt klients journal är öppen.",
	target: "Vart ska texten?",
	recordLanguage: "Anteckningens språk",
	recordLanguages: { fi: "finska", sv: "svenska" },
	monsu: "Anteckning",
	monsuHint: {
		made: "Det här är ärendets första färdiga plan.",
		updated: "En plan har redan antecknats i ärendet.",
	},
	notConfirmed: "Båda parterna har inte ännu bekräftat den här planen.",
	text: "Text att klistra in",
	copyText: "Kopiera texten",
	copyFailed: "Webbläsaren tillät inte kopiering. Markera texten i fältet och kopiera den själv.",
	noteIt: "Anteckna som kopierad",
	noteHint:
		"När du har klistrat in texten, anteckna den som kopierad. Anteckningen blir kvar bland ärendets meddelanden: vem som kopierade, när och vart.",
	noted: "Antecknad som kopierad",
	copies: "Kopieringar",
	noCopies: "Ingen har ännu antecknat en kopiering.",
	copyLine: (target, rev, who, when) => `${target}: planens version ${rev}, ${who}, ${when}`,
	planWord: "plan",
	noPlan: "Ingen plan har skrivits ännu.",
	summary: "Sammandrag för klienten",
	summaryLead: "Skriv ut och ge till klienten. Välj det språk som klienten läser.",
	summaryLanguage: "Klientens språk",
	languages: { fi: "suomi", sv: "svenska", en: "English" },
	client: {
		heading: "Vad vi kom överens om",
		met: (day) => `Vi talade om ditt ärende ${day}.`,
		place: "Plats",
		present: "Med var",
		goal: "Vad det gäller",
		own: "Vad du gör",
		others: "Vad andra gör",
		noOwn: "Du behöver inte göra något just nu.",
		noOthers: "Andra har inget att göra.",
		what: "Sak",
		who: "Vem gör",
		by: "Senast",
		follow: "Hur det går vidare",
		followLine: (day) => `Vi ser tillsammans ${day} hur det står till.`,
		review: (day) => `Planen gås igenom på nytt senast ${day}.`,
		contact: "Vem du kan kontakta",
		responsible: (name) => `Ditt ärende sköts av ${name}.`,
		reach: "Så här kontaktar vi dig",
		consent: "Ditt samtycke",
		consentTo: (day) =>
			`Du har samtyckt till att uppgifter utbyts med FPA. Samtycket gäller till ${day}.`,
		withdraw: (reference) =>
			`Du kan återkalla samtycket när som helst. Säg det till din arbetstagare eller FPA, eller till organisationens koordinator. Säg då referensen ${reference}. Utbytet av uppgifter upphör genast. Du får service också utan samtycke.`,
		whoSaw: "Du kan be om att få veta vem som har sett dina uppgifter och när.",
	},
	receipt: "Klientens kvitto",
	receiptLead:
		"I kvittot står vilka av klientens uppgifter som har lämnats ut, till vem och med vilket samtycke. Du undertecknar det med din egen nyckel. Att kvittot görs antecknas.",
	receiptHeading: "Kvitto på utlämnade uppgifter",
	receiptIntro: (reference) =>
		`Så här har dina uppgifter lämnats ut mellan arbetsparet inom social- och hälsovården och en annan organisation. Referens ${reference}.`,
	receiptNone: "Dina uppgifter har inte lämnats ut till en annan organisation.",
	times: (n) => (n === 1 ? "en gång" : `${n}\u00a0gånger`),
	what: "Vad",
	whom: "Till vem",
	when: "När",
	signedBy: (name, when) => `Undertecknat av ${name}, ${when}`,
	keyNumber: "Numret på undertecknarens nyckel",
	checkHow:
		"Kvittot kan kontrolleras utan nät: läs koden med telefonens kamera, kopiera texten och klistra in den på kontrollsidan. Kontrollsidan får du av organisationen.",
	checkSays:
		"Koden visar att kvittot inte har ändrats efter underskriften. Den visar inte vad som sades i samtalet. Organisationen berättar vems nyckeln är.",
	code: "Kvittots kontrollkod",
	codeTooLong:
		"Utlämningarna är så många att koden inte ryms på papperet. Skriv också ut rapporten.",
	checkPage: "Ladda ner kontrollsidan",
};

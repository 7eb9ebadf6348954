// Swedish: what a coordinator keeps for the organisation.
import type { Section } from "../texts.ts";

export const organisation: Section<"organisation"> = {
	title: "Organisation",
	lead: (org) => `${org}: det som är gemensamt för alla arbetstagare.`,
	pairsText: (n) => `${n} arbetspar`,
	substitutesText: "Vem sköter vems arbete, och från när till när",
	teamsText: (n) => (n === 1 ? "1 team i förteckningen" : `${n} team i förteckningen`),
	templatesText: (n) => (n === 0 ? "Färdig text i alla system" : `Egen text i ${n} system`),
	retentionText: (days) => `Innehållet förstörs ${days} dagar efter att ärendet har avslutats`,
	withdrawalText: "När klienten kontaktar dig och inte sin arbetstagare",
};

export const teams: Section<"teams"> = {
	title: "Yrkespersoner",
	lead: "Vem man vänder sig till i vilket ärende. Alla ser förteckningen, och för en åtgärd i planen kan man välja ett team ur den.",
	toList: "Yrkespersoner: vem man vänder sig till",
	find: "Sök på uppgift, team eller ärende",
	findHint: "Till exempel skuld, rehabilitering eller barnfamilj",
	count: (n) => `${n} team`,
	none: "Förteckningen är tom. Koordinatorn lägger till teamen.",
	noneFound: "Ingen hittades. Pröva med ett kortare ord.",
	add: "Lägg till ett team",
	change: (name) => `Ändra: ${name}`,
	newTitle: "Nytt team",
	editTitle: "Ändra teamet",
	functions:
		"Skriv teamet eller uppgiften, inte en persons namn. Skriv ingenting om klienter. Förteckningen är undertecknad och dess tidigare versioner finns kvar.",
	name: "Team eller uppgift",
	task: "Vad det gör",
	whenToTurn: "När man vänder sig dit",
	contact: "Kontakt",
	hints: {
		name: "Till exempel Vuxensocialarbetet, Ikalis",
		task: "Till exempel kompletterande och förebyggande utkomststöd",
		whenToTurn: "Till exempel när hyran för två månader är obetald",
		contact: "Teamets nummer eller adress och när man svarar där",
	},
	drop: "Ta bort ur förteckningen",
	dropTitle: "Ska teamet tas bort ur förteckningen?",
	dropText:
		"Teamet kan inte längre väljas. I planer där det redan finns syns namnet fortfarande. Teamet kan återställas.",
	dropped: "Borttagna",
	droppedText: "De här hittas inte med sökning. Namnet syns i planer där det har valts.",
	restore: (name) => `Återställ: ${name}`,
	gone: "Teamet finns inte, eller det hör till en annan organisation.",
	full: "Förteckningen har redan 500 team. Ta först bort föråldrade.",
};

export const templates: Section<"templates"> = {
	title: "Mallar för anteckning",
	lead: "Med den här mallen formas planen till en text som klistras in i patient- eller klientdatasystemet.",
	target: "System",
	own: (target) => `${target}: organisationens egen mall används.`,
	builtIn: (target) => `${target}: den färdiga mallen används, på finska och svenska.`,
	who: "Ändringen gäller genast alla arbetstagare i organisationen. Texter som redan har kopierats ändras inte. Den egna mallen används på alla språk.",
	text: "Mall",
	textHint:
		"Ett fält inom klammer ersätts med planens uppgift. En rad faller bort om alla dess fält är tomma. Skriv ingenting om klienter i mallen.",
	insert: "Fält att lägga till",
	insertOne: "Lägg till vid markören",
	monsu: "MONSU-anteckning",
	followUpDate: "Uppföljningens dag",
	unknownField: (field) => `Fältet {${field}} finns inte. Välj ett fält i listan.`,
	brace: "En klammer utan fält. Skriv hela fältet, till exempel {steps}.",
	length: (n, max) => `${n}/${max} tecken`,
	noMonsu: "Mallen saknar fältet {monsu}. Anteckningen läggs till sist i texten.",
	preview: "Förhandsvisning med en påhittad plan",
	save: "Ta i bruk",
	saved: "Mallen är i bruk.",
	reset: "Återställ den färdiga mallen",
	resetTitle: "Ska den färdiga mallen återställas?",
	resetText: "Den egna mallen tas genast ur bruk för alla arbetstagare i organisationen.",
};

export const retention: Section<"retention"> = {
	title: "Förvaring och förstöring",
	rule: (days) =>
		`När ${days} dagar har gått sedan ärendet avslutades förstörs dess innehåll och nycklar för gott. Loggen över vem som gjorde vad och när blir kvar.`,
	days: "Dagar efter att ärendet har avslutats",
	daysHint: "1–3650. Om inget annat är avtalat, 90.",
	save: "Ändra",
	saved: "Förvaringstiden har ändrats.",
	shorterTitle: "Ska förvaringstiden förkortas?",
	shorterText: (days) =>
		`Ärenden som avslutades för över ${days} dagar sedan förstörs inom en timme. Det kan inte ångras. De som är spärrade blir kvar.`,
	shorterConfirm: "Förkorta",
	ahead: "Förstörs inom 30 dagar",
	aheadNone: "Inget förstörs inom 30 dagar, och inget är spärrat.",
	erased: "Förstört under ett år",
	erasedNone: "Inget har förstörts.",
	ref: "Referens",
	closed: "Avslutat",
	erasing: "Förstörs",
	erasedAt: "Förstört",
	how: "Hur",
	byPair: "Arbetsparet förstörde",
	byRule: "Enligt regeln",
	held: "Spärrat, förstörs inte",
	soon: "Inom en timme",
	made: "Läget",
	backups: "Säkerhetskopior",
	backupsText: [
		"Förstöringen gäller servern och allas enheter. En säkerhetskopia som togs före förstöringen innehåller ärendet i krypterad form tills kopian tas bort.",
		"Den som driver tjänsten bestämmer hur länge säkerhetskopior förvaras. Högst 30 dagar är lämpligt, och de äldsta tas bort av sig själva. Då är ett förstört ärende borta överallt senast efter 30 dagar.",
		"Om servern återställs från en säkerhetskopia kommer förstörda ärenden tillbaka. Regeln förstör dem på nytt inom en timme. De som arbetsparet självt förstörde måste förstöras på nytt.",
	],
	toList: "Vad som har förstörts och ska förstöras",
	inCase: (days) =>
		`Innehållet förstörs av sig självt ${days} dagar efter avslutandet, om det inte är spärrat.`,
};

export const hold: Section<"hold"> = {
	title: "Spärr mot förstöring",
	lead: "Innehållet i ett spärrat ärende förstörs varken av regeln eller av arbetsparet. En spärr används när till exempel ett besvär eller en begäran om utredning är anhängig.",
	none: "Ärendet är inte spärrat.",
	on: (who, day) => `Ärendet är spärrat. Spärren sattes av ${who} ${day}.`,
	isOn: "Ärendet är spärrat",
	reason: "Orsak",
	reasonHint:
		"Orsaken krypteras inte och blir kvar i loggen. Skriv till exempel ärendets diarienummer, ingenting om klienten.",
	set: "Spärra mot förstöring",
	setTitle: "Ska ärendet spärras?",
	setText:
		"Innehållet förstörs inte förrän spärren hävs. Spärren förlänger varken samtycket eller FPA:s åtkomst.",
	end: "Häv spärren",
	endTitle: "Ska spärren hävas?",
	endText: "Om förvaringstiden har gått ut förstörs innehållet inom en timme.",
	byReference: "Spärr med referens",
	state: "Läge",
	states: { open: "Pågår", closed: "Avslutat", erased: "Förstört" },
	tooLate: "Innehållet är redan förstört. Det kan inte spärras.",
	done: "Ärendet är spärrat.",
	ended: "Spärren är hävd.",
};

// Swedish: numbers compared, changed keys, what to do when something does not hold, keys owed, the page's own hash.
import type { Section } from "../texts.ts";

export const trust: Section<"trust"> = {
	yes: (when) => `Numret jämfört ${when}`,
	no: "Numret har inte jämförts ännu",
	changed: "Nycklarna har bytts, jämför numret",
	differs: "Numret stämde inte, inga nycklar ges",
	compare: "Jämför numret",
	compareTitle: (name) => `Jämför numret: ${name}`,
	compareHow: [
		"Ring personen på ett nummer som du vet är rätt, eller tala i samtalet så att du känner igen rösten.",
		"Personen läser upp sitt nummer från sin egen skärm. Jämför med det här.",
		"Läs sedan upp ditt eget nummer. Personen jämför på sin skärm.",
	],
	compareInCall:
		"Läs upp numren för varandra nu. Samtalet pågår hela tiden. Känn igen personen på rösten eller bilden.",
	theirs: (name) => `${name}: numret som personen läser upp`,
	mine: "Ditt nummer, som du läser upp",
	match: "Numren stämmer",
	differ: "De stämmer inte",
	compareOnce: "Du jämför bara en gång. Resultatet sparas och undertecknas, också för en ny enhet.",
	differTitle: "Numren stämmer inte: gör så här",
	differList: [
		"Berätta ingenting om klienter i det här samtalet.",
		"Läs numren en gång till. Oftast har någon hört fel.",
		"Om skillnaden kvarstår kan någon finnas emellan. Avsluta samtalet och ring koordinatorn.",
	],
	differKept: (name) => `${name} får inga nycklar förrän numren stämmer.`,
	compareAgain: "Jämför på nytt",
	changedTitle: (name) => `${name}: nycklarna har bytts`,
	changedText: (when) =>
		`De nya nycklarna gäller från ${when}. Orsaken kan vara en glömd lösenfras eller en förlorad enhet. Jämför numret innan du berättar något om klienter. Till dess får personen inga nya nycklar.`,
	alarmTitle: "Säkerhetslarm på den här enheten",
	alarmMeans:
		"Någon kan ha ändrat serverns uppgifter. Från den här enheten ges inga nycklar, bekräftas inga personer och öppnas inga samtal.",
	alarmSince: (when) => `Upptäckt ${when}.`,
	alarmWhat: "Vad hände",
	alarmMeaning: "Vad det betyder",
	alarmDo: "Vad du gör",
	alarmCase: "Öppna ärendet som det gäller",
	forget: "Glöm den här enhetens minne",
	forgetTitle: "Ska enhetens minne glömmas?",
	forgetText:
		"Gör detta först när koordinatorn har utrett saken och bett om det. Enheten glömmer vad den har sett av serverns uppgifter och loggar ut dig. Din kontonyckel och ärendena finns kvar.",
	forgetConfirm: "Glöm och logga ut",
	fresh: {
		old: "Personförteckningen har inte bekräftats på en vecka. Be koordinatorn logga in.",
		stale:
			"Personförteckningen har inte bekräftats på 14 dagar. Inga nya nycklar ges. Be koordinatorn logga in.",
	},
	reasons: {
		kdf: {
			what: "Servern bad att din lösenfras skulle behandlas svagare än vad som är tillåtet.",
			todo: "Logga inte in nu. Ring koordinatorn.",
		},
		bundle: {
			what: "Servern gav nycklar som inte är dina eller som har ändrats.",
			todo: "Försök inte igen. Ring koordinatorn.",
		},
		genesis: {
			what: "Den här servern är inte den Etätunti som din enhet känner.",
			todo: "Kontrollera adressen. Om den är rätt, ring koordinatorn.",
		},
		invite: {
			what: "Inbjudan har ändrats eller gjorts av någon annan än koordinatorn i din organisation.",
			todo: "Använd inte länken. Be om en ny inbjudan per telefon.",
		},
		number: {
			what: "Numret stämmer inte med personens nycklar.",
			todo: "Bekräfta inte personen. Ring och jämför numren på nytt.",
		},
		"directory-fork": {
			what: "Servern visar dig en annan personförteckning än den visar andra.",
			todo: "Fortsätt inte klientarbetet här. Ring koordinatorn.",
		},
		"directory-rollback": {
			what: "Servern visar en äldre personförteckning än den som din enhet redan har sett.",
			todo: "Fortsätt inte klientarbetet här. Ring koordinatorn.",
		},
		"directory-broken": {
			what: "I personförteckningen finns en anteckning som koordinatorn inte har undertecknat rätt.",
			todo: "Fortsätt inte. Ring koordinatorn.",
		},
		"case-fork": {
			what: "Servern visar dig andra anteckningar om ärendet än den visar andra.",
			todo: "Behandla inte ärendet. Ring ditt par och koordinatorn.",
		},
		"case-rollback": {
			what: "I ärendet saknas anteckningar som din enhet redan har sett.",
			todo: "Behandla inte ärendet. Ring ditt par och koordinatorn.",
		},
		"case-broken": {
			what: "I ärendet finns en anteckning vars underskrift eller ordning inte stämmer.",
			todo: "Behandla inte ärendet. Ring koordinatorn.",
		},
		grant: {
			what: "Nyckeln till ärendet kom från någon som inte får ge den, eller så är den fel.",
			todo: "Skriv ingenting i ärendet. Ring ditt par och koordinatorn.",
		},
		object: {
			what: "Ärendets innehåll är inte det som dess författare undertecknade.",
			todo: "Lita inte på texten. Ring ditt par och koordinatorn.",
		},
		consent: {
			what: "Samtyckets innehåll eller dagar är inte de som undertecknades.",
			todo: "Berätta inte om ärendet. Kontrollera klientens papper och ring koordinatorn.",
		},
		signal: {
			what: "Samtalets uppgifter kom inte från den person vars namn de bar.",
			todo: "Avsluta samtalet. Ring personen per telefon och meddela koordinatorn.",
		},
		"log-fork": {
			what: "Servern visar dig en annan logg än den visar andra.",
			todo: "Meddela koordinatorn, som jämför loggens kontrollpunkter.",
		},
		"log-rollback": {
			what: "I loggen saknas rader som din enhet redan har sett.",
			todo: "Meddela koordinatorn, som jämför loggens kontrollpunkter.",
		},
		"log-broken": {
			what: "Loggens underskrift eller ordning stämmer inte.",
			todo: "Meddela koordinatorn. Lita inte på rapporten.",
		},
	},
	owedTitle: "Nycklar att ge",
	owed: {
		colleague: (name, cases) => `${name} hör till ditt arbetspar men saknar nycklar (${cases}).`,
		contact: (name, cases) => `${name} behöver FPA:s nycklar (${cases}).`,
		"new-keys": (name, cases) => `${name}: nya nycklar (${cases}).`,
		substitute: (name, cases) => `${name} är vikarie (${cases}).`,
	},
	owedSubstitute: (name, whom, span, cases) =>
		`${name} vikarierar för ${whom}, ${span} (${cases}).`,
	cases: (n) => (n === 1 ? "1 ärende" : `${n} ärenden`),
	give: "Ge nycklarna",
	giveCompare: "Jämför numret och ge nycklarna",
	giveTitle: (name) => `Ge nycklarna: ${name}`,
	giveText: (name, cases) =>
		`${name} kan därefter öppna dessa ärenden (${cases}), också deras tidigare innehåll.`,
	giveUntil: (when) => `Rätten upphör av sig själv ${when}.`,
	giveMatch: "Numren stämmer, ge nycklarna",
	giving: "Ger nycklarna",
	given: (name, cases) => `${name} fick nycklarna (${cases}).`,
	notGiven: (name, cases) =>
		`${name} fick inte nycklarna till alla ärenden (${cases} blev utan). Kontrollera att samtycket i ärendet gäller.`,
	build: (id) => `kod ${id}`,
	integrityTitle: "Koden på den här sidan",
	integrityLead:
		"Webbläsaren kör den kod som servern ger. Den här koden räknas ut av alla sidans filer och är densamma för alla som använder samma version.",
	integrityId: "Kod",
	integrityNone: "Koden kunde inte hämtas från servern.",
	integrityHow: "Så kan koden kontrolleras",
	integritySteps: [
		"Se efter att samma kod syns på din kollegas skärm.",
		"It-avdelningen bygger själv programmet ur källkoden och kör kommandot nedan på sin egen dator. Det hämtar alla filer och jämför dem med förteckningen i det egna bygget. Att jämföra med serverns egen förteckning bevisar ingenting.",
		"Om kommandot hittar en skillnad, logga inte in. Meddela koordinatorn.",
	],
};

export const person: Section<"person"> = {
	people: "Personer",
	lead: "Vilka som är med och vems nummer som har jämförts.",
	find: "Sök på namn",
	noneFound: "Ingen hittades.",
	state: "Läge",
	states: { active: "I bruk", expired: "Har gått ut", revoked: "Åtkomsten borttagen" },
	mark: "Nummer",
	numberTitle: "Personens 30-siffriga kod",
	keysSince: "Nycklar från",
	newKeys: "Nya nycklar",
	me: "du",
	gone: "Personen finns inte i förteckningen.",
	manage: "Koordinatorns åtgärder",
	renew: "Förläng giltigheten",
	renewText: (when) => `Gäller till ${when}. Förlängningen ändrar inte nycklarna.`,
	renewed: (when) => `Giltigheten är förlängd. Ny dag är ${when}.`,
	reinvite: "Bjud in på nytt (nya nycklar)",
	reinviteTitle: (name) => `Nya nycklar: ${name}`,
	reinviteText:
		"När lösenfrasen är glömd eller kontobladet borta gör personen nya nycklar med en ny länk. De gamla nycklarna fungerar tills du bekräftar de nya.",
	reinviteThen: [
		"Personen öppnar länken och hittar på en ny lösenfras.",
		"Ni jämför 30 siffror per telefon och du bekräftar personen.",
		"Arbetsparet ger ärendenas nycklar med ett tryck.",
	],
	revoke: "Ta bort åtkomsten",
	revokeTitle: (name) => `Ska åtkomsten tas bort: ${name}?`,
	revokeNow: "Detta sker genast",
	revokeNowList: [
		"Alla sessioner upphör och samtal bryts.",
		"Personen kan inte längre logga in eller öppna ärenden.",
		"Arbetsparen gör nya nycklar till ärendena.",
	],
	revokeStays: "Personens anteckningar finns kvar och gäller. Användarnamnet förblir personens.",
	revokeReason: "Orsak",
	reasons: {
		left: "Har lämnat uppgiften",
		lost: "Enheten eller kontobladet förlorat",
		stolen: "Enheten stulen",
		other: "Annan orsak",
	},
	revokeConfirm: "Ta bort åtkomsten nu",
	revoked: (name) => `Åtkomsten är borttagen: ${name}.`,
	sessions: "Öppna sessioner",
	endSessions: "Avsluta sessionerna",
	notOneself: "Du kan inte ta bort din egen åtkomst. Det gör en annan koordinator.",
	rekeyPending: "Får nya nycklar",
	rekeyTitle: (name) => `Bekräfta de nya nycklarna: ${name}`,
	rekeyLead:
		"Personen är redan med och får nu nya nycklar. Bekräftelsen avslutar personens gamla sessioner.",
};

export const substitutes: Section<"substitutes"> = {
	title: "Vikarier",
	lead: "Vikarien får samma åtkomst som den som är borta, och åtkomsten upphör av sig själv.",
	add: "Utse vikarie",
	none: "Inga vikarier har utsetts.",
	newTitle: "Utse vikarie",
	editTitle: "Ändra vikariatet",
	for: "Vem är borta?",
	by: "Vem vikarierar?",
	from: "Första dagen",
	to: "Sista dagen",
	span: "Hur länge?",
	spans: { days: "Hela dagar", minutes: "Från ett klockslag till ett annat" },
	fromDay: "Börjar dagen",
	fromTime: "Börjar klockan",
	toDay: "Slutar dagen",
	toTime: "Slutar klockan",
	exactHint:
		"Vikarien har tillgång till ärendena, väntrummet och rummet bara under den här tiden. Vikariatet gäller den frånvarandes alla timmar och ärenden under den här tiden, inte bara en timme. Före början ser vikarien inga ärenden: börja tidigare om vikarien behöver tid att förbereda sig. Om timmen flyttas följer vikariatet inte med.",
	toHint: "Högst 200 dagar.",
	choose: "Välj",
	row: (by, whom) => `${by} vikarierar för ${whom}`,
	states: { coming: "Börjar senare", now: "Gäller", over: "Har upphört" },
	end: "Avsluta nu",
	endTitle: "Ska vikariatet avslutas?",
	endText: (name) =>
		`${name} förlorar genast åtkomsten till ärendena. Arbetsparet gör nya nycklar till dem.`,
	keys: "En anställd i arbetsparet ger vikarien nycklarna på sin I dag-sida.",
	noPeople: "Det finns ingen som kan vikariera.",
};

export const account: Section<"account"> = {
	passphrase: "Lösenfras",
	passphraseText:
		"Dina andra sessioner upphör när du byter lösenfras. Kontobladet förblir detsamma.",
	change: "Byt lösenfras",
	old: "Nuvarande lösenfras",
	fresh: "Ny lösenfras",
	again: "Ny lösenfras igen",
	changed: "Lösenfrasen är bytt. De andra sessionerna upphörde.",
	sessions: "Sessioner",
	sessionsText: "Var du är inloggad. Avsluta en session som du inte känner igen.",
	session: (when) => `Inloggad ${when}`,
	seen: (when) => `senast använd ${when}`,
	here: "Den här enheten",
	noSessions: "Det finns inga öppna sessioner.",
	end: "Avsluta",
	endOthers: "Avsluta de andra sessionerna",
	ack: "Kvittering av samtycke",
	ackText: "Ska en annan anställd kvittera samtycket innan det gäller?",
	ackRequired: "Ja, en annan anställd kvitterar",
	ackRequiredHint: "Två personer har jämfört underskriften. Detta är standard.",
	ackOff: "Nej, samtycket gäller genast",
	ackOffHint:
		"En anställd räcker. Ett fel antecknat samtycke märks först hos FPA. Ändringen gäller från och med nu.",
	ackSaved: "Inställningen är sparad.",
};

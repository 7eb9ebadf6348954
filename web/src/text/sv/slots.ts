// Swedish: the queue, FPA's preparation, general questions, the calendar feed, e-mail.
import type { Section } from "../texts.ts";

export const queue: Section<"queue"> = {
	receiver: (name, org) =>
		`${name} (${org}) får öppna ärendets delade del och samtycket när du lägger till det i kön.`,
	receiverGeneral: (name, org) => `${name} (${org}) får öppna frågan när du lägger till den i kön.`,
	title: "Lägg till i kön",
	lead: (reference) => `Ärende ${reference}`,
	series: "I vilken återkommande timmes kö?",
	hour: "På vilken timme?",
	first: "Första lediga plats",
	firstNow: (when) => `Nu är det ${when}.`,
	firstWaits: "Just nu finns ingen ledig plats. Ärendet väntar och får en plats när en blir ledig.",
	notCovered: "Timmar som samtycket inte täcker kan inte väljas här.",
	noSeries:
		"Ditt arbetspar har ingen återkommande timme. Be koordinatorn lägga till paret på en timme.",
	hourFree: (places, minutes) => `${places} platser och ${minutes} min lediga`,
	minutes: "Hur länge tar behandlingen?",
	minutesHint: "Fyra ärenden tar tillsammans högst 60 minuter.",
	submit: "Lägg till i kön",
	noConsent:
		"Ärendet kan läggas till i kön först när samtycket gäller och den andra anställda har kvitterat det.",
	full: (next) => `Timmen hann bli full. Nästa lediga plats är ${next}.`,
	fullNone: "Timmen hann bli full. De följande timmarna har inga lediga platser.",
	takeNext: "Lägg till på nästa timme",
	takeFirst: "Låt vänta på en ledig plats",
	remove: "Ta bort från timmen",
	removeTitle: "Ska ärendet tas bort från timmen?",
	removeText: "Platsen blir ledig genast. Ärendet och dess samtycke finns kvar.",
	leave: "Ta bort från kön",
	leaveTitle: "Ska ärendet tas bort från kön?",
	leaveText: "Ärendet förlorar sin plats i kön. Ärendet och dess samtycke finns kvar.",
	reason: "Orsak",
	waiting: "Väntar på en ledig plats",
	waitingOf: (name) => `Väntar på plats: ${name}`,
	waitsAt: (pos, name) => `Väntar på en ledig plats, nummer ${pos} i kön. ${name}`,
	waitsShort: (pos) => `Väntar, nummer ${pos}`,
	order:
		"Ordningen är densamma för alla: först de som flyttats från en timme, sedan brådskande, sedan enligt när de lades i kön. En plats som blir ledig går till det första ärende vars tid ryms och vars samtycke täcker timmen. Ingen får en tidigare timme än den som gick förlorad.",
	pos: "Nummer",
	carried: "Flyttat från en timme",
	aCase: "Ärende",
	actions: "Ändra",
	up: "Tidigare",
	down: "Senare",
	toNext: "Till nästa timme",
	ofCase: (reference) => `: ${reference}`,
	movedTo: (reference, pos) => `${reference} har nu plats ${pos}.`,
	movedNext: (reference) => `${reference} flyttades till nästa timme.`,
	noNext: "Ingen av de följande timmarna har en ledig plats.",
	gap: "Täcker inte timmen",
	gapText: (reference, when) =>
		`${reference}: samtycket täcker inte hela timmen. Registrera ett nytt samtycke före ${when}, annars förlorar ärendet platsen och går tillbaka till kön.`,
	gapDo: "Registrera ett nytt samtycke",
	gaps: (n) => (n === 1 ? "1 samtycke täcker inte timmen" : `${n} samtycken täcker inte timmen`),
	answered: (name, when) =>
		`${name} svarade skriftligt ${when}. Svaret finns nedan bland frågor och svar. Om saken ännu kräver samtal, lägg till ärendet i kön på nytt.`,
	again: "Lägg till i kön på nytt",
};

export const prepare: Section<"prepare"> = {
	order: "Föredragningsordning",
	waiting: "Väntar på en ledig plats",
	rest: "Övriga ärenden",
	handled: "Behandlade",
	changed: "Ändrat",
	unseen: "Du har inte tittat ännu",
	same: "Inga ändringar",
	changedTitle: "Ändrat sedan du tittade senast",
	changedText: (when, parts) => `Efter ${when}: ${parts}.`,
	parts: {
		question: "frågan eller läget",
		background: "bakgrunden",
		consent: "samtycket",
		thread: "meddelandena",
		plan: "planen",
		queue: "platsen eller förberedelsen",
	},
	note: "Egna anteckningar",
	noteHint: "Bara du ser dem, på alla dina enheter. Ingen annan ser dem.",
	answer: "Svara skriftligt",
	answerLabel: "Ditt svar till arbetsparet",
	answerHint:
		"Svaret blir kvar bland ärendets meddelanden och platsen på timmen blir ledig. Arbetsparet kan lägga till ärendet i kön på nytt.",
	answerSend: "Skicka svaret och frigör platsen",
	answeredText: "Du har svarat skriftligt. Ärendet är inte i kön.",
};

export const general: Section<"general"> = {
	open: "Fråga allmänt",
	title: "Allmän fråga",
	lead: "En fråga som inte gäller någon klient: förmåner, förfaranden, tolkningar. Inget samtycke behövs.",
	noClient: "Frågan innehåller inga klientuppgifter",
	noClientHint: "Inget namn, ingen personbeteckning och inget som någon kan kännas igen på.",
	reference: "Rubrik",
	referenceHint: "Kort, till exempel Bostadsbidrag och deltidsarbete.",
	situation: "Bakgrund till frågan",
	create: "Spara och lägg till i kön",
	mark: "Inga klientuppgifter",
};

export const feed: Section<"feed"> = {
	title: "Timmarna i din egen kalender",
	text: "Ditt kalenderprogram hämtar dina timmar från en hemlig adress. Där finns bara tider och en neutral rubrik, inga klienter och inga ärenden.",
	none: "Du har ingen kalenderadress.",
	made: (when) => `Kalenderadressen gjordes ${when}. Den kan inte visas igen.`,
	language: "Kalenderns språk",
	languages: { fi: "suomi", sv: "svenska", en: "English" },
	make: "Gör en kalenderadress",
	renew: "Gör en ny adress",
	renewHint: "Den nya adressen ersätter den gamla, som genast slutar fungera.",
	url: "Kalenderadress",
	once: "Kopiera adressen nu: den visas bara en gång. Alla som känner till den ser tiderna för dina timmar.",
	dropTitle: "Ta bort adressen?",
	dropText:
		"Kalendrar som adressen har lagts till i uppdateras inte längre. Samma adress fås inte tillbaka.",
	renewTitle: "Göra en ny adress?",
	drop: "Ta bort adressen",
	dropped: "Adressen är borttagen. Den fungerar inte längre.",
	ics: "Lägg till i kalendern",
	file: "etatunti",
};

export const email: Section<"email"> = {
	title: "Påminnelser per e-post",
	text: "Du påminns om morgondagens timme, ett samtycke som saknas eller upphör, en fråga från FPA och ändringar av en timme eller en plats. Meddelandet innehåller inget om klienter eller ärenden.",
	off: "Den här servern skickar ingen e-\u2060post. Din adress sparas, men inga påminnelser kommer.",
	failed: (n) =>
		n === 1
			? "1 påminnelse i din organisation kom inte fram under de senaste 30 dagarna. Be personerna kontrollera sina adresser."
			: `${n} påminnelser i din organisation kom inte fram under de senaste 30 dagarna. Be personerna kontrollera sina adresser.`,
	address: "E-postadress",
	hint: "Din adress på arbetet. Andra användare ser den inte.",
	language: "Meddelandenas språk",
	stop: "Sluta påminna",
	saved: "Adressen är sparad.",
	stopped: "Adressen är borttagen. Inga fler påminnelser kommer.",
};

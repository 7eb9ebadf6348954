// The words of check.html in its three languages. It stands alone, so they are not in src/text.
import type { Subject } from "../crypto/row-subject.ts";
import type { Wide } from "../text/texts.ts";

const fi = {
	title: "Asiakkaan kuitin tarkistus",
	lead: "Tällä sivulla voit tarkistaa Etätunnin kuitin. Sivu toimii ilman verkkoyhteyttä, eikä se lähetä mitään mihinkään.",
	paste: "Kuitin koodin teksti",
	hint: "Lue kuitin ruutukoodi puhelimen kameralla tai koodinlukijalla, kopioi teksti ja liitä se tähän. Teksti alkaa ETATUNTI1.",
	picture: "Tai valitse kuva koodista",
	noCode: "Kuvasta ei löytynyt koodia. Ota kuva läheltä, suoraan ja valoisassa.",
	check: "Tarkista",
	notOne: "Tämä ei ole Etätunnin kuitti, tai siitä puuttuu osa. Lue koodi uudelleen.",
	bad: "Allekirjoitus ei täsmää. Kuittia on muutettu tai se on luettu väärin. Älä luota siihen.",
	badLog:
		"Kuitin on allekirjoittanut työntekijä, mutta lokin tarkistuspiste ei täsmää. Ota yhteyttä kuitin antajaan.",
	good: "Allekirjoitus täsmää. Kuitti on sellainen kuin työntekijä sen allekirjoitti.",
	reference: "Tapauksen viite",
	made: "Tehty",
	worker: "Allekirjoittaja",
	number: "Allekirjoittajan avaimen numero",
	point: "Lokin tarkistuspiste",
	pointIs: (seq: number, at: string) => `rivi ${seq}, ${at}`,
	pointNone: "ei ole",
	digest: "Luovutusrivien tiiviste",
	table: "Mitä on luovutettu, kenelle ja millä suostumuksella",
	none: "Mitään ei ole luovutettu toiselle organisaatiolle.",
	what: "Mitä",
	to: "Kenelle",
	when: "Milloin",
	basis: "Suostumus",
	times: (n: number) => (n === 1 ? "kerran" : `${n} kertaa`),
	consent: (n: number, from: string, to: string) => `Suostumus ${n}, voimassa ${from}–${to}`,
	noConsent: "ei suostumusta kirjattuna",
	proves: "Mitä tämä osoittaa",
	provesSigned:
		"Se, jolla on yllä oleva avain, on allekirjoittanut juuri tämän kuitin. Mitään ei ole muutettu sen jälkeen.",
	provesLog:
		"Palvelun loki oli tarkistuspisteen hetkellä sellainen, jonka tiiviste on kuitissa. Lokia ei voi myöhemmin vaihtaa toiseen niin, ettei se näkyisi.",
	provesLater:
		"Osa kuitin riveistä on tarkistuspistettä uudempia. Niitä tarkistuspiste ei vielä vahvista.",
	provesNoLog: "Kuitissa ei ole lokin tarkistuspistettä.",
	not: "Mitä tämä ei osoita",
	nots: [
		"Kenen avain on. Kysy organisaatiosta työntekijän avaimen numero ja vertaa sitä yllä olevaan.",
		"Että luettelo on täydellinen. Työntekijän laite kokosi sen palvelun lokista. Se, jolla on koko loki, voi laskea tiivisteen uudelleen ja verrata.",
		"Mitä puhelussa sanottiin, tai mitä kuitin tekemisen jälkeen on tapahtunut.",
	],
	subjects: {
		question: "kysymys ja tilanne",
		background: "työparin tausta",
		consent: "suostumus",
		attachment: "liite",
		plan: "suunnitelma",
		thread: "viesti",
		key: "lukuoikeus",
		case: "tapauksen tiedot",
		room: "puhelu",
	},
} as const;

export type CheckTexts = Wide<typeof fi> & {
	readonly subjects: Readonly<Record<Subject, string>>;
};

const sv: CheckTexts = {
	title: "Kontroll av klientens kvitto",
	lead: "På den här sidan kan du kontrollera ett kvitto från Etätunti. Sidan fungerar utan nät och skickar ingenting någonstans.",
	paste: "Texten i kvittots kod",
	hint: "Läs rutkoden på kvittot med telefonens kamera eller en kodläsare, kopiera texten och klistra in den här. Texten börjar med ETATUNTI1.",
	picture: "Eller välj en bild av koden",
	noCode: "Ingen kod hittades i bilden. Ta bilden nära, rakt framifrån och i bra ljus.",
	check: "Kontrollera",
	notOne: "Det här är inget kvitto från Etätunti, eller så fattas en del. Läs koden på nytt.",
	bad: "Underskriften stämmer inte. Kvittot har ändrats eller lästs fel. Lita inte på det.",
	badLog:
		"En arbetstagare har undertecknat kvittot, men loggens kontrollpunkt stämmer inte. Kontakta den som gav kvittot.",
	good: "Underskriften stämmer. Kvittot är sådant som arbetstagaren undertecknade det.",
	reference: "Ärendets referens",
	made: "Gjort",
	worker: "Undertecknare",
	number: "Numret på undertecknarens nyckel",
	point: "Loggens kontrollpunkt",
	pointIs: (seq: number, at: string) => `rad ${seq}, ${at}`,
	pointNone: "finns inte",
	digest: "Utlämningsradernas kontrollsumma",
	table: "Vad som har lämnats ut, till vem och med vilket samtycke",
	none: "Ingenting har lämnats ut till en annan organisation.",
	what: "Vad",
	to: "Till vem",
	when: "När",
	basis: "Samtycke",
	times: (n: number) => (n === 1 ? "en gång" : `${n} gånger`),
	consent: (n: number, from: string, to: string) => `Samtycke ${n}, i kraft ${from}–${to}`,
	noConsent: "inget samtycke antecknat",
	proves: "Vad det här visar",
	provesSigned:
		"Den som har nyckeln ovan har undertecknat just det här kvittot. Ingenting har ändrats efter det.",
	provesLog:
		"Tjänstens logg var vid kontrollpunkten den vars kontrollsumma står i kvittot. Loggen kan inte senare bytas mot en annan utan att det syns.",
	provesLater:
		"En del av kvittots rader är nyare än kontrollpunkten. Dem bekräftar kontrollpunkten inte ännu.",
	provesNoLog: "Kvittot har ingen kontrollpunkt för loggen.",
	not: "Vad det här inte visar",
	nots: [
		"Vems nyckeln är. Fråga organisationen efter numret på arbetstagarens nyckel och jämför det med numret ovan.",
		"Att förteckningen är fullständig. Arbetstagarens enhet samlade den ur tjänstens logg. Den som har hela loggen kan räkna ut kontrollsumman på nytt och jämföra.",
		"Vad som sades i samtalet, eller vad som har hänt efter att kvittot gjordes.",
	],
	subjects: {
		question: "frågan och situationen",
		background: "arbetsparets bakgrund",
		consent: "samtycket",
		attachment: "en bilaga",
		plan: "planen",
		thread: "ett meddelande",
		key: "läsrätt",
		case: "ärendets uppgifter",
		room: "samtalet",
	},
};

const en: CheckTexts = {
	title: "Check a client's receipt",
	lead: "On this page you can check a receipt from Etätunti. The page works without a network and sends nothing anywhere.",
	paste: "Text of the receipt's code",
	hint: "Read the square code on the receipt with the phone's camera or a code reader, copy the text and paste it here. The text begins with ETATUNTI1.",
	picture: "Or choose a picture of the code",
	noCode: "No code was found in the picture. Take it close, straight and in good light.",
	check: "Check",
	notOne: "This is no receipt from Etätunti, or a part of it is missing. Read the code again.",
	bad: "The signature does not match. The receipt has been changed or was read wrong. Do not trust it.",
	badLog:
		"A worker has signed the receipt, but the log's checkpoint does not match. Contact whoever gave you the receipt.",
	good: "The signature matches. The receipt is as the worker signed it.",
	reference: "Reference of the case",
	made: "Made",
	worker: "Signed by",
	number: "Number of the signer's key",
	point: "Checkpoint of the log",
	pointIs: (seq: number, at: string) => `row ${seq}, ${at}`,
	pointNone: "none",
	digest: "Digest of the rows disclosed",
	table: "What was disclosed, to whom and on which consent",
	none: "Nothing was disclosed to another organisation.",
	what: "What",
	to: "To whom",
	when: "When",
	basis: "Consent",
	times: (n: number) => (n === 1 ? "once" : `${n} times`),
	consent: (n: number, from: string, to: string) => `Consent ${n}, in force ${from}–${to}`,
	noConsent: "no consent on record",
	proves: "What this shows",
	provesSigned:
		"Whoever has the key above signed exactly this receipt. Nothing has been changed since.",
	provesLog:
		"At the checkpoint the service's log was the one whose digest stands in the receipt. It can't be replaced by another later without that being seen.",
	provesLater:
		"Some rows of the receipt are newer than the checkpoint. Those it does not confirm yet.",
	provesNoLog: "The receipt has no checkpoint of the log.",
	not: "What this does not show",
	nots: [
		"Whose key it is. Ask the organisation for the number of the worker's key and compare it with the one above.",
		"That the list is complete. The worker's device gathered it from the service's log. Whoever has the whole log can make the digest again and compare.",
		"What was said in the call, or what has happened since the receipt was made.",
	],
	subjects: {
		question: "the question and the situation",
		background: "the pair's background",
		consent: "the consent",
		attachment: "an attachment",
		plan: "the plan",
		thread: "a message",
		key: "the right to read",
		case: "the case's details",
		room: "the call",
	},
};

export const CHECK_TEXTS = { fi, sv, en } as const satisfies Readonly<
	Record<"fi" | "sv" | "en", CheckTexts>
>;
export type CheckLanguage = keyof typeof CHECK_TEXTS;

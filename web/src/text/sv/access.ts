// Swedish: enrolment, settings, the lock after idle time.
import type { Section } from "../texts.ts";

export const enrol: Section<"enrol"> = {
	title: "Välkommen till Etätunti",
	founding: (org) => `Du tar i bruk organisationen ${org}. Du blir dess första koordinator.`,
	invited: (who, org) => `${who} (${org}) har bjudit in dig.`,
	waits: "Ditt konto är inte färdigt ännu. Inget har gått förlorat.",
	goOn: "Fortsätt med kontot",
	asName: "Namn",
	asUser: "Användarnamn",
	asRoles: "Roll",
	asOrg: "Organisation",
	expires: "Länken gäller till",
	whatNext: "Ibruktagandet har tre steg. Det tar ungefär fem minuter.",
	steps: [
		"Hitta på en lösenfras.",
		"Skriv ut eller spara kontobladet.",
		"Vänta tills koordinatorn bekräftar dig per telefon.",
	],
	stepsFounder: [
		"Välj namn och hitta på en lösenfras.",
		"Skriv ut eller spara kontobladet.",
		"Klart: du kan bjuda in andra.",
	],
	notYours: "Om namnet inte är ditt, fortsätt inte, utan meddela den som bjöd in dig.",
	start: "Börja",
	nameTitle: "Ditt namn",
	nameHint: "Så ser andra dig",
	userHint: "Små bokstäver, till exempel maja.lindstrom",
	passTitle: "Hitta på en lösenfras",
	passLead: "Minst 12 tecken. En bra lösenfras är fyra ord som inte hör ihop.",
	pass: "Lösenfras",
	passAgain: "Lösenfrasen igen",
	strength: {
		empty: "Skriv en lösenfras",
		short: "För kort",
		common: "För lätt att gissa",
		fair: "Duger",
		good: "Bra",
		strong: "Stark",
	},
	passWarning: "Lösenfrasen kan inte återställas. Om du glömmer den behöver du en ny inbjudan.",
	makingKeys: "Dina nycklar skapas på den här enheten",
	sheetTitle: "Ditt kontoblad",
	sheetLead:
		"När du loggar in på en ny enhet behöver du det här bladet och din lösenfras. Skriv ut det och förvara det som ett pass, eller spara det på ett ställe som bara du kommer åt.",
	sheetHeading: "Etätunti: kontoblad",
	accountKey: "Kontonyckel",
	address: "Adress",
	made: "Skapat",
	sheetKeep: "Ge inte bladet till någon. Det öppnar inte ensamt ditt konto.",
	qrLabel: "QR-kod för inloggning på en ny enhet",
	printSheet: "Skriv ut eller spara som PDF",
	retypeTitle: "Kontrollera att du har bladet",
	retype: "Skriv kontonyckelns sex sista tecken",
	retypeHint: "Titta på det utskrivna eller sparade bladet.",
	finish: "Ta kontot i bruk",
	sheetDone: "Bladet är sparat",
	waitTitle: "Vänta på bekräftelse",
	waitLead:
		"Koordinatorn ringer dig eller du ringer koordinatorn. Läs upp dessa 30 siffror. Så vet koordinatorn att kontot är ditt.",
	number: "Ditt nummer",
	waitOpen:
		"Sidan fortsätter av sig själv när du har bekräftats. Du kan också stänga den och logga in senare.",
	trySignIn: "Logga in",
	badTitle: "Länken öppnas inte",
};

export const settings: Section<"settings"> = {
	title: "Inställningar",
	language: "Språk",
	account: "Ditt konto",
	searchKeyTitle: "Kortkommando",
	searchKey: "Tangenten / leder till sökningen",
	searchKeyHint:
		"Ta bort om din skärmläsare eller röststyrning använder samma tangent. Valet sparas på den här enheten.",
	number: "Din 30-siffriga kod",
	numberHint: "Läs upp den i telefon när någon vill försäkra sig om att det är du.",
	validTo: "Kontot gäller till",
	sheet: "Kontoblad",
	sheetText: "Du kan skriva ut bladet på nytt. Ange först din lösenfras.",
	showSheet: "Visa kontobladet",
};

export const idle: Section<"idle"> = {
	locks: (seconds) => `Etätunti låses om ${seconds === 1 ? "1 sekund" : `${seconds} sekunder`}.`,
	goOn: "Tryck var som helst för att fortsätta. Utkasten finns kvar.",
};

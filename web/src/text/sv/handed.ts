// Swedish: the device in the client's hands.
import type { Section } from "../texts.ts";

export const handed: Section<"handed"> = {
	give: "Ge enheten till klienten",
	giveTitle: "Ge enheten till klienten",
	giveText: "Skärmen visar bara klientens sida tills du tar tillbaka enheten. Andra flikar låses.",
	giveOutside:
		"Etätunti kan inte låsa enhetens andra program. Det gör enhetens egen funktion, till exempel guidad åtkomst eller fäst app.",
	giveInCall: "Lämna samtalet först: annars hör klienten det.",
	pin: "PIN-kod för den här gången",
	pinHint:
		"Minst 4 siffror. Med den tar du tillbaka enheten. Lämnar du fältet tomt behöver du din lösenfras.",
	paperLanguage: "Språket som klienten läser samtycket på",
	signedThere: "Klienten har undertecknat på enheten.",
	back: "Arbetstagaren fortsätter",
	backTitle: "Ta tillbaka enheten",
	backPin: "PIN-kod",
	backText: "Endast för arbetstagaren.",
	backGo: "Ta tillbaka",
	usePass: "Använd lösenfrasen",
	other: "Någon annan loggar in",
	triesLeft: (n) => (n === 1 ? "1 försök kvar." : `${n} försök kvar.`),
	pinSpent: "PIN-koden gäller inte längre. Ange din lösenfras.",
	language: "Språk",
	scopeTitle: "Vad samtycker ni till?",
	scopeLead:
		"Välj vad som får berättas om er. Ni kan lämna bort vad som helst. Fråga arbetstagaren om något är oklart.",
	signTitle: "Läs och underteckna",
	signLead: "Läs samtycket i lugn och ro. Om något inte stämmer, gå tillbaka.",
	sign: "Klart, jag har undertecknat",
	notNow: "Jag undertecknar inte",
	thanksTitle: "Tack",
	thanks: "Er underskrift är sparad. Ge enheten tillbaka till arbetstagaren.",
	thanksNot: "Ni undertecknade inte samtycket. Ge enheten tillbaka till arbetstagaren.",
	thanksMeasures: "Era svar är sparade. Ge enheten tillbaka till arbetstagaren.",
	again: "Gå tillbaka",
	offline: "Förbindelsen är bruten. Det ni gör sparas på den här enheten.",
	lockedTitle: "Enheten är låst",
	locked:
		"Ge enheten tillbaka till arbetstagaren. Det ni hann göra är sparat: inget behöver göras om.",
	owner: (name) => `Enheten används av ${name}.`,
	ring: "Arbetstagaren får ett samtal. Ni kan fortsätta i lugn och ro eller ge enheten till arbetstagaren.",
	ringQuiet: "Tysta",
};

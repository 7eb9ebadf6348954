// Swedish: signing in and unlocking.
import type { Section } from "../texts.ts";

export const signIn: Section<"signIn"> = {
	title: "Logga in",
	unlockTitle: "Lås upp",
	unlockLead: (name) => `${name}, ange din lösenfras.`,
	username: "Användarnamn",
	pass: "Lösenfras",
	show: "Visa",
	hide: "Dölj",
	submit: "Logga in",
	unlock: "Lås upp",
	working: "Öppnar nycklarna, det tar en stund",
	newDevice: "Logga in på en ny enhet",
	newDeviceTitle: "Ny enhet",
	newDeviceLead:
		"Du behöver ditt kontoblad och din lösenfras. Kontonyckeln sparas på den här enheten.",
	accountKey: "Kontonyckel",
	accountKeyHint: "28 tecken från kontobladet. Mellanslag och små bokstäver går bra.",
	fromLink: "Namnet och kontonyckeln kom från länken.",
	otherName: "Annan användare",
	knownDevice: "Jag använder redan den här enheten",
	noAccount: "Om du inte har ett konto, be koordinatorn i din organisation om en inbjudan.",
};

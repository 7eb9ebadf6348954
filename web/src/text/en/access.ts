// English: enrolment, settings, the lock after idle time.
import type { Section } from "../texts.ts";

export const enrol: Section<"enrol"> = {
	title: "Welcome to Etätunti",
	founding: (org) =>
		`You are setting up the organisation ${org}. You will be its first coordinator.`,
	invited: (who, org) => `${who} (${org}) has invited you.`,
	waits: "Your account is not finished yet. Nothing is lost.",
	goOn: "Go on with the account",
	asName: "Name",
	asUser: "User name",
	asRoles: "Role",
	asOrg: "Organisation",
	expires: "The link is valid until",
	whatNext: "Setting up takes three steps and about five minutes.",
	steps: [
		"Make up a passphrase.",
		"Print or save your account sheet.",
		"Wait until a coordinator confirms you over the phone.",
	],
	stepsFounder: [
		"Choose your name and make up a passphrase.",
		"Print or save your account sheet.",
		"Done: you can invite the others.",
	],
	notYours: "If the name is not yours, do not go on, but tell the person who invited you.",
	start: "Start",
	nameTitle: "Your name",
	nameHint: "How others see you",
	userHint: "Small letters, for example maija.virtanen",
	passTitle: "Make up a passphrase",
	passLead:
		"At least 12 characters. A good passphrase is four words that have nothing to do with each other.",
	pass: "Passphrase",
	passAgain: "Passphrase again",
	strength: {
		empty: "Write a passphrase",
		short: "Too short",
		common: "Too easy to guess",
		fair: "Will do",
		good: "Good",
		strong: "Strong",
	},
	passWarning: "The passphrase cannot be recovered. If you forget it, you need a new invitation.",
	makingKeys: "Making your keys on this device",
	sheetTitle: "Your account sheet",
	sheetLead:
		"When you sign in on a new device you need this sheet and your passphrase. Print it and keep it like a passport, or save it where only you can get at it.",
	sheetHeading: "Etätunti: account sheet",
	accountKey: "Account key",
	address: "Address",
	made: "Made",
	sheetKeep: "Do not give the sheet to anybody. On its own it does not open your account.",
	qrLabel: "QR code for signing in on a new device",
	printSheet: "Print or save as PDF",
	retypeTitle: "Make sure that you have the sheet",
	retype: "Write the last six characters of the account key",
	retypeHint: "Read them from the printed or saved sheet.",
	finish: "Start using the account",
	sheetDone: "I have kept the sheet",
	waitTitle: "Wait to be confirmed",
	waitLead:
		"The coordinator calls you, or you call them. Read these 30 digits aloud. That is how they know that the account is yours.",
	number: "Your number",
	waitOpen:
		"This page goes on by itself once you are confirmed. You may also close it and sign in later.",
	trySignIn: "Sign in",
	badTitle: "The link does not open",
};

export const settings: Section<"settings"> = {
	title: "Settings",
	language: "Language",
	account: "Your account",
	searchKeyTitle: "Shortcut",
	searchKey: "The key / leads to the search",
	searchKeyHint:
		"Switch it off if your screen reader or voice control uses the same key. Kept on this device.",
	number: "Your 30-digit number",
	numberHint: "Read it over the phone when somebody wants to be sure that it is you.",
	validTo: "The account is valid until",
	sheet: "Account sheet",
	sheetText: "You can print the sheet again. Give your passphrase first.",
	showSheet: "Show the account sheet",
};

export const idle: Section<"idle"> = {
	locks: (seconds) => `Etätunti locks in ${seconds === 1 ? "1 second" : `${seconds} seconds`}.`,
	goOn: "Press anything to go on. Drafts are kept.",
};

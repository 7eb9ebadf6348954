// English: the device in the client's hands.
import type { Section } from "../texts.ts";

export const handed: Section<"handed"> = {
	give: "Give the device to the client",
	giveTitle: "Give the device to the client",
	giveText:
		"The screen shows only the client's page until you take the device back. Other tabs are locked.",
	giveOutside:
		"Etätunti cannot lock the device's other programs. The device itself can, for example by guided access or a pinned screen.",
	giveInCall: "Leave the call first: the client would hear it.",
	pin: "PIN for this time",
	pinHint:
		"At least 4 digits. You take the device back with it. If you leave it empty, you need your passphrase.",
	paperLanguage: "The language in which the client reads the consent",
	signedThere: "The client has signed on the device.",
	back: "The worker continues",
	backTitle: "Take the device back",
	backPin: "PIN",
	backText: "For the worker only.",
	backGo: "Take back",
	usePass: "Use the passphrase",
	other: "Somebody else signs in",
	triesLeft: (n) => (n === 1 ? "1 try left." : `${n} tries left.`),
	pinSpent: "The PIN no longer works. Give your passphrase.",
	language: "Language",
	scopeTitle: "What do you agree to?",
	scopeLead:
		"Choose what may be told about you. You may leave anything out. Ask the worker if something is unclear.",
	signTitle: "Read and sign",
	signLead: "Take your time to read the consent. If something in it is not right, go back.",
	sign: "Done, I have signed",
	notNow: "I do not sign",
	thanksTitle: "Thank you",
	thanks: "Your signature is kept. Give the device back to the worker.",
	thanksNot: "You did not sign the consent. Give the device back to the worker.",
	thanksMeasures: "Your answers are kept. Give the device back to the worker.",
	again: "Go back",
	offline: "The connection is cut. What you do is kept on this device.",
	lockedTitle: "The device is locked",
	locked:
		"Give the device back to the worker. What you have done so far is kept: nothing has to be done again.",
	owner: (name) => `The device is in use by ${name}.`,
	ring: "Somebody is calling the worker. You may go on in peace, or give the device to the worker.",
	ringQuiet: "Silence",
};

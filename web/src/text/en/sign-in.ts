// English: signing in and unlocking.
import type { Section } from "../texts.ts";

export const signIn: Section<"signIn"> = {
	title: "Sign in",
	unlockTitle: "Unlock",
	unlockLead: (name) => `${name}, give your passphrase.`,
	username: "User name",
	pass: "Passphrase",
	show: "Show",
	hide: "Hide",
	submit: "Sign in",
	unlock: "Unlock",
	working: "Opening your keys, this takes a moment",
	newDevice: "Sign in on a new device",
	newDeviceTitle: "New device",
	newDeviceLead:
		"You need your account sheet and your passphrase. The account key stays on this device.",
	accountKey: "Account key",
	accountKeyHint: "28 characters from the account sheet. Gaps and small letters are fine.",
	fromLink: "The name and the account key came from the link.",
	otherName: "Another user",
	knownDevice: "I already use this device",
	noAccount: "If you have no account, ask the coordinator of your organisation for an invitation.",
};

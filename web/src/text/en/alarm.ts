// English: what to do when something does not hold.
import type { Section } from "../texts.ts";

export const alarm: Section<"alarm"> = {
	title: "Security alarm on this device",
	means:
		"Somebody may have tampered with what the server holds. This device gives no keys, confirms nobody and opens no calls.",
	since: (when) => `Noticed ${when}.`,
	what: "What happened",
	meaning: "What it means",
	do: "What to do",
	case: "Open the case concerned",
	forget: "Forget this device's memory",
	forgetTitle: "Forget this device's memory?",
	forgetText:
		"Do this only once the coordinator has looked into the matter and asked for it. The device forgets what it has seen of the server's records and signs you out. Your account key and the cases stay.",
	forgetConfirm: "Forget and sign out",
	reasons: {
		kdf: {
			what: "The server asked for your passphrase to be handled more weakly than is allowed.",
			todo: "Do not sign in now. Phone the coordinator.",
		},
		bundle: {
			what: "The server gave keys that are not yours or have been changed.",
			todo: "Do not try again. Phone the coordinator.",
		},
		genesis: {
			what: "This server is not the Etätunti that your device knows.",
			todo: "Check the address. If it is right, phone the coordinator.",
		},
		invite: {
			what: "The invitation has been changed, or was not made by a coordinator of your organisation.",
			todo: "Do not use the link. Ask for a new invitation by phone.",
		},
		number: {
			what: "The number does not fit the person's keys.",
			todo: "Do not confirm them. Call and compare the numbers again.",
		},
		"directory-fork": {
			what: "The server shows you a different list of people than it shows others.",
			todo: "Stop client work here. Phone the coordinator.",
		},
		"directory-rollback": {
			what: "The server shows an older list of people than this device has already seen.",
			todo: "Stop client work here. Phone the coordinator.",
		},
		"directory-broken": {
			what: "The list of people has an entry that a coordinator has not signed properly.",
			todo: "Do not go on. Phone the coordinator.",
		},
		"case-fork": {
			what: "The server shows you a different record of the case than it shows others.",
			todo: "Do not work on the case. Phone your pair and the coordinator.",
		},
		"case-rollback": {
			what: "Entries of the case that this device has already seen are missing.",
			todo: "Do not work on the case. Phone your pair and the coordinator.",
		},
		"case-broken": {
			what: "The case has an entry whose signature or order does not fit.",
			todo: "Do not work on the case. Phone the coordinator.",
		},
		grant: {
			what: "The key to the case came from somebody who may not give it, or it is wrong.",
			todo: "Write nothing into the case. Phone your pair and the coordinator.",
		},
		object: {
			what: "What the case holds is not what its author signed.",
			todo: "Do not trust the text. Phone your pair and the coordinator.",
		},
		consent: {
			what: "The content or the dates of the consent are not those that were signed.",
			todo: "Tell nothing of the case. Check the client's paper and phone the coordinator.",
		},
		signal: {
			what: "The details of the call did not come from the person whose name they carried.",
			todo: "End the call. Ring the person by phone and tell the coordinator.",
		},
		"log-fork": {
			what: "The server shows you a different log than it shows others.",
			todo: "Tell the coordinator, who compares the log's checkpoints.",
		},
		"log-rollback": {
			what: "Rows of the log that this device has already seen are missing.",
			todo: "Tell the coordinator, who compares the log's checkpoints.",
		},
		"log-broken": {
			what: "The signature or the order of the log does not fit.",
			todo: "Tell the coordinator. Do not trust the report.",
		},
	},
};

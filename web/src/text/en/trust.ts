// English: numbers compared, changed keys, what to do when something does not hold, keys owed, the page's own hash.
import type { Section } from "../texts.ts";

export const trust: Section<"trust"> = {
	yes: (when) => `Number compared ${when}`,
	no: "Number not compared yet",
	changed: "Keys have changed, compare the number",
	differs: "The number did not match, no keys are given",
	compare: "Compare the number",
	compareTitle: (name) => `Compare the number: ${name}`,
	compareHow: [
		"Call them on a number that you know to be right, or talk in the call so that you know the voice.",
		"They read their number from their own screen. Compare it with this one.",
		"Then read your own number. They compare it on their screen.",
	],
	compareInCall:
		"Read the numbers to each other aloud now. The call goes on all the while. Know the person by voice or picture.",
	theirs: (name) => `${name}: the number they read`,
	mine: "Your own number, which you read",
	match: "The numbers match",
	differ: "They do not match",
	compareOnce: "You compare only once. The result is remembered and signed, for a new device too.",
	differTitle: "The numbers do not match: do this",
	differList: [
		"Tell nothing about clients in this call.",
		"Read the numbers once more. Mishearing is the most common cause.",
		"If they still differ, somebody may be in between. End the call and phone the coordinator.",
	],
	differKept: (name) => `${name} gets no keys until the numbers match.`,
	compareAgain: "Compare again",
	changedTitle: (name) => `${name}: the keys have changed`,
	changedText: (when) =>
		`The new keys are valid from ${when}. The reason may be a forgotten passphrase or a lost device. Compare the number before you tell anything about clients. Until then they get no new keys.`,
	alarmTitle: "Security alarm on this device",
	alarmMeans:
		"Somebody may have tampered with what the server holds. This device gives no keys, confirms nobody and opens no calls.",
	alarmSince: (when) => `Noticed ${when}.`,
	alarmWhat: "What happened",
	alarmMeaning: "What it means",
	alarmDo: "What to do",
	alarmCase: "Open the case concerned",
	forget: "Forget this device's memory",
	forgetTitle: "Forget this device's memory?",
	forgetText:
		"Do this only once the coordinator has looked into the matter and asked for it. The device forgets what it has seen of the server's records and signs you out. Your account key and the cases stay.",
	forgetConfirm: "Forget and sign out",
	fresh: {
		old: "The list of people has not been confirmed for a week. Ask the coordinator to sign in.",
		stale:
			"The list of people has not been confirmed for 14 days. No new keys are given. Ask the coordinator to sign in.",
	},
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
	owedTitle: "Keys to give",
	owed: {
		colleague: (name, cases) => `${name} is in your pair without keys (${cases}).`,
		contact: (name, cases) => `${name} needs Kela's keys (${cases}).`,
		"new-keys": (name, cases) => `${name}: new keys (${cases}).`,
		substitute: (name, cases) => `${name} is a substitute (${cases}).`,
	},
	owedSubstitute: (name, whom, span, cases) => `${name} stands in for ${whom}, ${span} (${cases}).`,
	cases: (n) => (n === 1 ? "1 case" : `${n} cases`),
	give: "Give the keys",
	giveCompare: "Compare the number and give the keys",
	giveTitle: (name) => `Give the keys: ${name}`,
	giveText: (name, cases) =>
		`${name} can then open these cases (${cases}), what was written earlier included.`,
	giveUntil: (when) => `The right ends by itself ${when}.`,
	giveMatch: "The numbers match, give the keys",
	giving: "Giving the keys",
	given: (name, cases) => `${name} has the keys (${cases}).`,
	notGiven: (name, cases) =>
		`${name} could not be given the keys of every case (${cases} without). Check that the consent of the case is in force.`,
	build: (id) => `code ${id}`,
	integrityTitle: "The code of this page",
	integrityLead:
		"The browser runs the code that the server gives it. This mark is computed from all files of the page and is the same for everybody who uses the same version.",
	integrityId: "Mark",
	integrityNone: "The mark could not be fetched from the server.",
	integrityHow: "How the mark can be checked",
	integritySteps: [
		"See that your colleague's screen shows the same mark.",
		"The IT department builds the application from its source and runs the command below on a machine of its own. It fetches all files and compares them with the list of that build. Comparing with the server's own list proves nothing.",
		"If the command finds a difference, do not sign in. Tell the coordinator.",
	],
};

export const person: Section<"person"> = {
	people: "People",
	lead: "Who is in, and whose number has been compared.",
	find: "Search by name",
	noneFound: "Nobody was found.",
	state: "State",
	states: { active: "In use", expired: "Expired", revoked: "Access removed" },
	mark: "Number",
	numberTitle: "Their 30-digit number",
	keysSince: "Keys since",
	newKeys: "New keys",
	me: "you",
	gone: "This person is not on the list.",
	manage: "What the coordinator can do",
	renew: "Extend the validity",
	renewText: (when) => `Valid until ${when}. Extending changes no keys.`,
	renewed: (when) => `The validity is extended. The new day is ${when}.`,
	reinvite: "Invite again (new keys)",
	reinviteTitle: (name) => `New keys: ${name}`,
	reinviteText:
		"When the passphrase is forgotten or the account sheet lost, the person makes new keys with a new link. The old keys work until you confirm the new ones.",
	reinviteThen: [
		"They open the link and make up a new passphrase.",
		"You compare 30 digits over the phone and confirm them.",
		"The pair gives them the keys of the cases with one press.",
	],
	revoke: "Remove access",
	revokeTitle: (name) => `Remove access: ${name}?`,
	revokeNow: "This happens at once",
	revokeNowList: [
		"All sessions end and calls are cut.",
		"They can no longer sign in or open cases.",
		"The pairs make new keys for the cases.",
	],
	revokeStays: "What they have recorded stays and stays valid. The user name stays theirs.",
	revokeReason: "Reason",
	reasons: {
		left: "Has left the job",
		lost: "Device or account sheet lost",
		stolen: "Device stolen",
		other: "Other reason",
	},
	revokeConfirm: "Remove access now",
	revoked: (name) => `Access is removed: ${name}.`,
	sessions: "Open sessions",
	endSessions: "End the sessions",
	notOneself: "You cannot remove your own access. Another coordinator does that.",
	rekeyPending: "Gets new keys",
	rekeyTitle: (name) => `Confirm the new keys: ${name}`,
	rekeyLead: "This person is in already and now gets new keys. Confirming ends their old sessions.",
};

export const substitutes: Section<"substitutes"> = {
	title: "Substitutes",
	lead: "A substitute gets the same access as the one who is away, and the access ends by itself.",
	add: "Name a substitute",
	none: "No substitutes have been named.",
	newTitle: "Name a substitute",
	editTitle: "Change the substitution",
	for: "Who is away?",
	by: "Who stands in?",
	from: "First day",
	to: "Last day",
	span: "How long?",
	spans: { days: "Whole days", minutes: "From one time to another" },
	fromDay: "Begins on",
	fromTime: "Begins at",
	toDay: "Ends on",
	toTime: "Ends at",
	exactHint:
		"The substitute can open the cases, the lobby and the room only during this time. The substitution covers all hours and cases of the one who is away during this time, not a single hour. Before it begins the substitute sees no cases: begin earlier if they need time to prepare. If the hour is moved, the substitution does not move with it.",
	toHint: "At most 200 days.",
	choose: "Choose",
	row: (by, whom) => `${by} stands in for ${whom}`,
	states: { coming: "Begins later", now: "In force", over: "Over" },
	end: "End now",
	endTitle: "End the substitution?",
	endText: (name) => `${name} loses access to the cases at once. The pair makes new keys for them.`,
	keys: "A worker of the pair gives the substitute the keys on their Today page.",
	noPeople: "There is nobody who could stand in.",
};

export const account: Section<"account"> = {
	passphrase: "Passphrase",
	passphraseText:
		"Your other sessions end when you change the passphrase. The account sheet stays the same.",
	change: "Change the passphrase",
	old: "Present passphrase",
	fresh: "New passphrase",
	again: "New passphrase again",
	changed: "The passphrase is changed. The other sessions have ended.",
	sessions: "Sessions",
	sessionsText: "Where you are signed in. End a session that you do not recognise.",
	session: (when) => `Signed in ${when}`,
	seen: (when) => `last used ${when}`,
	here: "This device",
	noSessions: "There are no open sessions.",
	end: "End",
	endOthers: "End the other sessions",
	ack: "Acknowledging a consent",
	ackText: "Does another worker acknowledge a consent before it is in force?",
	ackRequired: "Yes, another worker acknowledges it",
	ackRequiredHint: "Two people have compared the signature. This is the default.",
	ackOff: "No, the consent is in force at once",
	ackOffHint:
		"One worker is enough. A consent recorded wrongly is noticed at Kela at the earliest. The change holds from now on.",
	ackSaved: "The setting is saved.",
};

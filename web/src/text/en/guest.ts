// English: guests of one case, on both sides of the door.
import type { Section } from "../texts.ts";

export const guest: Section<"guest"> = {
	title: "Guests",
	none: "Nobody has been invited to the case.",
	invite: "Invite a guest",
	open: (until) => `Invited, the link works until ${until}`,
	admitted: "In the call now",
	removeTitle: "Withdraw the invitation?",
	removeText: "The link stops working at once. You can invite with a new link.",
	putOutTitle: "Remove the participant from the call?",
	putOutText: "Their call ends at once, and the same link does not let them in again.",
	remove: "Withdraw the invitation",
	putOut: "Remove from the call",
	unnamed: "Guest",

	inviteTitle: "Invite a guest to the case",
	inviteLead:
		"A guest is a professional without an account, for example an interpreter. They hear and see the call only, not what the case holds.",
	name: "The guest's name",
	role: "Role",
	days: "The link works for",
	dayCount: (n) => (n === 1 ? "1 day" : `${n} days`),
	named: "Others who may take part, according to the consent:",
	tick: "The consent covers this person",
	nobody:
		"The consent names nobody else, so nobody can be invited. Record a new consent in which the client says who else may take part.",
	general: "In a general question clients are not spoken about, not with a guest either.",
	make: "Make a link",
	linkLead: (name, until) =>
		`Give the link to ${name} only. It works until ${until} and opens this case's call only.`,
	link: "The guest's link",
	linkOnce: "The link is shown only now. Etätunti does not send it to anybody.",
	linkHow:
		"Send it by a protected message. The guest comes in only when they knock and you let them in.",

	knocks: (name, role) => `${name} (${role}) is waiting at the door`,
	admit: "Let in",
	falseKnock: (name) =>
		`Somebody is trying to come in with the invitation (${name}) but without its link. They cannot be let in. Tell the coordinator.`,

	page: "A guest in a remote consultation",
	what: "You have been invited to a video call about one client's matter. You hear and see the call only. The call is not recorded.",
	by: "Invited by",
	you: "Invited",
	until: "The link expires",
	notYou: (name) => `If you are not ${name}, close this page. The link is personal.`,
	secrecy: "What you hear in the call is confidential. Make sure that nobody else can hear or see.",
	test: "Try camera and sound",
	knock: "Knock",
	knockHint: "You ask to come in. Nobody sees or hears you before you are let in.",
	waitHearing: "Nobody hears or sees you before you are let in.",
	waitTitle: "Wait at the door",
	wait: (by) =>
		`${by} or the other worker of the pair lets you in when it is your case's turn. Keep this page open.`,
	entering: "You were let in. The call opens.",
	call: "Call",
	present: "Others in the call",
	leftTitle: "You left the call",
	left: "You can come back as long as the matter is being dealt with.",
	back: "Back to the call",
	goneTitle: "The link no longer works",
	gone: "The call is over, the invitation was withdrawn, or the link has been used elsewhere. Nobody hears you. If you are still needed, ask for a new link.",
	movedTitle: "The call is open elsewhere",
	moved: "You are in the same call in another window or on another device.",
	noneTitle: "Open the link you were sent",
	noLink: "There is no link on this page. Open it again from the message that it came in.",
	badTitle: "The link cannot be opened",
	signedIn:
		"Somebody is signed in in this window. Open the link in another browser, or sign out first.",
	forget: "Forget the link on this device",
};

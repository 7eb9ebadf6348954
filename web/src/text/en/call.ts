// English: what a call has besides pictures and sound, and being called to one.
import type { Section } from "../texts.ts";

export const call: Section<"call"> = {
	hearer: {
		beside: (name, at) => `${name} (beside ${at})`,
		guest: (name, role) => `${name} (${role}, guest)`,
	},
	guestRole: {
		interpreter: "interpreter",
		doctor: "doctor",
		employment: "employment services",
		other: "professional",
	},
	on: "on",
	off: "off",
	quality: { good: "Good connection", weak: "Weak connection", poor: "Poor connection" },
	way: { direct: "direct connection", relayed: "relayed connection" },
	audioOnly: "Sound only: the network is weak",
	myVideoOff:
		"Your network is weak, so others do not see your picture now. They hear you. The picture comes back by itself.",
	theyHide: "Has hidden picture and sound",
	theyPause: "Pausing",
	meBeside: (names) => `You and ${names}`,
	besideThem: (names) => `beside them ${names}`,
	bigger: "Larger pictures",
	smaller: "Smaller pictures",

	share: "Share screen",
	stopShare: "Stop sharing",
	shareTitle: "Show something on your screen?",
	shareLead: "Everyone in the room sees what you share.",
	shareWarn: [
		"Choose one window rather than the whole screen.",
		"First close other clients' information, e-mail and messages.",
		"Show only what the consent lets you talk about.",
	],
	shareGo: "Choose what to show",
	sharingMine: "You are showing your screen to others.",
	sharedBy: (name) => `${name} is showing their screen`,
	full: "Full screen",

	hide: "Hide all",
	hiddenTitle: "Everything is hidden",
	hiddenText:
		"Nobody sees or hears you, and nothing shows on this screen. You do not hear the others either.",
	show: "Back to the call",

	pause: "Pause",
	endPause: "Go on with the call",
	paused: (names) => `Pause, asked for by ${names}. Nobody sees or hears anybody.`,
	pausedMine: "You asked for a pause. Nobody sees or hears anybody.",
	pauseWaits: (names) => `The call goes on when ${names} goes on.`,

	text: "Real-time text",
	textHint: "Others see the text as you type. Enter ends the line.",
	textMine: "Your line",
	textEnd: "End the line",
	textLines: "Lines written",
	writes: (name) => `${name} is writing`,
	textKept: "The text is stored nowhere. It is gone when the room closes.",

	beside: "Beside me",
	besideTitle: "Who sits with you at this device?",
	besideLead: "Everyone in the room sees who listens to the call.",
	besideWho: "Beside me",
	besideNobody: "Everyone else of the case is in the room already, on a device of their own.",
	besideOnly: "Only people of the case may be present. Others must leave the room.",

	sameAsk: (name) => `Are you in the same room as ${name}?`,
	sameWhy: "Two devices in one room easily begin to howl.",
	sameYes: "Yes, the same room",
	sameNo: "No, elsewhere",
	same: "You are in the same room: one microphone is off, and your devices do not play each other.",
	howl: "Your microphone was shut because the sound began to go round. Move the devices apart or use headphones.",
	howlOn: "Open the microphone",

	lost: "The connection is lost. You come back to the same case by yourself when it returns.",
	lostPhone: (number) => `If it does not return, phone ${number}`,
	soundBack: "Tap to get the sound back",

	more: "More",
	help: "Help",
	helpTitle: "Help and connections",
	helpKeys: "Keys",
	helpHide: (key) =>
		`${key} hides everything at once: picture, sound and shared screen are cut and this screen is covered. The same key or Esc does not bring them back; a button does.`,
	helpNext: (key) => `${key} asks how the case ends and opens the next one. Enter is enough then.`,
	helpEnter: "Enter ends a line of the text call.",
	connections: "Connections",
	noConnections: "There is nobody else in the room.",
};

export const ring: Section<"ring"> = {
	title: (name) => `${name} is calling you`,
	text: (hour) => `You are expected in the hour ${hour}.`,
	textPlain: "You are expected in the hour.",
	answer: "Answer and join",
	answerThere: "Go to the hour",
	dismiss: "Dismiss",
	tab: (name) => `${name} is calling`,
	desktopAsk: "Show calls also when another window is in front",
	desktopOn: "Calls also show on the desktop.",
	desktopOff: "The browser blocks notifications. You hear the call while this page is open.",
	soundOff: "The browser plays no sound until you tap the page.",
};

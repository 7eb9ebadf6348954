// English: the check of devices and connection, and what to do when one does not work.
import type { Section } from "../texts.ts";

export const devices: Section<"devices"> = {
	title: "Device check",
	test: "Check devices",
	lead: "The check takes less than a minute. Nothing is stored, and nobody sees or hears you.",
	permission: "The browser asks whether it may use camera and microphone. Allow both.",
	done: "Done",
	start: "Start the check",
	camera: "Camera",
	cameraShows: "The camera works",
	cameraStarts: "Opening the camera",
	cameraWhich: "Choose the camera",
	selfView: "Your own picture",
	microphone: "Microphone",
	microphoneStarts: "Opening the microphone",
	microphoneWhich: "Choose the microphone",
	speak: "Say something",
	speakHint: "Speak in your usual voice: the bar should move.",
	level: "Loudness",
	heard: "You can be heard",
	notHeard: "No sound has been heard yet",
	speaker: "Speaker",
	speakerWhich: "Choose the speaker",
	speakerHint: "You will hear three rising tones.",
	play: "Play the test sound",
	playing: "The sound is playing",
	didYouHear: "Did you hear the sound?",
	heardIt: "Yes, I heard it",
	heardNothing: "No, nothing",
	speakerWorks: "The speaker works",
	speakerSilent: "No sound is heard",
	speakerNotTried: "Not tried yet",
	speakerSteps: [
		"Turn up the volume of the device and check that the sound is not muted.",
		"If you use headphones, check that they are connected. Then choose the speaker from the list.",
		"Check that the browser's tab is not muted.",
	],
	connection: "Connection",
	connectionTests: "Trying the connection through the server",
	way: {
		direct: "A direct connection works",
		relayed: "The connection works through a relay server",
		blocked: "The network blocks calls",
		none: "Not tried",
	},
	wayText: {
		direct: "Pictures and sound travel straight from this network.",
		relayed: "Pictures and sound travel through the server. The call works.",
		blocked:
			"The call does not get through this network. Try another one, such as a phone's, or ask IT support to allow the relay server of this service.",
		none: "The server has given no relay server to try with.",
	},
	wayEarly: "The connection can be tried when the hour begins in an hour or less.",
	roundTrip: (ms) => `Delay ${ms} ms.`,
	clock: "Clock",
	clockOk: "The clock of this device is right",
	clockBad: (off) => `The clock of this device is wrong: ${off}`,
	clockAhead: (n) => `${n} fast`,
	clockBehind: (n) => `${n} slow`,
	clockFix: "Set the time in the device's settings. A wrong clock prevents the call.",
	trouble: {
		missing: { camera: "No camera is found", microphone: "No microphone is found" },
		busy: {
			camera: "Another program is using the camera",
			microphone: "Another program is using the microphone",
		},
		"blocked-browser": {
			camera: "The camera is blocked in the browser",
			microphone: "The microphone is blocked in the browser",
		},
		"blocked-system": {
			camera: "The device's settings block the camera",
			microphone: "The device's settings block the microphone",
		},
	},
	without: "You can join the call without it, too.",
	whatToDo: "What to do",
	fixBrowser: {
		chrome: [
			"Press the icon at the start of the address bar.",
			"Allow camera and microphone.",
			"Press Try again. If that does not help, reload the page.",
		],
		edge: [
			"Press the lock at the start of the address bar.",
			"Choose Allow for camera and microphone.",
			"Press Try again. If that does not help, reload the page.",
		],
		firefox: [
			"Press the crossed-out camera or microphone at the start of the address bar.",
			"Remove the block with the cross beside it.",
			"Press Try again and choose Allow.",
		],
		safari: [
			"Open Safari in the menu and choose Settings for This Website.",
			"Choose Allow for camera and microphone.",
			"Press Try again.",
		],
		"chrome-android": [
			"Tap the icon at the start of the address bar and choose Permissions.",
			"Allow camera and microphone.",
			"Tap Try again.",
		],
		"firefox-android": [
			"Tap the lock at the start of the address bar.",
			"Tap Blocked for camera and microphone, and it changes to allowed.",
			"Tap Try again.",
		],
		ios: [
			"Tap the button at the start of the address bar and choose the website's settings.",
			"Allow camera and microphone.",
			"Reload the page.",
		],
		other: [
			"Open the permissions of this site in the browser's settings.",
			"Allow camera and microphone.",
			"Reload the page.",
		],
	},
	fixSystem: {
		windows: [
			"Open Windows Settings and choose Privacy & security.",
			"Open Camera and allow it for apps and desktop apps. Do the same for Microphone.",
			"Press Try again. If the setting is grey, ask IT support.",
		],
		mac: [
			"Open System Settings and choose Privacy & Security.",
			"Open Camera and allow it for this browser. Do the same for Microphone.",
			"Quit the browser completely and open it again.",
		],
		linux: [
			"Open the system's settings and choose Privacy.",
			"Allow camera and microphone. If the browser is a Flatpak or Snap, allow them for it, too.",
			"Press Try again.",
		],
		android: [
			"Open the phone's Settings, Apps and this browser.",
			"Open Permissions and allow Camera and Microphone.",
			"Check in the quick menu that camera or microphone is not shut off for the whole device.",
			"Come back here and tap Try again.",
		],
		ios: [
			"Open Settings and find this browser in the list.",
			"Allow Camera and Microphone.",
			"Come back here and reload the page.",
		],
		other: [
			"Open the device's settings and allow camera and microphone for the browser.",
			"Press Try again.",
		],
	},
	fixBusy: {
		windows: [
			"Close programs that use camera or microphone: Teams, Skype or Zoom, for instance, also among the icons of the taskbar.",
			"Close other tabs of the browser that have a call.",
			"Press Try again. If that does not help, check in Windows Settings that the browser may use camera and microphone.",
		],
		other: [
			"Close programs and tabs that use camera or microphone.",
			"Try again. If that does not help, restart the device.",
		],
		phone: [
			"End the call that is going on and close apps that use camera or microphone.",
			"Try again.",
		],
	},
	fixMissing: {
		camera: [
			"Check that the device is properly connected. Try another socket.",
			"Check that no shutter covers the camera and that it is not switched off by a key.",
			"Try again.",
		],
		microphone: [
			"Check that the device is properly connected. Try another socket.",
			"Check that the microphone is not switched off by a switch on the headset or by a key.",
			"Try again.",
		],
		phone: ["Unplug the headphones or connect them again.", "Restart the browser and try again."],
	},
};

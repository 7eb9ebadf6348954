// English: help, the client's information sheet, privacy, the accessibility statement, feedback.
import { type HelpTexts, say } from "../help.ts";
import { guides } from "./guides.ts";

export const help: HelpTexts = {
	title: "Help",
	lead: "Choose your role. Each guide is read in a couple of minutes.",
	guides,
	forRole: (role) => `Help: ${role}`,
	picture: (part) => `Picture of the screen: ${part}`,
	others: "Other guides",
	clients: "For the client",
	clientsText: "Print the information and give it to the client before you ask for a consent.",

	hint: {
		title: "Here for the first time?",
		lines: (b) => ({
			worker: say`This page shows the next hour and what is expected of you. The first case begins with ${b.cases.add}.`,
			contact: say`The cases that you prepare are under ${b.shell.cases}. Try your devices before the first hour: ${b.devices.test}.`,
			coordinator: say`First invite people under ${b.shell.people}. When you have confirmed them, care pairs and hours can be set up.`,
		}),
		read: "Read the guide, 2 minutes",
		close: "Close the hint",
	},

	information: {
		title: "Information for the client",
		lead: "Choose the language that the client reads, and print. It fits on one page.",
		heading: "Your matter in a joint hour with Kela",
		sections: ({ county, days }) => [
			{
				title: "What is the hour?",
				lines: [
					"Two workers, a care pair, handle your matter: one from health care, one from social care. They can talk about your matter with Kela's contact person in a video call. Your matter gets 10–30 minutes. You need not be there. The call is not recorded.",
				],
			},
			{
				title: "Who sees what?",
				listed: true,
				lines: [
					"The care pair sees everything that is written about your matter.",
					"Kela sees the question, a short description of your situation, your consent and the plan. Kela does not see the care pair's own notes.",
					"Another professional, such as an interpreter, hears the call only if your consent says so.",
					"Nobody else sees it. The coordinator who arranges the hours does not see what your matter is about. Everything is encrypted so that the server cannot read it.",
				],
			},
			{
				title: "What does the consent mean?",
				lines: [
					"Without your written consent Kela is told nothing. You decide what may be told, to whom and for how long, a year at most. We ask about your health separately. The consent is voluntary. You get services even if you do not give it.",
				],
			},
			{
				title: "How do I withdraw the consent?",
				lines: [
					"You may withdraw or limit the consent at any time. You need not say why. Tell your worker or Kela. You may also tell the coordinator: then give the reference on your consent paper. The exchange of information ends at once. A record stays of what has been told already.",
				],
			},
			{
				title: "Who keeps my information, and for how long?",
				lines: [
					`${county ?? "Your wellbeing services county"} is responsible for your information. When your matter has been closed, its contents are erased ${days === null ? "usually after 90" : `after ${days}`} days. The records of who did what and when remain. The plan is also written into your patient or client records, and Kela writes its own part. They are kept for as long as the law requires.`,
				],
			},
			{
				title: "What rights do I have?",
				listed: true,
				lines: [
					"You may know who has seen your information, when and on what ground.",
					"You may see your information and ask for a mistake to be corrected.",
					"The social or patient ombudsperson gives advice. About how your information is handled you may complain to the Data Protection Ombudsman, tietosuoja.fi.",
				],
			},
			{
				title: "Whom do I ask?",
				lines: ["Ask your worker, who writes their name and telephone number here."],
			},
		],
		worker: "Worker",
		phone: "Telephone",
	},

	privacy: {
		title: "Privacy",
		lead: () =>
			"What Etätunti stores about those who use it in their work. Clients have information of their own.",
		sections: ({ org }) => [
			{
				title: "Who is responsible",
				lines: [
					`The controller is ${org === null ? "your own organisation" : `your organisation, ${org}`}. Ask its data protection officer. Whoever runs the server handles the data on behalf of the organisations.`,
				],
			},
			{
				title: "On the server",
				listed: true,
				lines: [
					"Your name, user name, organisation, roles and how long your account is valid, who invited and confirmed you, and your care pairs, hours and substitutions. Other users see them. Nothing is removed from the directory: a new entry takes the place of the old.",
					"Your keys. The secret ones are on the server only encrypted so that it cannot open them. Your passphrase and your account key are never on the server.",
					"When you signed in and when you last used the service. It is gone 12 hours after you last used it. Your own organisation's coordinator sees your open sessions.",
					"Your drafts and your own notes, encrypted. Only you can open them. They are gone 90 days after they were last saved.",
					"Your e-mail address, if you ask for reminders. Other users do not see it. It is gone when you stop the reminders or your account ends. That a reminder was sent is gone after 30 days.",
					"If you make a calendar address: a checksum of it, which does not give the address away.",
					"What you thought of the hour, as a number without your name. The log shows who sent it.",
				],
			},
			{
				title: "In the log",
				listed: true,
				lines: [
					"For every sign-in, reading, change and refused attempt: who, from which organisation, what, which case and when. There is no IP address in the log.",
					"Nothing can be removed from the log, and it cannot be changed. It is kept for as long as this service is run.",
					"A client may ask for a report that shows your name and what you did with their information.",
				],
			},
			{
				title: "In a call",
				lines: [
					"Calls are not recorded. Picture and sound go encrypted from browser to browser. Your IP address is seen by the server and, during a call, by the other participants or by the server that relays the call. Etätunti does not store it.",
				],
			},
			{
				title: "On this device",
				listed: true,
				lines: [
					"No cookies, no tracking, nothing from other sites.",
					"Your choice of language, camera and microphone, hints that you have closed, the shortcut key if you have switched it off, during a call which room you are in, and that the device has been given to a client.",
					"Encrypted: the keys of your session until you lock, sign out or 15 minutes have passed, and what a client has filled in on the device until it is on the server. Your account key until you remove it in the settings or on the sign-in page; after that you need your account sheet. The memory of what this device has seen of the server's signed data until you remove this site's data from the browser.",
				],
			},
			{
				title: "On what ground",
				lines: [
					"Your organisation's legal obligation and its task in the public interest (General Data Protection Regulation, Article 6(1)(c) and (e)). The use of client data in social and health care must be logged (Act 703/2023). Your e-mail address and calendar address are stored because you ask for it.",
				],
			},
			{
				title: "To whom it is given",
				lines: [
					"To nobody else. Reminders pass through the organisations' mail server, and whoever makes your calendar app may see the calendar address and the times of your hours. What the log and the client's report show, the client gets on request.",
				],
			},
			{
				title: "Your rights",
				lines: [
					"You may see your data and ask for a mistake to be corrected. Ask your organisation's data protection officer. You may complain to the Data Protection Ombudsman, tietosuoja.fi.",
				],
			},
		],
	},

	accessibility: {
		title: "Accessibility statement",
		lead: ({ host, county }) =>
			`This statement is about the service Etätunti at ${host}. It is provided by ${county ?? "the organisation that gave you the address"}. It was prepared and last reviewed on 23 November 2026. Accessibility is required by the Act on the Provision of Digital Services (306/2019).`,
		sections: () => [
			{
				title: "How accessible the service is",
				lines: [
					"The service meets the accessibility requirements in part. The aim is levels A and AA of WCAG 2.2 and the standard EN 301 549, with its requirements for two-way voice and video. In a call one can write so that the others see the text character by character.",
				],
			},
			{
				title: "What is not accessible, and why",
				listed: true,
				lines: [
					"The session ends without a warning 12 hours after signing in, and the time cannot be extended (WCAG 2.2.1). The reason is the protection of client data. Drafts of cases, consents and plans are kept. If nothing is done for 15 minutes the session locks, but there is a warning one minute before and any key or press goes on.",
					"The picture of a signed paper and a drawn signature are pictures (WCAG 1.1.1), because they are evidence. What the consent says is on the same page as text. A signature cannot be drawn with the keyboard, but one can always sign on paper.",
					"The check code of the client's receipt is only a QR code (WCAG 1.1.1). What the receipt says is on the same paper as text.",
					"A shared screen reaches the others only as a picture (WCAG 1.1.1). Ask whoever shares to read out or type what is on it.",
					"Calls have no captions and no sign language interpreting, because speech cannot be given to an outside service. An interpreter can be invited as a guest if the client's consent covers it.",
				],
			},
			{
				title: "If you cannot get something done or read",
				lines: [
					"Ask for the information in another form at the feedback address or from your own organisation's coordinator. A consent can always be signed on paper, and every paper for a client can be printed or read aloud.",
				],
			},
			{
				title: "How the service was assessed",
				lines: [
					"Its makers assessed it themselves: the screens were checked by a program (axe-core) in three languages, wide and narrow and in high contrast colours. The work of the three roles was gone through with the keyboard alone, and the screens at a width of 320 pixels, which is like 400 per cent zoom. No outside expert and no user of assistive technology has assessed it yet. It is assessed again when the service changes.",
				],
			},
			{
				title: "Have you noticed a barrier?",
				lines: ["Tell whoever provides the service. They must answer within 14 days."],
			},
		],
		authority: {
			title: "Supervisory authority",
			lead: "If you get no answer in two weeks, or are not satisfied with it, you may notify the supervisory authority. Its website tells how that is done and how the matter is handled.",
			name: "Finnish Transport and Communications Agency Traficom",
			unit: "Digital Accessibility Supervision Unit",
			site: "www.webaccessibility.fi",
			contact: "saavutettavuus@traficom.fi, telephone exchange +358 29 534 5000",
		},
	},

	feedback: {
		title: "Feedback",
		lead: "Say what does not work, is unclear or is not accessible. Feedback on accessibility is answered within 14 days.",
		address: "Send your feedback to",
		noAddress:
			"This service has no address for feedback. You may report a barrier straight to the supervisory authority: Finnish Transport and Communications Agency Traficom, saavutettavuus@traficom.fi.",
		coordinators: (org) => `Coordinators: ${org}`,
		none: "Your organisation has no coordinator with a valid account. Turn to your manager.",
		strangers:
			"You may also tell the organisation that gave you the address of this service or invited you: its registry or customer service. When you sign in, your own organisation's coordinators are shown here.",
		sections: [
			{
				title: "Say this",
				listed: true,
				lines: [
					"Which page you were on and what you tried to do. Say nothing about clients.",
					"What happened, and whether the page showed an error. Write down its words.",
					"Which browser and device you have, and whether you use assistive technology.",
					"The version and the code at the bottom of the page.",
				],
			},
			{
				title: "Security",
				lines: [
					"If a page shows a red alarm, or you suspect that somebody else has got at data, do not go on. Call the coordinator at once and write down the alarm's words and the time.",
				],
			},
			{
				title: "A client's matter",
				lines: [
					"A request or complaint about a client's information belongs to the client's wellbeing services county, not here.",
				],
			},
		],
	},
};

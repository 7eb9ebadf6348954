// English: the guides of the three roles. Every name in them is the screens' own.
import { type Guides, say } from "../help.ts";
import type { Texts } from "../texts.ts";

export const guides = (b: Texts): Guides => ({
	worker: {
		lead: "You record the case and the consent, ask Kela in the hour, and follow up what was agreed.",
		parts: {
			today: {
				title: "Start here",
				steps: [
					say`${b.shell.today} shows the next hour. Under ${b.today.todo} the most urgent comes first.`,
					say`Try your camera and sound in good time: ${b.devices.test}.`,
				],
			},
			case: {
				title: "Add a case",
				steps: [
					say`Press ${b.cases.add} and answer one page at a time. The draft is kept even if you stop halfway.`,
					say`${b.cases.background} is not shown to Kela. The rest Kela sees once the consent is in force and the case is queued.`,
					say`Check and press ${b.newCase.create}. You go straight on to the consent.`,
					say`If the question is about no client, open ${b.shell.cases} and press ${b.general.open}. No consent is needed.`,
				],
			},
			consent: {
				title: "Record the consent",
				steps: [
					say`Go through together who may tell whom, and about what. Health is always asked separately.`,
					say`The client signs at ${b.consent.drawn}. On paper: press ${b.consent.printForm}, then ${b.consent.choose}.`,
					say`If the client fills it in, press ${b.handed.give}. The screen shows only their page until you press ${b.handed.back}.`,
					say`Check and press ${b.consent.store}.`,
					say`Your partner opens the request on their own page ${b.shell.today} and presses ${b.consent.acknowledge}. Until then the consent is not in force, unless your organisation has decided otherwise.`,
					say`If the client withdraws the consent, open the case and press ${b.consent.withdraw}. Kela's access ends at once.`,
				],
			},
			queue: {
				title: "Queue the case",
				steps: [
					say`Open ${b.cases.task.queue} in the case. Choose an hour or ${b.queue.first}, and how long. Press ${b.queue.submit}.`,
					say`If Kela asks something, answer in the case under ${b.cases.thread}: write and press ${b.cases.send}.`,
				],
			},
			hour: {
				title: "Hold the hour",
				steps: [
					say`Press ${b.today.join}. The button opens 15 minutes before the hour.`,
					say`In the waiting room choose ${b.lobby.open("I-27")}. Only the people of that case get into the room.`,
					say`The line at the top says who hears you. ${b.call.hide} cuts picture, sound and screen sharing at once.`,
					say`If you see the button ${b.room.compareNow("…")}, read out the numbers to each other before you speak of the client.`,
					say`Write the plan together. Then press ${b.room.next} and choose how the case ended. At the end press ${b.room.end}.`,
				],
			},
			after: {
				title: "After the hour",
				steps: [
					say`Open ${b.plan.title} and press ${b.plan.confirm}. It is finished when Kela has confirmed it too.`,
					say`Under ${b.cases.after} in the case you find ${b.papers.record}, ${b.papers.summary} and ${b.measures.title}.`,
					say`${b.follow.title} reminds you of the next steps. When a follow-up falls due, press ${b.follow.measure}.`,
					say`When nothing is left to do, press ${b.ending.close}.`,
				],
			},
		},
	},
	contact: {
		lead: "You read the cases beforehand, ask for what is missing, answer in the hour and write Kela's next steps.",
		parts: {
			prepare: {
				title: "Prepare",
				steps: [
					say`Open ${b.shell.cases}. The cases are listed hour by hour, in the order of the agenda. ${b.prepare.changed} says what is new since you last looked.`,
					say`Open a case and read the question and the situation. Consent and signature: ${b.consent.open}.`,
					say`When you are ready for the hour, press ${b.cases.markReady}. The care pair sees it.`,
					say`Under ${b.prepare.note} you write for yourself. Nobody else sees it.`,
				],
			},
			ask: {
				title: "Ask or answer beforehand",
				steps: [
					say`If something is missing, press ${b.cases.needsInfo}. Write the question and press ${b.cases.needsInfoSend}.`,
					say`If it needs no discussion, press ${b.prepare.answer}. ${b.prepare.answerSend} frees the place for another case.`,
				],
			},
			hour: {
				title: "Hold the hour",
				steps: [
					say`First try your camera and sound: ${b.devices.test}.`,
					say`On ${b.shell.today} press ${b.today.join}. The button opens 15 minutes before the hour.`,
					say`Wait in the waiting room. When the care pair opens a case, press ${b.lobby.joinPlain}.`,
					say`The line at the top says who hears you. ${b.call.hide} cuts picture, sound and screen sharing at once.`,
					say`If you see the button ${b.room.compareNow("…")}, read out the numbers to each other before you speak of the client.`,
					say`Write Kela's next steps into the plan: ${b.plan.addStep}.`,
				],
			},
			after: {
				title: "After the hour",
				steps: [
					say`Open ${b.plan.title} and press ${b.plan.confirm}.`,
					say`${b.follow.title} shows your own next steps. Tick what is done.`,
					say`If the answer helps others too, press ${b.shelf.propose} in the case. Published answers are under ${b.shelf.nav}.`,
					say`When the consent ends, the case no longer opens for you.`,
				],
			},
		},
	},
	coordinator: {
		lead: "You invite people, set up care pairs and hours, and read the figures. You never see what cases hold. Of these, Kela's coordinator has people, substitutes and the report.",
		parts: {
			people: {
				title: "Invite and confirm people",
				steps: [
					say`Open ${b.shell.people} and press ${b.people.invite}. Fill in the details and press ${b.people.makeLink}. Hand the link over yourself, in a protected way.`,
					say`When the person has made their account, press ${b.people.compare}. Call them and compare all 30 digits. Then press ${b.people.confirm}.`,
					say`If a passphrase is forgotten, open the person and press ${b.person.reinvite}. When somebody leaves, press ${b.person.revoke} the same day.`,
					say`Always have two coordinators: nobody can give themselves new keys.`,
				],
			},
			series: {
				title: "Set up care pairs and hours",
				steps: [
					say`Open ${b.organisation.title}, then ${b.pairs.title}, and press ${b.pairs.add}. Choose at least two workers, so that the other can acknowledge a consent.`,
					say`Open ${b.shell.series} and press ${b.series.add}. Choose care pairs, Kela's contact person, weekday and time. Press ${b.common.save}.`,
					say`An hour on a public holiday is not held unless you press ${b.decide.keep}.`,
				],
			},
			change: {
				title: "Cancel or move an hour",
				steps: [
					say`Choose the hour in the table ${b.weeks.title}. Press ${b.decide.cancel} or ${b.decide.move}.`,
					say`Write the reason and press ${b.decide.preview}. You see where the cases go. None is lost, and everyone is told.`,
				],
			},
			substitute: {
				title: "Name a substitute",
				steps: [
					say`Open ${b.organisation.title}, then ${b.substitutes.title}, and press ${b.substitutes.add}. The access ends by itself.`,
					say`A worker of the care pair gives the substitute the keys on their own page ${b.shell.today}.`,
				],
			},
			figures: {
				title: "Figures, and a client who withdraws",
				steps: [
					say`${b.figures.title} shows by quarter how the hours work. As a table: ${b.figures.csv}.`,
					say`If a client withdraws the consent with you, press ${b.paper.open}. Write the reference on the client's paper, press ${b.paper.find} and ${b.consent.withdraw}.`,
					say`Open ${b.organisation.title}, then ${b.retention.title}: you see when the contents of closed cases are erased.`,
				],
			},
		},
	},
});

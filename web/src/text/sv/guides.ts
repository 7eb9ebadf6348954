// Swedish: the guides of the three roles. Every name in them is the screens' own.
import { type Guides, say } from "../help.ts";
import type { Texts } from "../texts.ts";

export const guides = (b: Texts): Guides => ({
	worker: {
		lead: "Du antecknar ärendet och samtycket, frågar FPA under timmen och följer upp det som avtalades.",
		parts: {
			today: {
				title: "Börja här",
				steps: [
					say`${b.shell.today} visar nästa timme. Under ${b.today.todo} står det mest brådskande överst.`,
					say`Pröva kamera och ljud i god tid: ${b.devices.test}.`,
				],
			},
			case: {
				title: "Lägg till ett ärende",
				steps: [
					say`Tryck på ${b.cases.add} och svara en sida i taget. Utkastet sparas även om du slutar mitt i.`,
					say`${b.cases.background} syns inte för FPA. Resten ser FPA när samtycket gäller och ärendet står i kö.`,
					say`Kontrollera och tryck på ${b.newCase.create}. Du kommer direkt till samtycket.`,
					say`Om frågan inte gäller någon klient, öppna ${b.shell.cases} och tryck på ${b.general.open}. Då behövs inget samtycke.`,
				],
			},
			consent: {
				title: "Anteckna samtycket",
				steps: [
					say`Gå tillsammans igenom vem som får berätta, för vem och om vad. Om hälsouppgifter frågar man separat.`,
					say`Klienten skriver under vid ${b.consent.drawn}. På papper: tryck på ${b.consent.printForm}, sedan ${b.consent.choose}.`,
					say`Om klienten fyller i själv, tryck på ${b.handed.give}. Skärmen visar bara klientens sida tills du trycker på ${b.handed.back}.`,
					say`Kontrollera och tryck på ${b.consent.store}.`,
					say`Ditt par öppnar begäran på sin egen sida ${b.shell.today} och trycker på ${b.consent.acknowledge}. Innan dess gäller samtycket inte, om inte din organisation har beslutat annat.`,
					say`Om klienten återkallar samtycket, öppna ärendet och tryck på ${b.consent.withdraw}. FPA:s åtkomst upphör genast.`,
				],
			},
			queue: {
				title: "Ställ i kö",
				steps: [
					say`Öppna ${b.cases.task.queue} i ärendet. Välj en timme eller ${b.queue.first} och hur länge. Tryck på ${b.queue.submit}.`,
					say`Om FPA frågar något, svara i ärendet under ${b.cases.thread}: skriv och tryck på ${b.cases.send}.`,
				],
			},
			hour: {
				title: "Håll timmen",
				steps: [
					say`Tryck på ${b.today.join}. Knappen öppnas 15 minuter före timmen.`,
					say`Välj ${b.lobby.open("I-27")} i väntrummet. Bara de som hör till ärendet kommer in i rummet.`,
					say`Överst står vem som hör dig. ${b.call.hide} bryter bild, ljud och skärmdelning genast.`,
					say`Om du ser knappen ${b.room.compareNow("…")}, läs upp siffrorna för varandra innan ni talar om klienten.`,
					say`Skriv planen tillsammans. Tryck sedan på ${b.room.next} och välj hur ärendet blev. Tryck till sist på ${b.room.end}.`,
				],
			},
			after: {
				title: "Efter timmen",
				steps: [
					say`Öppna ${b.plan.title} och tryck på ${b.plan.confirm}. Den är klar när också FPA har bekräftat.`,
					say`Under ${b.cases.after} i ärendet finns ${b.papers.record}, ${b.papers.summary} och ${b.measures.title}.`,
					say`${b.follow.title} påminner om åtgärderna. När uppföljningsdagen kommer, tryck på ${b.follow.measure}.`,
					say`När inget mer ska göras, tryck på ${b.ending.close}.`,
				],
			},
		},
	},
	contact: {
		lead: "Du läser ärendena på förhand, frågar det som saknas, svarar under timmen och skriver FPA:s åtgärder.",
		parts: {
			prepare: {
				title: "Förbered dig",
				steps: [
					say`Öppna ${b.shell.cases}. Ärendena står timme för timme i föredragningsordning. ${b.prepare.changed} visar vad som är nytt sedan du senast såg efter.`,
					say`Öppna ärendet och läs frågan och situationen. Samtycket och underskriften: ${b.consent.open}.`,
					say`När du är redo för timmen, tryck på ${b.cases.markReady}. Arbetsparet ser det.`,
					say`Under ${b.prepare.note} skriver du för dig själv. Andra ser det inte.`,
				],
			},
			ask: {
				title: "Fråga eller svara på förhand",
				steps: [
					say`Om något saknas, tryck på ${b.cases.needsInfo}. Skriv frågan och tryck på ${b.cases.needsInfoSend}.`,
					say`Om saken inte behöver diskuteras, tryck på ${b.prepare.answer}. ${b.prepare.answerSend} lämnar platsen åt ett annat ärende.`,
				],
			},
			hour: {
				title: "Håll timmen",
				steps: [
					say`Pröva först kamera och ljud: ${b.devices.test}.`,
					say`Tryck på sidan ${b.shell.today} på ${b.today.join}. Knappen öppnas 15 minuter före timmen.`,
					say`Vänta i väntrummet. När arbetsparet öppnar ärendet, tryck på ${b.lobby.joinPlain}.`,
					say`Överst står vem som hör dig. ${b.call.hide} bryter bild, ljud och skärmdelning genast.`,
					say`Om du ser knappen ${b.room.compareNow("…")}, läs upp siffrorna för varandra innan ni talar om klienten.`,
					say`Skriv FPA:s åtgärder i planen: ${b.plan.addStep}.`,
				],
			},
			after: {
				title: "Efter timmen",
				steps: [
					say`Öppna ${b.plan.title} och tryck på ${b.plan.confirm}.`,
					say`${b.follow.title} visar dina egna åtgärder. Kryssa för det som är gjort.`,
					say`Om svaret är till nytta för andra, tryck i ärendet på ${b.shelf.propose}. De publicerade finns under ${b.shelf.nav}.`,
					say`När samtycket upphör öppnas ärendet inte längre för dig.`,
				],
			},
		},
	},
	coordinator: {
		lead: "Du bjuder in personer, gör arbetspar och timmar och läser siffrorna. Vad ärendena innehåller ser du inte. Av det här har FPA:s koordinator personerna, vikarierna och rapporten.",
		parts: {
			people: {
				title: "Bjud in och bekräfta personer",
				steps: [
					say`Öppna ${b.shell.people} och tryck på ${b.people.invite}. Fyll i uppgifterna och tryck på ${b.people.makeLink}. Ge länken själv, på ett skyddat sätt.`,
					say`När personen har gjort sitt konto, tryck på ${b.people.compare}. Ring upp och jämför alla 30 siffror. Tryck sedan på ${b.people.confirm}.`,
					say`Om lösenfrasen är glömd, öppna personen och tryck på ${b.person.reinvite}. När någon slutar, tryck på ${b.person.revoke} samma dag.`,
					say`Ha alltid två koordinatorer: ingen kan ge sig själv nya nycklar.`,
				],
			},
			series: {
				title: "Gör arbetspar och timmar",
				steps: [
					say`Öppna ${b.organisation.title}, sedan ${b.pairs.title}, och tryck på ${b.pairs.add}. Välj minst två anställda, så att en annan kan kvittera samtycket.`,
					say`Öppna ${b.shell.series} och tryck på ${b.series.add}. Välj arbetspar, FPA:s kontaktperson, veckodag och klockslag. Tryck på ${b.common.save}.`,
					say`En timme på en helgdag hålls inte, om du inte trycker på ${b.decide.keep}.`,
				],
			},
			change: {
				title: "Ställ in eller flytta en timme",
				steps: [
					say`Välj timmen i tabellen ${b.weeks.title}. Tryck på ${b.decide.cancel} eller ${b.decide.move}.`,
					say`Skriv orsaken och tryck på ${b.decide.preview}. Du ser vart ärendena flyttas. Inget försvinner, och alla får veta.`,
				],
			},
			substitute: {
				title: "Utse en vikarie",
				steps: [
					say`Öppna ${b.organisation.title}, sedan ${b.substitutes.title}, och tryck på ${b.substitutes.add}. Åtkomsten upphör av sig själv.`,
					say`En anställd i arbetsparet ger vikarien nycklarna på sin egen sida ${b.shell.today}.`,
				],
			},
			figures: {
				title: "Siffror och klientens återkallelse",
				steps: [
					say`${b.figures.title} visar kvartalsvis hur timmarna fungerar. Som tabell: ${b.figures.csv}.`,
					say`Om en klient återkallar samtycket hos dig, tryck på ${b.paper.open}. Skriv referensen från klientens papper, tryck på ${b.paper.find} och ${b.consent.withdraw}.`,
					say`Öppna ${b.organisation.title}, sedan ${b.retention.title}: du ser när innehållet i avslutade ärenden förstörs.`,
				],
			},
		},
	},
});

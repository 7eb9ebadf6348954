// Finnish: the guides of the three roles. Every name in them is the screens' own.
import { type Guides, say } from "../help.ts";
import type { Texts } from "../texts.ts";

export const guides = (b: Texts): Guides => ({
	worker: {
		lead: "Kirjaat tapauksen ja suostumuksen, kysyt Kelalta tunnilla ja seuraat, mitä sovittiin.",
		parts: {
			today: {
				title: "Aloita tästä",
				steps: [
					say`${b.shell.today} näyttää seuraavan tunnin. Kohdassa ${b.today.todo} kiireellisin on ylimpänä.`,
					say`Kokeile kamera ja ääni hyvissä ajoin: ${b.devices.test}.`,
				],
			},
			case: {
				title: "Lisää tapaus",
				steps: [
					say`Paina ${b.cases.add} ja vastaa sivu kerrallaan. Luonnos säilyy, vaikka lopetat kesken.`,
					say`${b.cases.background} ei näy Kelalle. Muun Kela näkee, kun suostumus on voimassa ja tapaus on jonossa.`,
					say`Tarkista ja paina ${b.newCase.create}. Siirryt suoraan suostumukseen.`,
					say`Jos kysymys ei koske ketään asiakasta, avaa ${b.shell.cases} ja paina ${b.general.open}. Suostumusta ei tarvita.`,
				],
			},
			consent: {
				title: "Kirjaa suostumus",
				steps: [
					say`Käykää yhdessä läpi, kuka saa kertoa, kenelle ja mistä. Terveystiedoista kysytään erikseen.`,
					say`Asiakas allekirjoittaa kohtaan ${b.consent.drawn}. Paperille: paina ${b.consent.printForm}, sitten ${b.consent.choose}.`,
					say`Jos asiakas täyttää itse, paina ${b.handed.give}. Näytöllä on vain hänen sivunsa, kunnes painat ${b.handed.back}.`,
					say`Tarkista ja paina ${b.consent.store}.`,
					say`Parisi avaa pyynnön omalta sivultaan ${b.shell.today} ja painaa ${b.consent.acknowledge}. Sitä ennen suostumus ei ole voimassa, ellei organisaatiosi ole päättänyt toisin.`,
					say`Jos asiakas peruu suostumuksen, avaa tapaus ja paina ${b.consent.withdraw}. Kelan pääsy loppuu heti.`,
				],
			},
			queue: {
				title: "Vie jonoon",
				steps: [
					say`Avaa tapauksesta ${b.cases.task.queue}. Valitse tunti tai ${b.queue.first} ja kesto. Paina ${b.queue.submit}.`,
					say`Jos Kela kysyy jotain, vastaa tapauksen kohdassa ${b.cases.thread}: kirjoita ja paina ${b.cases.send}.`,
				],
			},
			hour: {
				title: "Pidä tunti",
				steps: [
					say`Paina ${b.today.join}. Painike aukeaa 15 minuuttia ennen tuntia.`,
					say`Valitse odotustilassa ${b.lobby.open("I-27")}. Huoneeseen pääsevät vain tämän tapauksen ihmiset.`,
					say`Ylhäällä lukee, kuka kuulee sinut. ${b.call.hide} katkaisee kuvan, äänen ja näytön jakamisen heti.`,
					say`Jos näet painikkeen ${b.room.compareNow("…")}, lukekaa numerot toisillenne ennen kuin puhutte asiakkaasta.`,
					say`Kirjoittakaa suunnitelma yhdessä. Paina sitten ${b.room.next} ja valitse, miten tapaus jäi. Lopuksi paina ${b.room.end}.`,
				],
			},
			after: {
				title: "Tunnin jälkeen",
				steps: [
					say`Avaa ${b.plan.title} ja paina ${b.plan.confirm}. Se on valmis, kun Kelakin on vahvistanut.`,
					say`Tapauksen kohdassa ${b.cases.after} ovat ${b.papers.record}, ${b.papers.summary} ja ${b.measures.title}.`,
					say`${b.follow.title} muistuttaa jatkotoimista. Kun seurannan päivä tulee, paina ${b.follow.measure}.`,
					say`Kun tehtävää ei enää ole, paina ${b.ending.close}.`,
				],
			},
		},
	},
	contact: {
		lead: "Luet tapaukset etukäteen, kysyt puuttuvan, vastaat tunnilla ja kirjaat Kelan jatkotoimet.",
		parts: {
			prepare: {
				title: "Valmistaudu",
				steps: [
					say`Avaa ${b.shell.cases}. Tapaukset ovat tunneittain käsittelyjärjestyksessä. ${b.prepare.changed} kertoo, mikä on uutta edellisen katsomisesi jälkeen.`,
					say`Avaa tapaus ja lue kysymys ja tilanne. Suostumus ja allekirjoitus: ${b.consent.open}.`,
					say`Kun olet valmis tunnille, paina ${b.cases.markReady}. Työpari näkee sen.`,
					say`Kohtaan ${b.prepare.note} kirjoitat itsellesi. Muut eivät näe sitä.`,
				],
			},
			ask: {
				title: "Kysy tai vastaa etukäteen",
				steps: [
					say`Jos jotain puuttuu, paina ${b.cases.needsInfo}. Kirjoita kysymys ja paina ${b.cases.needsInfoSend}.`,
					say`Jos asia ei vaadi keskustelua, paina ${b.prepare.answer}. ${b.prepare.answerSend} antaa paikan toiselle tapaukselle.`,
				],
			},
			hour: {
				title: "Pidä tunti",
				steps: [
					say`Kokeile ensin kamera ja ääni: ${b.devices.test}.`,
					say`Paina sivulla ${b.shell.today} painiketta ${b.today.join}. Se aukeaa 15 minuuttia ennen tuntia.`,
					say`Odota odotustilassa. Kun työpari avaa tapauksen, paina ${b.lobby.joinPlain}.`,
					say`Ylhäällä lukee, kuka kuulee sinut. ${b.call.hide} katkaisee kuvan, äänen ja näytön jakamisen heti.`,
					say`Jos näet painikkeen ${b.room.compareNow("…")}, lukekaa numerot toisillenne ennen kuin puhutte asiakkaasta.`,
					say`Kirjoita Kelan jatkotoimet suunnitelmaan: ${b.plan.addStep}.`,
				],
			},
			after: {
				title: "Tunnin jälkeen",
				steps: [
					say`Avaa ${b.plan.title} ja paina ${b.plan.confirm}.`,
					say`${b.follow.title} näyttää omat jatkotoimesi. Merkitse tehty rastilla.`,
					say`Jos vastauksesta on apua muillekin, paina tapauksessa ${b.shelf.propose}. Julkaistut ovat kohdassa ${b.shelf.nav}.`,
					say`Kun suostumus päättyy, tapaus ei enää avaudu sinulle.`,
				],
			},
		},
	},
	coordinator: {
		lead: "Kutsut ihmiset, teet työparit ja tunnit ja luet luvut. Tapausten sisältöä et näe. Kelan koordinaattori hoitaa näistä ihmiset, sijaiset ja raportin.",
		parts: {
			people: {
				title: "Kutsu ja vahvista ihmiset",
				steps: [
					say`Avaa ${b.shell.people} ja paina ${b.people.invite}. Täytä tiedot ja paina ${b.people.makeLink}. Anna linkki itse, suojattua reittiä.`,
					say`Kun henkilö on tehnyt tilinsä, paina ${b.people.compare}. Soita hänelle ja vertaa kaikki 30 numeroa. Paina sitten ${b.people.confirm}.`,
					say`Jos salalause unohtuu, avaa henkilö ja paina ${b.person.reinvite}. Kun hän lähtee, paina ${b.person.revoke} samana päivänä.`,
					say`Pidä aina kaksi koordinaattoria: kukaan ei voi antaa itselleen uusia avaimia.`,
				],
			},
			series: {
				title: "Tee työparit ja tunnit",
				steps: [
					say`Avaa ${b.organisation.title}, sitten ${b.pairs.title}, ja paina ${b.pairs.add}. Valitse vähintään kaksi työntekijää, jotta toinen voi kuitata suostumuksen.`,
					say`Avaa ${b.shell.series} ja paina ${b.series.add}. Valitse työparit, Kelan yhteyshenkilö, viikonpäivä ja kellonaika. Paina ${b.common.save}.`,
					say`Pyhäpäivän tuntia ei pidetä, ellet paina ${b.decide.keep}.`,
				],
			},
			change: {
				title: "Peru tai siirrä tunti",
				steps: [
					say`Valitse tunti taulukosta ${b.weeks.title}. Paina ${b.decide.cancel} tai ${b.decide.move}.`,
					say`Kirjoita syy ja paina ${b.decide.preview}. Näet, mihin tapaukset siirtyvät. Yksikään ei katoa, ja kaikille ilmoitetaan.`,
				],
			},
			substitute: {
				title: "Nimeä sijainen",
				steps: [
					say`Avaa ${b.organisation.title}, sitten ${b.substitutes.title}, ja paina ${b.substitutes.add}. Pääsy päättyy itsestään.`,
					say`Työparin työntekijä antaa sijaiselle avaimet omalla sivullaan ${b.shell.today}.`,
				],
			},
			figures: {
				title: "Luvut ja asiakkaan peruutus",
				steps: [
					say`${b.figures.title} näyttää neljänneksittäin, miten tunnit toimivat. Taulukkona: ${b.figures.csv}.`,
					say`Jos asiakas peruu suostumuksen sinulle, paina ${b.paper.open}. Kirjoita viite hänen paperistaan, paina ${b.paper.find} ja ${b.consent.withdraw}.`,
					say`Avaa ${b.organisation.title}, sitten ${b.retention.title}: näet, milloin päätettyjen tapausten sisältö hävitetään.`,
				],
			},
		},
	},
});

// Finnish: what a call has besides pictures and sound, and being called to one.
export const call = {
	hearer: {
		beside: (name: string, at: string) => `${name} (${at} vieressä)`,
		guest: (name: string, role: string) => `${name} (${role}, vieras)`,
	},
	guestRole: {
		interpreter: "tulkki",
		doctor: "lääkäri",
		employment: "työllisyyspalvelut",
		other: "asiantuntija",
	},
	on: "päällä",
	off: "pois",
	quality: { good: "Hyvä yhteys", weak: "Heikko yhteys", poor: "Huono yhteys" },
	way: { direct: "suora yhteys", relayed: "välitetty yhteys" },
	audioOnly: "Vain ääni: verkko on heikko",
	myVideoOff:
		"Verkkosi on heikko, joten kuvasi ei nyt näy muille. Äänesi kuuluu. Kuva palaa itsestään.",
	theyHide: "On piilottanut kuvan ja äänen",
	theyPause: "Tauolla",
	meBeside: (names: string) => `Sinä ja ${names}`,
	besideThem: (names: string) => `vieressä ${names}`,
	bigger: "Suurenna kuvat",
	smaller: "Pienennä kuvat",

	share: "Jaa näyttö",
	stopShare: "Lopeta jakaminen",
	shareTitle: "Näytätkö muille jotain näytöltäsi?",
	shareLead: "Kaikki huoneessa olijat näkevät jakamasi.",
	shareWarn: [
		"Valitse mieluiten yksi ikkuna, älä koko näyttöä.",
		"Sulje ensin muiden asiakkaiden tiedot, sähköposti ja viestit.",
		"Näytä vain sitä, mistä suostumus antaa puhua.",
	],
	shareGo: "Valitse, mitä näytetään",
	sharingMine: "Näytät ruutuasi muille.",
	sharedBy: (name: string) => `${name} näyttää ruutuaan`,
	full: "Koko näytölle",

	hide: "Piilota kaikki",
	hiddenTitle: "Kaikki on piilotettu",
	hiddenText:
		"Kukaan ei näe eikä kuule sinua, eikä tästä näytöstä näy mitään. Sinäkään et kuule muita.",
	show: "Palaa puheluun",

	pause: "Tauko",
	endPause: "Jatka puhelua",
	paused: (names: string) => `Tauko, pyysi ${names}. Kukaan ei näe eikä kuule toisia.`,
	pausedMine: "Pyysit tauon. Kukaan ei näe eikä kuule toisia.",
	pauseWaits: (names: string) => `Puhelu jatkuu, kun ${names} jatkaa.`,

	text: "Tekstipuhelu",
	textHint: "Muut näkevät tekstin sitä mukaa kuin kirjoitat. Enter päättää rivin.",
	textMine: "Oma rivi",
	textEnd: "Päätä rivi",
	textLines: "Kirjoitetut rivit",
	writes: (name: string) => `${name} kirjoittaa`,
	textKept: "Teksti ei tallennu minnekään. Se katoaa, kun huone suljetaan.",

	beside: "Vieressäni",
	besideTitle: "Kuka istuu kanssasi tällä laitteella?",
	besideLead: "Kaikki huoneessa olijat näkevät, keitä puhelua kuuntelee.",
	besideWho: "Vieressäni",
	besideNobody: "Kaikki muut tapauksen jäsenet ovat jo huoneessa omalla laitteellaan.",
	besideOnly: "Vain tapauksen jäsen saa olla paikalla. Muiden pitää poistua huoneesta.",

	sameAsk: (name: string) => `Oletko samassa huoneessa kuin ${name}?`,
	sameWhy: "Kaksi laitetta samassa huoneessa alkaa helposti ulvoa.",
	sameYes: "Kyllä, samassa",
	sameNo: "Ei, eri paikassa",
	same: "Olette samassa huoneessa: toisen mikrofoni on pois, eivätkä laitteenne soita toisiaan.",
	howl: "Mikrofonisi suljettiin, koska ääni alkoi kiertää. Siirrä laitteet kauemmas toisistaan tai käytä kuulokkeita.",
	howlOn: "Avaa mikrofoni",

	lost: "Yhteys katkesi. Palaat itsestään samaan tapaukseen, kun yhteys palaa.",
	lostPhone: (number: string) => `Jos yhteys ei palaa, soita ${number}`,
	soundBack: "Napauta, niin ääni palaa",

	more: "Lisää",
	help: "Apua",
	helpTitle: "Apua ja yhteydet",
	helpKeys: "Näppäimet",
	helpHide: (key: string) =>
		`${key} piilottaa kaiken heti: kuva, ääni ja jaettu näyttö katkeavat ja tämä näyttö peittyy. Sama näppäin tai Esc ei tuo niitä takaisin, vaan painike.`,
	helpNext: (key: string) =>
		`${key} kysyy, miten tapaus jää, ja avaa seuraavan. Sitten riittää Enter.`,
	helpEnter: "Enter päättää tekstipuhelun rivin.",
	connections: "Yhteydet",
	noConnections: "Huoneessa ei ole muita.",
} as const;

export const ring = {
	title: (name: string) => `${name} kutsuu sinua`,
	text: (hour: string) => `Sinua odotetaan tunnilla ${hour}.`,
	textPlain: "Sinua odotetaan tunnilla.",
	answer: "Vastaa ja liity",
	answerThere: "Siirry tunnille",
	dismiss: "Ohita",
	tab: (name: string) => `${name} kutsuu`,
	desktopAsk: "Näytä kutsut myös, kun toinen ikkuna on edessä",
	desktopOn: "Kutsut näkyvät myös työpöydällä.",
	desktopOff: "Selain estää ilmoitukset. Kutsu kuuluu äänenä, kun tämä sivu on auki.",
	soundOff: "Selain ei soita ääntä ennen kuin napautat sivua.",
} as const;

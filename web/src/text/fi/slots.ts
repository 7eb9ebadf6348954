// Finnish: the queue, Kela's preparation, general questions, the calendar feed, e-mail.
export const queue = {
	receiver: (name: string, org: string) =>
		`${name} (${org}) saa avata tapauksen jaettavan osan ja suostumuksen, kun lisäät sen jonoon.`,
	receiverGeneral: (name: string, org: string) =>
		`${name} (${org}) saa avata kysymyksen, kun lisäät sen jonoon.`,
	title: "Lisää jonoon",
	lead: (reference: string) => `Tapaus ${reference}`,
	series: "Minkä toistuvan tunnin jonoon?",
	hour: "Mille tunnille?",
	first: "Ensimmäinen vapaa paikka",
	firstNow: (when: string) => `Nyt se on ${when}.`,
	firstWaits: "Vapaata paikkaa ei nyt ole. Tapaus odottaa ja saa paikan, kun sellainen vapautuu.",
	notCovered: "Tunnit, joita suostumus ei kata, eivät ole tässä valittavina.",
	noSeries:
		"Työparillasi ei ole toistuvaa tuntia. Pyydä koordinaattoria lisäämään työpari tunnille.",
	hourFree: (places: number, minutes: number) => `${places} paikkaa ja ${minutes} min vapaana`,
	minutes: "Kuinka kauan käsittely kestää?",
	minutesHint: "Neljän tapauksen ajat ovat yhteensä enintään 60 minuuttia.",
	submit: "Lisää jonoon",
	noConsent:
		"Tapausta ei voi lisätä jonoon, ennen kuin suostumus on voimassa ja toinen työntekijä on kuitannut sen.",
	full: (next: string) => `Tunti ehti täyttyä. Seuraava vapaa paikka on ${next}.`,
	fullNone: "Tunti ehti täyttyä. Seuraavilla tunneilla ei ole vapaata paikkaa.",
	takeNext: "Lisää seuraavalle tunnille",
	takeFirst: "Jätä odottamaan vapaata paikkaa",
	remove: "Poista tunnilta",
	removeTitle: "Poistetaanko tapaus tunnilta?",
	removeText: "Paikka vapautuu heti. Tapaus ja sen suostumus säilyvät.",
	leave: "Poista jonosta",
	leaveTitle: "Poistetaanko tapaus jonosta?",
	leaveText: "Tapaus menettää sijansa jonossa. Tapaus ja sen suostumus säilyvät.",
	reason: "Syy",
	waiting: "Odottaa vapaata paikkaa",
	waitingOf: (name: string) => `Odottaa paikkaa: ${name}`,
	waitsAt: (pos: number, name: string) => `Odottaa vapaata paikkaa, sija ${pos}. ${name}`,
	waitsShort: (pos: number) => `Odottaa, sija ${pos}`,
	order:
		"Järjestys on kaikille sama: ensin tunnilta siirtyneet, sitten kiireelliset, sitten jonoon lisäämisen mukaan. Vapautuvan paikan saa ensimmäinen, jonka kesto sopii ja jonka suostumus kattaa tunnin. Kukaan ei saa aikaisempaa tuntia kuin se, jonka menetti.",
	pos: "Sija",
	carried: "Siirtynyt tunnilta",
	aCase: "Tapaus",
	actions: "Muuta",
	up: "Aiemmaksi",
	down: "Myöhemmäksi",
	toNext: "Seuraavalle tunnille",
	ofCase: (reference: string) => `: ${reference}`,
	movedTo: (reference: string, pos: number) => `${reference} on nyt sijalla ${pos}.`,
	movedNext: (reference: string) => `${reference} siirtyi seuraavalle tunnille.`,
	noNext: "Yhdelläkään seuraavista tunneista ei ole vapaata paikkaa.",
	gap: "Ei kata tuntia",
	gapText: (reference: string, when: string) =>
		`${reference}: suostumus ei kata koko tuntia. Kirjaa uusi suostumus ennen ${when}, muuten tapaus menettää paikan ja palaa jonoon.`,
	gapDo: "Kirjaa uusi suostumus",
	gaps: (n: number) => (n === 1 ? "1 suostumus ei kata tuntia" : `${n} suostumusta ei kata tuntia`),
	answered: (name: string, when: string) =>
		`${name} vastasi kirjallisesti ${when}. Vastaus on alla kysymyksissä ja vastauksissa. Jos asia vaatii vielä keskustelua, lisää tapaus uudelleen jonoon.`,
	again: "Lisää uudelleen jonoon",
} as const;

export const prepare = {
	order: "Käsittelyjärjestys",
	waiting: "Odottavat vapaata paikkaa",
	rest: "Muut tapaukset",
	handled: "Käsitellyt",
	changed: "Muuttunut",
	unseen: "Et ole vielä katsonut",
	same: "Ei muutoksia",
	changedTitle: "Muuttunut viime katsomasi jälkeen",
	changedText: (when: string, parts: string) => `${when} jälkeen: ${parts}.`,
	parts: {
		question: "kysymys tai tilanne",
		background: "tausta",
		consent: "suostumus",
		thread: "viestit",
		plan: "suunnitelma",
		queue: "paikka tai valmistautuminen",
	},
	note: "Omat muistiinpanot",
	noteHint: "Vain sinä näet nämä, kaikilla laitteillasi. Muut eivät näe niitä.",
	answer: "Vastaa kirjallisesti",
	answerLabel: "Vastauksesi työparille",
	answerHint:
		"Vastaus jää tapauksen viesteihin ja paikka tunnilla vapautuu. Työpari voi lisätä tapauksen uudelleen jonoon.",
	answerSend: "Lähetä vastaus ja vapauta paikka",
	answeredText: "Olet vastannut kirjallisesti. Tapaus ei ole jonossa.",
} as const;

export const general = {
	open: "Kysy yleisesti",
	title: "Yleinen kysymys",
	lead: "Kysymys, joka ei koske ketään asiakasta: etuudet, menettelyt, tulkinnat. Suostumusta ei tarvita.",
	noClient: "Kysymyksessä ei ole asiakastietoja",
	noClientHint: "Ei nimeä, ei henkilötunnusta eikä mitään, mistä joku voitaisiin tunnistaa.",
	reference: "Otsikko",
	referenceHint: "Lyhyesti, esimerkiksi Asumistuki ja osa-aikatyö.",
	situation: "Taustaa kysymykselle",
	create: "Tallenna ja lisää jonoon",
	mark: "Ei asiakastietoja",
} as const;

export const feed = {
	title: "Tunnit omassa kalenterissa",
	text: "Kalenteriohjelmasi hakee tuntisi salaisesta osoitteesta. Siinä on vain ajat ja neutraali otsikko, ei asiakkaita eikä tapauksia.",
	none: "Sinulla ei ole kalenteriosoitetta.",
	made: (when: string) => `Kalenteriosoite on tehty ${when}. Sitä ei voi näyttää uudelleen.`,
	language: "Kalenterin kieli",
	languages: { fi: "suomi", sv: "svenska", en: "English" },
	make: "Tee kalenteriosoite",
	renew: "Tee uusi osoite",
	renewHint: "Uusi osoite korvaa vanhan, joka lakkaa heti toimimasta.",
	url: "Kalenteriosoite",
	once: "Kopioi osoite nyt: se näkyy vain kerran. Kuka tahansa osoitteen tietävä näkee tuntiesi ajat.",
	dropTitle: "Poistetaanko osoite?",
	dropText:
		"Kalenterit, joihin osoite on lisätty, eivät enää päivity. Samaa osoitetta ei saa takaisin.",
	renewTitle: "Tehdäänkö uusi osoite?",
	drop: "Poista osoite",
	dropped: "Osoite on poistettu. Se ei enää toimi.",
	ics: "Lisää kalenteriin",
	file: "etatunti",
} as const;

export const email = {
	title: "Muistutukset sähköpostiin",
	text: "Saat muistutuksen huomisesta tunnista, puuttuvasta tai päättyvästä suostumuksesta, Kelan kysymyksestä ja tunnin tai paikan muutoksesta. Viestissä ei ole mitään asiakkaista eikä tapauksista.",
	off: "Tämä palvelin ei lähetä sähköpostia. Osoitteesi tallennetaan, mutta muistutuksia ei tule.",
	failed: (n: number) =>
		n === 1
			? "1 organisaatiosi muistutus jäi menemättä perille 30 päivän aikana. Pyydä ihmisiä tarkistamaan osoitteensa."
			: `${n} organisaatiosi muistutusta jäi menemättä perille 30 päivän aikana. Pyydä ihmisiä tarkistamaan osoitteensa.`,
	address: "Sähköpostiosoite",
	hint: "Työosoitteesi. Muut käyttäjät eivät näe sitä.",
	language: "Viestien kieli",
	stop: "Lopeta muistutukset",
	saved: "Osoite on tallessa.",
	stopped: "Osoite on poistettu. Muistutuksia ei enää tule.",
} as const;

// Finnish: numbers compared, changed keys, what to do when something does not hold, keys owed, the page's own hash.
export const trust = {
	yes: (when: string) => `Numero verrattu ${when}`,
	no: "Numeroa ei ole vielä verrattu",
	changed: "Avaimet vaihtuneet, vertaa numero",
	differs: "Numero ei täsmännyt, avaimia ei anneta",
	compare: "Vertaa numeroa",
	compareTitle: (name: string) => `Vertaa numeroa: ${name}`,
	compareHow: [
		"Soita henkilölle numeroon, jonka tiedät oikeaksi, tai puhukaa puhelussa niin, että tunnistat äänen.",
		"Hän lukee oman numeronsa omalta ruudultaan. Vertaa sitä tähän.",
		"Lue sitten oma numerosi. Hän vertaa sitä omalla ruudullaan.",
	],
	compareInCall:
		"Lukekaa numerot toisillenne nyt ääneen. Puhelu jatkuu koko ajan. Tunnista henkilö äänestä tai kuvasta.",
	theirs: (name: string) => `${name}: numero, jonka hän lukee`,
	mine: "Oma numerosi, jonka luet",
	match: "Numerot täsmäävät",
	differ: "Eivät täsmää",
	compareOnce:
		"Vertaat vain kerran. Tulos muistetaan ja allekirjoitetaan, myös uutta laitetta varten.",
	differTitle: "Numerot eivät täsmää: tee näin",
	differList: [
		"Älä kerro asiakkaista mitään tässä puhelussa.",
		"Lukekaa numerot vielä kerran. Kuulovirhe on tavallisin syy.",
		"Jos ero jää, joku voi olla välissä. Lopeta puhelu ja soita koordinaattorille puhelimella.",
	],
	differKept: (name: string) =>
		`Henkilölle ${name} ei anneta avaimia ennen kuin numerot täsmäävät.`,
	compareAgain: "Vertaa uudelleen",
	changedTitle: (name: string) => `${name}: avaimet ovat vaihtuneet`,
	changedText: (when: string) =>
		`Uudet avaimet ovat voimassa ${when} alkaen. Syy voi olla unohtunut salalause tai kadonnut laite. Vertaa numeroa, ennen kuin kerrot mitään asiakkaista. Siihen asti hän ei saa uusia avaimia.`,
	alarmTitle: "Turvallisuushälytys tällä laitteella",
	alarmMeans:
		"Joku on voinut puuttua palvelimen tietoihin. Tältä laitteelta ei anneta avaimia, vahvisteta ihmisiä eikä avata puheluita.",
	alarmSince: (when: string) => `Havaittu ${when}.`,
	alarmWhat: "Mitä tapahtui",
	alarmMeaning: "Mitä se tarkoittaa",
	alarmDo: "Mitä teet",
	alarmCase: "Avaa tapaus, jota asia koskee",
	forget: "Unohda tämän laitteen muisti",
	forgetTitle: "Unohdetaanko laitteen muisti?",
	forgetText:
		"Tee tämä vasta, kun koordinaattori on selvittänyt asian ja pyytänyt sitä. Laite unohtaa, mitä se on nähnyt palvelimen tiedoista, ja kirjaa sinut ulos. Tiliavaimesi ja tapaukset säilyvät.",
	forgetConfirm: "Unohda ja kirjaudu ulos",
	fresh: {
		old: "Henkilöluetteloa ei ole vahvistettu viikkoon. Pyydä koordinaattoria kirjautumaan.",
		stale:
			"Henkilöluetteloa ei ole vahvistettu 14 päivään. Uusia avaimia ei anneta. Pyydä koordinaattoria kirjautumaan.",
	},
	reasons: {
		kdf: {
			what: "Palvelin pyysi käsittelemään salalauseesi heikommin kuin on sallittu.",
			todo: "Älä kirjaudu nyt. Soita koordinaattorille.",
		},
		bundle: {
			what: "Palvelin antoi avaimet, jotka eivät ole sinun tai joita on muutettu.",
			todo: "Älä yritä uudelleen. Soita koordinaattorille.",
		},
		genesis: {
			what: "Tämä palvelin ei ole se Etätunti, jonka laitteesi tuntee.",
			todo: "Tarkista osoite. Jos se on oikea, soita koordinaattorille.",
		},
		invite: {
			what: "Kutsua on muutettu tai sen on tehnyt joku muu kuin organisaatiosi koordinaattori.",
			todo: "Älä käytä linkkiä. Pyydä uusi kutsu puhelimessa.",
		},
		number: {
			what: "Numero ei täsmää henkilön avaimiin.",
			todo: "Älä vahvista häntä. Soittakaa ja verratkaa numerot uudelleen.",
		},
		"directory-fork": {
			what: "Palvelin näyttää sinulle eri henkilöluettelon kuin muille.",
			todo: "Älä jatka asiakastyötä täällä. Soita koordinaattorille.",
		},
		"directory-rollback": {
			what: "Palvelin näyttää vanhempaa henkilöluetteloa, kuin laitteesi on jo nähnyt.",
			todo: "Älä jatka asiakastyötä täällä. Soita koordinaattorille.",
		},
		"directory-broken": {
			what: "Henkilöluettelossa on merkintä, jota koordinaattori ei ole allekirjoittanut oikein.",
			todo: "Älä jatka. Soita koordinaattorille.",
		},
		"case-fork": {
			what: "Palvelin näyttää sinulle tapauksesta eri kirjaukset kuin muille.",
			todo: "Älä käsittele tapausta. Soita parillesi ja koordinaattorille.",
		},
		"case-rollback": {
			what: "Tapauksesta puuttuu kirjauksia, jotka laitteesi on jo nähnyt.",
			todo: "Älä käsittele tapausta. Soita parillesi ja koordinaattorille.",
		},
		"case-broken": {
			what: "Tapauksessa on kirjaus, jonka allekirjoitus tai järjestys ei täsmää.",
			todo: "Älä käsittele tapausta. Soita koordinaattorille.",
		},
		grant: {
			what: "Tapauksen avain tuli henkilöltä, jolla ei ole oikeutta antaa sitä, tai se on väärä.",
			todo: "Älä kirjoita tapaukseen mitään. Soita parillesi ja koordinaattorille.",
		},
		object: {
			what: "Tapauksen sisältö ei ole se, jonka tekijä allekirjoitti.",
			todo: "Älä luota tekstiin. Soita parillesi ja koordinaattorille.",
		},
		consent: {
			what: "Suostumuksen sisältö tai päivät eivät ole ne, jotka allekirjoitettiin.",
			todo: "Älä kerro tapauksesta. Tarkista suostumus asiakkaan paperista ja soita koordinaattorille.",
		},
		signal: {
			what: "Puhelun yhteystiedot eivät ole siltä henkilöltä, jonka nimellä ne tulivat.",
			todo: "Sulje puhelu. Soita henkilölle puhelimella ja kerro koordinaattorille.",
		},
		"log-fork": {
			what: "Palvelin näyttää sinulle eri lokin kuin muille.",
			todo: "Kerro koordinaattorille. Hän vertaa lokin tarkistuspisteitä.",
		},
		"log-rollback": {
			what: "Lokista puuttuu rivejä, jotka laitteesi on jo nähnyt.",
			todo: "Kerro koordinaattorille. Hän vertaa lokin tarkistuspisteitä.",
		},
		"log-broken": {
			what: "Lokin allekirjoitus tai järjestys ei täsmää.",
			todo: "Kerro koordinaattorille. Älä luota raporttiin.",
		},
	},
	owedTitle: "Avaimia antamatta",
	owed: {
		colleague: (name: string, cases: string) => `${name} on työparissasi ilman avaimia (${cases}).`,
		contact: (name: string, cases: string) => `${name} tarvitsee Kelan avaimet (${cases}).`,
		"new-keys": (name: string, cases: string) => `${name}: uudet avaimet (${cases}).`,
		substitute: (name: string, cases: string) => `${name} on sijainen (${cases}).`,
	},
	owedSubstitute: (name: string, whom: string, span: string, cases: string) =>
		`${name} sijaistaa: ${whom}, ${span} (${cases}).`,
	cases: (n: number) => (n === 1 ? "1 tapaus" : `${n} tapausta`),
	give: "Anna avaimet",
	giveCompare: "Vertaa numeroa ja anna avaimet",
	giveTitle: (name: string) => `Anna avaimet: ${name}`,
	giveText: (name: string, cases: string) =>
		`${name} voi tämän jälkeen avata nämä tapaukset (${cases}) myös niiden aiemman sisällön osalta.`,
	giveUntil: (when: string) => `Oikeus päättyy itsestään ${when}.`,
	giveMatch: "Numerot täsmäävät, anna avaimet",
	giving: "Annetaan avaimia",
	given: (name: string, cases: string) => `${name} sai avaimet (${cases}).`,
	notGiven: (name: string, cases: string) =>
		`${name} ei saanut avaimia kaikkiin tapauksiin (${cases} jäi ilman). Tarkista, että tapauksen suostumus on voimassa.`,
	build: (id: string) => `koodi ${id}`,
	integrityTitle: "Tämän sivun koodi",
	integrityLead:
		"Selain ajaa koodin, jonka palvelin antaa. Tämä tunnus lasketaan kaikista sivun tiedostoista. Se on sama kaikilla, jotka käyttävät samaa versiota.",
	integrityId: "Tunnus",
	integrityNone: "Tunnusta ei saatu palvelimelta.",
	integrityHow: "Näin tunnuksen voi tarkistaa",
	integritySteps: [
		"Katso, että sama tunnus näkyy työtoverisi ruudulla.",
		"Tietohallinto rakentaa sovelluksen itse lähdekoodista ja ajaa omalla koneellaan alla olevan komennon. Se hakee kaikki tiedostot ja vertaa niitä itse rakennetun luetteloon. Palvelimen omaan luetteloon vertaaminen ei todista mitään.",
		"Jos komento löytää eron, älä kirjaudu. Kerro koordinaattorille.",
	],
} as const;

export const person = {
	people: "Ihmiset",
	lead: "Ketkä ovat mukana ja kenen numero on verrattu.",
	find: "Etsi nimellä",
	noneFound: "Ketään ei löytynyt.",
	state: "Tila",
	states: { active: "Käytössä", expired: "Vanhentunut", revoked: "Käyttöoikeus poistettu" },
	mark: "Numero",
	numberTitle: "30-numeroinen tunniste",
	keysSince: "Avaimet alkaen",
	newKeys: "Uudet avaimet",
	me: "sinä",
	gone: "Henkilöä ei ole luettelossa.",
	manage: "Koordinaattorin toimet",
	renew: "Jatka voimassaoloa",
	renewText: (when: string) => `Voimassa ${when} asti. Jatko ei muuta avaimia.`,
	renewed: (when: string) => `Voimassaoloa on jatkettu. Uusi päivä on ${when}.`,
	reinvite: "Kutsu uudelleen (uudet avaimet)",
	reinviteTitle: (name: string) => `Uudet avaimet: ${name}`,
	reinviteText:
		"Kun salalause on unohtunut tai tiliarkki kadonnut, henkilö tekee uudet avaimet uudella linkillä. Vanhat avaimet toimivat, kunnes vahvistat uudet.",
	reinviteThen: [
		"Hän avaa linkin ja keksii uuden salalauseen.",
		"Vertaatte 30 numeroa puhelimessa ja vahvistat hänet.",
		"Työpari antaa hänelle tapausten avaimet yhdellä painalluksella.",
	],
	revoke: "Poista käyttöoikeus",
	revokeTitle: (name: string) => `Poistetaanko käyttöoikeus: ${name}?`,
	revokeNow: "Tämä tapahtuu heti",
	revokeNowList: [
		"Kaikki istunnot päättyvät ja puhelut katkeavat.",
		"Hän ei pääse enää kirjautumaan eikä avaamaan tapauksia.",
		"Työparit tekevät tapauksille uudet avaimet.",
	],
	revokeStays: "Hänen kirjauksensa jäävät ja ovat edelleen päteviä. Käyttäjänimi jää hänelle.",
	revokeReason: "Syy",
	reasons: {
		left: "Lähtenyt tehtävästä",
		lost: "Laite tai tiliarkki kadonnut",
		stolen: "Laite varastettu",
		other: "Muu syy",
	},
	revokeConfirm: "Poista käyttöoikeus nyt",
	revoked: (name: string) => `Käyttöoikeus on poistettu: ${name}.`,
	sessions: "Avoimet istunnot",
	endSessions: "Lopeta istunnot",
	notOneself: "Omaa käyttöoikeutta ei voi poistaa. Sen tekee toinen koordinaattori.",
	rekeyPending: "Saa uudet avaimet",
	rekeyTitle: (name: string) => `Vahvista uudet avaimet: ${name}`,
	rekeyLead:
		"Tämä henkilö on jo mukana ja saa nyt uudet avaimet. Vahvistus päättää hänen vanhat istuntonsa.",
} as const;

export const substitutes = {
	title: "Sijaiset",
	lead: "Sijainen saa saman pääsyn kuin se, jota hän sijaistaa, ja pääsy päättyy itsestään.",
	add: "Nimeä sijainen",
	none: "Sijaisia ei ole nimetty.",
	newTitle: "Nimeä sijainen",
	editTitle: "Muuta sijaisuutta",
	for: "Kuka on poissa?",
	by: "Kuka sijaistaa?",
	from: "Ensimmäinen päivä",
	to: "Viimeinen päivä",
	span: "Kuinka kauan?",
	spans: { days: "Kokonaisia päiviä", minutes: "Kellonajasta toiseen" },
	fromDay: "Alkaa päivänä",
	fromTime: "Alkaa kello",
	toDay: "Päättyy päivänä",
	toTime: "Päättyy kello",
	exactHint:
		"Sijainen pääsee tapauksiin, odotustilaan ja huoneeseen vain tänä aikana. Sijaisuus koskee kaikkia poissa olevan tunteja ja tapauksia tänä aikana, ei vain yhtä tuntia. Ennen alkua sijainen ei näe tapauksia: aloita aikaisemmin, jos hän tarvitsee aikaa valmistautua. Jos tunti siirretään, sijaisuus ei siirry sen mukana.",
	toHint: "Enintään 200 päivää.",
	choose: "Valitse",
	row: (by: string, whom: string) => `${by} sijaistaa: ${whom}`,
	states: { coming: "Alkaa myöhemmin", now: "Voimassa", over: "Päättynyt" },
	end: "Päätä nyt",
	endTitle: "Päätetäänkö sijaisuus?",
	endText: (name: string) =>
		`${name} menettää heti pääsyn sijaistamansa henkilön tapauksiin. Työpari tekee niille uudet avaimet.`,
	keys: "Työparin työntekijä antaa sijaiselle avaimet Tänään-sivullaan.",
	noPeople: "Sijaiseksi sopivia henkilöitä ei ole.",
} as const;

export const account = {
	passphrase: "Salalause",
	passphraseText: "Muut istuntosi päättyvät, kun vaihdat salalauseen. Tiliarkki pysyy samana.",
	change: "Vaihda salalause",
	old: "Nykyinen salalause",
	fresh: "Uusi salalause",
	again: "Uusi salalause uudelleen",
	changed: "Salalause on vaihdettu. Muut istunnot päättyivät.",
	sessions: "Istunnot",
	sessionsText: "Missä olet kirjautuneena. Lopeta istunto, jota et tunnista.",
	session: (when: string) => `Kirjautunut ${when}`,
	seen: (when: string) => `käytetty viimeksi ${when}`,
	here: "Tämä laite",
	noSessions: "Avoimia istuntoja ei ole.",
	end: "Lopeta",
	endOthers: "Lopeta muut istunnot",
	ack: "Suostumuksen kuittaus",
	ackText: "Kuittaako toinen työntekijä suostumuksen, ennen kuin se on voimassa?",
	ackRequired: "Kyllä, toinen työntekijä kuittaa",
	ackRequiredHint: "Kaksi ihmistä on verrannut allekirjoituksen. Tämä on oletus.",
	ackOff: "Ei, suostumus on voimassa heti",
	ackOffHint:
		"Yksi työntekijä riittää. Väärin kirjatun suostumuksen huomaa vasta Kela. Muutos koskee tästä hetkestä eteenpäin.",
	ackSaved: "Asetus on tallessa.",
} as const;

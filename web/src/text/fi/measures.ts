// Finnish: measures entered in seconds, the client's own answers, feedback after the hour.
//
// The client's eight questions are EuroHIS-QOL 8 (Schmidt, Mühlan & Power 2006). Their Finnish wording is that of the same
// items (1, 2, 10, 17, 19, 20, 12, 23) in the Finnish WHOQOL-BREF questionnaire, as a public questionnaire in Finnish has
// it, and the answers as THL gives them for its surveys' WHOQOL-8 (1 not at all, 2 a little, 3 adequately, 4 almost enough,
// 5 enough). Do not reword: a question in other words measures something else.
export const measures = {
	title: "Mittarit",
	lead: "Vastaa siihen, minkä tiedät. Tyhjä kohta ei ole nolla, eikä se mene raporttiin. Vastauksen voi poistaa napauttamalla sitä uudelleen tai Delete-näppäimellä.",
	which: "Mitä vaihetta mitataan?",
	forms: {
		baseline: "Alussa",
		"three-months": "1–3 kuukauden kuluttua",
		"half-year": "Puolen vuoden kuluttua",
	},
	given: (when: string) => `Tallennettu ${when}`,
	notGiven: "Ei vastauksia",
	pair: "Työparin luvut",
	counts: {
		meeting_avoided: "Vältetyt verkostopalaverit",
		meetings_held: "Pidetyt verkostopalaverit",
		calls_saved: "Säästyneet puhelut Kelaan",
		application_corrected: "Korjatut hakemukset",
		application_avoided: "Turhat hakemukset, joita ei tehty",
		application_made: "Tehdyt hakemukset",
	},
	more: "Lisää",
	less: "Vähennä",
	results: "Mitä etuuksista päätettiin",
	result: {
		granted: "Myönnetty",
		partly: "Osin",
		refused: "Hylätty",
		pending: "Odottaa",
		"not-applied": "Ei haettu",
	},
	otherBenefit: "Lisää muu etuus",
	chooseBenefit: "Valitse etuus",
	client: "Asiakkaan vastaukset",
	clientLead: "Kysy asiakkaalta sanasta sanaan tai anna hänen vastata itse tällä laitteella.",
	hand: "Asiakas vastaa itse",
	handed: "Vastatkaa kysymyksiin",
	handedLead:
		"Valitkaa jokaiseen kysymykseen yksi vastaus. Voitte jättää väliin sen, mihin ette halua vastata.",
	handedDone: "Valmis",
	period: "Ajatelkaa elämäänne kahden viime viikon aikana.",
	prom: {
		"quality-of-life": "Millaiseksi arvioitte elämänlaatunne?",
		health: "Kuinka tyytyväinen olette terveyteenne?",
		energy: "Onko teillä riittävästi tarmoa arkipäivän elämäänne varten?",
		"daily-activities": "Kuinka tyytyväinen olette kykyynne selviytyä päivittäisistä toimista?",
		self: "Kuinka tyytyväinen olette itseenne?",
		relationships: "Kuinka tyytyväinen olette ihmissuhteisiinne?",
		money: "Onko teillä tarpeeksi rahaa tarpeisiinne nähden?",
		"living-place": "Kuinka tyytyväinen olette asuinalueenne olosuhteisiin?",
	},
	scales: {
		rating: ["Erittäin huono", "Huono", "Ei hyvä eikä huono", "Hyvä", "Erittäin hyvä"],
		satisfaction: [
			"Erittäin tyytymätön",
			"Tyytymätön",
			"En tyytyväinen enkä tyytymätön",
			"Tyytyväinen",
			"Erittäin tyytyväinen",
		],
		amount: ["Ei lainkaan", "Vähän", "Kohtuullisesti", "Lähes riittävästi", "Riittävästi"],
	},
	own: "Millainen tilanteenne on nyt, kun ajattelette työtä tai opintoja, raha-asioita ja ihmissuhteita?",
	nps: "Kuinka todennäköisesti suosittelisitte tätä palvelua läheisellenne, joka on samanlaisessa tilanteessa?",
	npsEnds: "0 = en lainkaan todennäköisesti, 10 = erittäin todennäköisesti",
	npsGroup: {
		promoter: "Suosittelija (9–10)",
		passive: "Neutraali (7–8)",
		detractor: "Arvostelija (0–6)",
	},
	score: "Elämänlaatu (EuroHIS-8)",
	scoreOf: (score: string) => `${score} / 5`,
	good: "Keskimäärin hyvä: kahdeksan vastauksen keskiarvo on vähintään 4.",
	notGood: "Alle hyvän: kahdeksan vastauksen keskiarvo on alle 4.",
	change: (by: string) => `Muutos alusta: ${by}`,
	open: (n: number) =>
		n === 1
			? "Yksi kahdeksasta kysymyksestä on vastaamatta, joten pisteitä ei lasketa."
			: `${n} kahdeksasta kysymyksestä on vastaamatta, joten pisteitä ei lasketa.`,
	save: "Tallenna",
	saveChange: "Tallenna muutos",
	saved: "Tallennettu.",
	sent: "Luvut ovat raportissa. Niistä ei näy, kenestä ne ovat.",
	unsent: "Luvut eivät ole vielä menneet raporttiin. Ne lähtevät itsestään, kun yhteys toimii.",
	noSeries: "Lukuja ei voi lähettää raporttiin: työparilla ei ole etäkonsultaatiotuntia.",
	nothingToSend: "Raporttiin menevää lukua ei ole vielä.",
	unsavedChange: "Muutoksia ei ole vielä tallennettu.",
	who: "Vastaukset tallentuvat salattuina tapaukseen. Vain työpari voi avata ne; Kela ei näe niitä. Raportin luvuissa ei ole tapausta eikä asiakasta; lokiin jää, kuka ne lähetti.",
	drop: "Poista vastaukset",
	dropTitle: "Poistetaanko vastaukset?",
	dropText: (form: string) =>
		`Vaihe: ${form}. Vastaukset poistuvat tapauksesta ja luvut raportista.`,
	closed: "Tapaus on päätetty. Vastauksia ei voi enää muuttaa.",
	general: "Yleisestä kysymyksestä ei kerätä asiakkaan mittareita.",
} as const;

export const feedback = {
	title: "Kaksi kysymystä tunnista",
	lead: "Yksi napautus riittää. Vastaus menee raporttiin ilman tietoa asiakkaista.",
	question: {
		worker_hour_useful: "Oliko tunnista hyötyä?",
		worker_time_saved: "Säästikö tunti aikaasi?",
		contact_question_clear: "Olivatko työparin kysymykset selkeitä?",
	},
	scale: ["Ei lainkaan", "Vähän", "Jonkin verran", "Paljon", "Erittäin paljon"],
	thanks: (when: string) => `Kiitos. Voit muuttaa vastausta ${when} asti.`,
	fixed: "Kiitos vastauksesta.",
	unsent: "Vastaus lähtee, kun yhteys toimii.",
} as const;

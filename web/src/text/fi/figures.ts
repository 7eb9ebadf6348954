// Finnish: the coordinator's report by quarter.
export const figures = {
	title: "Raportti",
	leadCounty: (org: string) =>
		`Luvut kertovat, miten tunnit toimivat. Mukana ovat kaikki tunnit, jotka ${org} järjestää.`,
	leadKela:
		"Luvut kertovat, miten tunnit toimivat. Mukana ovat kaikki tunnit, joissa yhteyshenkilö on omasta organisaatiostasi.",
	noCases: "Raportissa ei ole asiakkaita eikä tapausten sisältöä.",
	last: "Viimeinen neljännes",
	span: "Kuinka monta neljännestä",
	spans: (n: number) => (n === 1 ? "1 neljännes" : `${n} neljännestä`),
	series: "Tunti",
	all: "Kaikki tunnit",
	quarter: (year: number, n: number) => `Q${n}/${year}`,
	quarterLong: (year: number, n: number) =>
		`${["tammi–maaliskuu", "huhti–kesäkuu", "heinä–syyskuu", "loka–joulukuu"][n - 1]} ${year}`,
	unfinished: "kesken",
	unfinishedNote: (quarter: string) =>
		`${quarter} on kesken. Sen luvut muuttuvat vielä, ja täyttöasteessa ovat mukana myös tulevat tunnit. Muutosta verrataan kokonaiseen neljännekseen.`,
	made: (when: string) => `Haettu ${when}`,
	csv: "Lataa CSV-tiedostona",
	csvFile: "etatunti-raportti",
	none: "Näiltä neljänneksiltä ei ole vielä lukuja.",
	noneWhy:
		"Luvut tulevat itsestään, kun tunteja pidetään ja tapauksia käsitellään, ja mittareista, joita työparit kirjaavat seurannassa.",
	hidden: "piilotettu",
	hiddenNote:
		"”Piilotettu”: luvun takana on alle viisi tapausta tai vastausta, tai alle viiden luvun voisi laskea siitä. Luku itse voi siis olla viisi tai enemmänkin. Piilotetusta luvusta ei lasketa mitään: summakin, jossa sellainen on, on piilotettu.",
	nothing: "–",
	nothingNote:
		"Viiva (–): ei lukua, josta laskea, tai lukua ei voi laskea monesta neljänneksestä yhteen.",
	total: "Yhteensä",
	measure: "Luku",
	headlines: (quarter: string) => `Tärkeimmät luvut, ${quarter}`,
	before: (quarter: string) => `Edellinen neljännes ${quarter}`,
	same: "Sama kuin edellisellä neljänneksellä",
	change: (by: string) => `${by} edellisestä neljänneksestä`,
	changeHidden: "Muutosta ei näytetä (piilotettu)",
	noBefore: "Ei edellistä vertailulukua",
	pilot: "Pilotti",
	pilotNote:
		"Pilotti: Ikaalisten sote-työparin ja Kelan etäkonsultaatio 12/2021–2/2022, sen julkaistut tulokset.",
	pilots: {
		meetings_change: (percent: string) => percent,
		cases_an_hour: (most: number) => `enintään ${most}`,
		calls_per_client: (least: number, most: number) => `${least}–${most}`,
	},
	points: (n: string) => `${n} %-yks.`,
	days: (n: string) => `${n} pv`,
	minutes: (n: string) => `${n} min`,
	bySeries: (quarter: string) => `Tunneittain ja organisaatioittain, ${quarter}`,
	allSeries: "Kaikki yhteensä",
	ofOrg: (org: string) => `${org} yhteensä`,
	unknownOrg: "Tuntematon organisaatio",
	unknownSeries: "Tunti, jota luettelossa ei ole",
	outcomes: (quarter: string) => `Hakemusten tulokset etuuksittain, ${quarter}`,
	outcomesLead:
		"Mitä hakemuksista tuli. Työpari kirjaa tuloksen seurannassa, 1–3 kuukauden ja noin puolen vuoden kohdalla.",
	topic: "Etuus",
	results: {
		granted: "Myönnetty",
		partly: "Myönnetty osittain",
		refused: "Hylätty",
		pending: "Vireillä",
		"not-applied": "Ei haettu",
	},
	groups: {
		hours: "Tunnit",
		cases: "Tapaukset",
		waiting: "Odotus",
		plans: "Suunnitelmat",
		effect: "Vaikutus",
		clients: "Asiakkaiden vastaukset",
		workers: "Ammattilaisten vastaukset",
	},
	sources: {
		hours: "Järjestelmä laskee tunneista.",
		cases: "Järjestelmä laskee tuntien paikoista.",
		waiting: "Järjestelmä laskee jonoon lisäämisestä tapauksen ensimmäiseen käsittelyyn.",
		plans: "Järjestelmä laskee vahvistuksista.",
		effect: "Työparin kirjaamat luvut seurannassa.",
		clients: "Asiakkaan vastaukset, jotka työpari kirjaa.",
		workers: "Työntekijän ja Kelan yhteyshenkilön omat vastaukset tunnin jälkeen, asteikko 1–5.",
	},
	forms: {
		baseline: "alkutilanne",
		"three-months": "1–3 kuukautta",
		"half-year": "puoli vuotta",
		hour: "tunnin jälkeen",
		feedback: "palaute",
	},
	charts: {
		cases: "Tapaukset tunneilla",
		an_hour: "Käsiteltyjä tapauksia tunnissa",
		waiting: "Odotus jonosta tunnille, päivää",
		meetings: "Verkostopalaverit",
		calls: "Säästettyjä puheluita asiakasta kohden",
		prom: "Elämänlaatu (EuroHIS-QOL 8), keskiarvo",
	},
	lines: {
		hours_planned: {
			name: "Tunteja suunniteltu",
			what: "Neljänneksen tunnit, joita ei ole peruttu.",
		},
		hours_held: {
			name: "Tunteja pidetty",
			what: "Päättyneet tunnit, joilla käsiteltiin ainakin yksi tapaus.",
		},
		hours_cancelled: {
			name: "Tunteja peruttu",
			what: "Koordinaattorin tai toiston muutoksen perumat.",
		},
		hours_moved: { name: "Tunteja siirretty", what: "Pidetään toisena aikana kuin toisto sanoo." },
		places: {
			name: "Paikkoja varattu",
			what: "Tapauksille varatut paikat neljänneksen tunneilla.",
		},
		handled: { name: "Käsiteltyjä tapauksia", what: "Paikat, joiden tapaus käsiteltiin tunnilla." },
		carried_over: {
			name: "Siirtyi seuraavaan",
			what: "Tapausta ei ehditty tai se jatkuu: se sai paikan eteenpäin.",
		},
		interrupted: { name: "Keskeytyi", what: "Käsittely katkesi, esimerkiksi suostumus peruttiin." },
		open: { name: "Ei vielä käsitelty", what: "Paikat, joiden tunti ei ole vielä ollut." },
		answered: {
			name: "Vastattu kirjallisesti",
			what: "Kela vastasi ennen tuntia, eikä paikkaa tarvittu.",
		},
		minutes: { name: "Käsittelyaika", what: "Käsitellyille tapauksille varatut minuutit." },
		cases_an_hour: {
			name: "Käsiteltyjä tapauksia tunnissa",
			what: "Käsitellyt jaettuna pidetyillä tunneilla.",
		},
		fill: { name: "Täyttöaste", what: "Varatut paikat kaikista suunniteltujen tuntien paikoista." },
		wait_median: {
			name: "Odotuksen mediaani",
			what: "Puolet pääsi tunnille näin monessa päivässä tai nopeammin.",
		},
		wait_p90: {
			name: "90 % odotti enintään",
			what: "Yhdeksän kymmenestä pääsi tunnille näin monessa päivässä.",
		},
		wait_mean: {
			name: "Odotuksen keskiarvo, päivää",
			what: "Päivät jonoon lisäämisestä käsittelyyn keskimäärin.",
		},
		plans_made: {
			name: "Suunnitelmia tehty",
			what: "Tapauksen ensimmäinen suunnitelma, jonka molemmat puolet vahvistivat.",
		},
		plans_refreshed: {
			name: "Suunnitelmia päivitetty",
			what: "Uudelleen vahvistettu vähintään 30 päivää ensimmäisestä.",
		},
		meetings_change: {
			name: "Verkostopalaverien muutos",
			what: "Vältetyt kaikista, jotka muuten olisi pidetty.",
		},
		meeting_avoided: {
			name: "Vältettyjä verkostopalavereita",
			what: "Työparin arvio: palaveri, jota ei enää tarvittu.",
		},
		meetings_held: {
			name: "Pidettyjä verkostopalavereita",
			what: "Työparin kirjaus: palaveri pidettiin silti.",
		},
		calls_per_client: {
			name: "Säästettyjä puheluita asiakasta kohden",
			what: "Säästetyt puhelut jaettuna kirjauksilla.",
		},
		calls_saved: {
			name: "Säästettyjä puheluita",
			what: "Työparin arvio: puhelut Kelaan, joita ei tarvittu.",
		},
		application_corrected: {
			name: "Korjattuja hakemuksia",
			what: "Väärä tai vajaa hakemus saatiin oikeaksi.",
		},
		application_avoided: { name: "Vältettyjä hakemuksia", what: "Turha hakemus jäi tekemättä." },
		application_made: {
			name: "Tehtyjä hakemuksia",
			what: "Hakemus, jonka tarve selvisi tunnilla.",
		},
		nps: {
			name: "Suositteluluku (NPS)",
			what: "Suosittelijoiden osuus miinus arvostelijoiden osuus, −100…100.",
		},
		nps_answers: {
			name: "NPS-vastauksia",
			what: "Kuinka moni asiakas vastasi, suosittelisiko (0–10).",
		},
		nps_promoters: { name: "Suosittelijoita", what: "Vastasi 9 tai 10." },
		nps_passives: { name: "Neutraaleja", what: "Vastasi 7 tai 8." },
		nps_detractors: { name: "Arvostelijoita", what: "Vastasi 0–6." },
		prom_before: {
			name: "Elämänlaatu alussa",
			what: "EuroHIS-QOL 8, kahdeksan kysymyksen keskiarvo 1–5.",
		},
		prom_after: {
			name: "Elämänlaatu seurannassa",
			what: "EuroHIS-QOL 8, kahdeksan kysymyksen keskiarvo 1–5.",
		},
		prom_own_before: {
			name: "Oma kysymys alussa",
			what: "Työ, opiskelu, raha ja ihmissuhteet, 1–5.",
		},
		prom_own_after: {
			name: "Oma kysymys seurannassa",
			what: "Työ, opiskelu, raha ja ihmissuhteet, 1–5.",
		},
		worker_hour_useful: {
			name: "Tunnista oli hyötyä",
			what: "Työntekijät ja yhteyshenkilöt, keskiarvo 1–5.",
		},
		worker_time_saved: {
			name: "Tunti säästi aikaa",
			what: "Työntekijät ja yhteyshenkilöt, keskiarvo 1–5.",
		},
		contact_question_clear: {
			name: "Kysymys oli selvä",
			what: "Kelan yhteyshenkilöt, keskiarvo 1–5.",
		},
	},
	columns: {
		quarter: "Neljännes",
		org: "Organisaatio",
		series: "Tunti",
		group: "Ryhmä",
		measure: "Luku",
		value: "Arvo",
		unit: "Yksikkö",
		what: "Mitä se laskee",
	},
	units: {
		count: "kpl",
		minutes: "min",
		days: "pv",
		percent: "%",
		mean: "keskiarvo",
		prom: "keskiarvo 1–5",
		points: "pistettä",
	},
} as const;

// Finnish: roles, codes of documents.
export const roles = {
	worker: "Sote-työparin työntekijä",
	contact: "Kelan yhteyshenkilö",
	coordinator: "Koordinaattori",
} as const;

export const codes = {
	topics: {
		"social-assistance": "Perustoimeentulotuki",
		"housing-allowance": "Yleinen asumistuki",
		"sickness-allowance": "Sairauspäiväraha",
		rehabilitation: "Kuntoutus ja kuntoutusraha",
		"disability-pension": "Työkyvyttömyyseläke, takuueläke",
		unemployment: "Työttömyysturva",
		"disability-benefits": "Vammaistuet",
		"care-allowance": "Eläkkeensaajan hoito- ja asumistuki",
		families: "Lapsiperheen tuet",
		studies: "Opintotuki",
		"medicines-travel": "Lääke- ja matkakorvaukset",
		other: "Muu asia",
	},
	urgency: { normal: "Tavallinen", urgent: "Kiireellinen" },
	directions: {
		"pair-to-kela": "Sote-työpari saa kertoa Kelalle",
		"kela-to-pair": "Kela saa kertoa sote-työparille",
	},
	categories: {
		benefits: "Etuudet, hakemukset ja päätökset",
		livelihood: "Tulot, menot ja velat",
		housing: "Asuminen",
		family: "Perhe ja läheiset",
		"social-services": "Sosiaalipalvelut",
		"work-studies": "Työ ja opiskelu",
	},
	capture: {
		drawn: "Allekirjoitettu näytölle",
		scan: "Allekirjoitettu paperille, kuva liitteenä",
		"drawn+scan": "Allekirjoitettu näytölle ja paperille",
	},
	consent: {
		"waiting-ack": "Odottaa kuittausta",
		"in-force": "Voimassa",
		"not-yet": "Alkaa myöhemmin",
		expired: "Päättynyt",
		withdrawn: "Peruttu",
		missing: "Puuttuu",
	},
	place: {
		waiting: "Odottaa",
		queued: "Jonossa",
		ready: "Kela valmis",
		"needs-info": "Kela kysyy",
		"in-turn": "Käsittelyssä",
		handled: "Käsitelty",
		"carried-over": "Siirtyi",
		interrupted: "Keskeytyi",
		answered: "Vastattu kirjallisesti",
	},
	outcome: {
		handled: "Käsitelty",
		"carried-over": "Jatketaan seuraavalla tunnilla",
		interrupted: "Keskeytyi",
	},
	side: { pair: "Sote-työpari", kela: "Kela", client: "Asiakas", other: "Muu" },
	planKind: { made: "MONSU: tehty", updated: "MONSU: päivitetty" },
	who: { client: "Asiakas itse", representative: "Asiakkaan laillinen edustaja" },
	how: { oral: "Suullisesti", written: "Kirjallisesti", message: "Viestillä" },
} as const;

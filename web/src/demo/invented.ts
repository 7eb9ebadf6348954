// Invented people and cases. Names are made up, identity codes are of the series 900–999, which nobody has.
import type {
	BackgroundDoc,
	Capture,
	ConsentDoc,
	QuestionDoc,
	Signature,
	Topic,
	Urgency,
} from "../work/documents.ts";
import { addDays } from "../work/time.ts";

const CHECK = "0123456789ABCDEFHJKLMNPRSTUVWXY";

/** A well-formed identity code of nobody. */
export function inventedCode(day: string, month: string, year: string, number: number): string {
	const digits = `${day}${month}${year.slice(2)}${number}`;
	const sign = Number(year) >= 2000 ? "A" : "-";
	return `${digits.slice(0, 6)}${sign}${number}${CHECK.charAt(Number(digits) % 31)}`;
}

/** What is said of the client's service situation: all of it, some or nothing. */
type Service = Pick<QuestionDoc, "suuntima" | "tier" | "omaolo" | "triggers" | "network">;

export interface InventedCase {
	readonly clientName: string;
	readonly clientCode: string;
	readonly question: QuestionDoc;
	readonly background: BackgroundDoc;
}

export function invented(
	client: readonly [name: string, code: string],
	reference: string,
	asked: {
		question: string;
		situation: string;
		topics: readonly Topic[];
		urgency?: Urgency;
		background: string;
		tried: string;
		service?: Service;
	},
): InventedCase {
	const { question, situation, topics, urgency = "normal", background, tried, service } = asked;
	return {
		clientName: client[0],
		clientCode: client[1],
		question: { v: 1, reference, question, topics, urgency, situation, ...service },
		background: { v: 1, background, tried },
	};
}

export const CASES = {
	sickLeave: invented(["Aino Keksitty", inventedCode("14", "03", "1971", 912)], "A-101", {
		question:
			"Sairauspäivärahan enimmäisaika täyttyy kuuden viikon päästä. Voiko kuntoutustukea hakea jo nyt, ja mitä lääkärinlausunnosta pitää näkyä?",
		situation:
			"Olkapään leikkaus keväällä, paluu laitoshuoltajan työhön ei onnistu. Työnantaja ei ole löytänyt kevyempää työtä. B-lausunto on syyskuulta.",
		topics: ["sickness-allowance", "rehabilitation"],
		urgency: "urgent",
		background: "Yksin asuva, vuokrarästi yhdeltä kuulta. Puhelimessa asiointi jännittää.",
		tried: "Verkostopalaveria ei ole pidetty. Hakemus aloitettu OmaKelassa, jäi kesken.",
		service: {
			suuntima: "yhteistyo",
			tier: "monialainen",
			omaolo: "attached",
			triggers: ["over-six-visits", "applications-stuck", "work-ability"],
			network: "Työterveyshuolto, fysioterapia, aikuissosiaalityö.",
		},
	}),
	housing: invented(["Eero Esimerkki", inventedCode("02", "11", "1988", 934)], "A-102", {
		question:
			"Asumistuki on maksettu vanhan vuokran mukaan. Tuleeko takaisinperintä, ja vaikuttaako se perustoimeentulotukeen joulukuussa?",
		situation:
			"Muutti pienempään asuntoon elokuussa, muutosilmoitus jäi tekemättä. Tulot vaihtelevat keikkatöistä.",
		topics: ["housing-allowance", "social-assistance"],
		background: "Velkaneuvonta aloitettu. Päihdehuollon asiakkuus päättynyt keväällä.",
		tried: "Palkkalaskelmat koottu elo–lokakuulta.",
		service: {
			suuntima: "yhteiso",
			tier: "tuki",
			triggers: ["livelihood-at-risk", "vuokranantaja otti yhteyttä"],
			network: "Velkaneuvonta, asumisneuvonta.",
		},
	}),
	carer: invented(["Helmi Olematon", inventedCode("27", "06", "1945", 951)], "B-201", {
		question:
			"Onko oikeus eläkettä saavan hoitotuen korotukseen, kun avuntarve on kasvanut päivittäiseksi? Riittääkö hoitajan kuvaus lääkärinlausunnon liitteeksi?",
		situation:
			"Muistisairaus etenee, puoliso omaishoitajana. Kotihoito käy kahdesti päivässä. Hoitotuki on perusmääräinen.",
		topics: ["care-allowance", "medicines-travel"],
		background: "Puoliso on väsynyt ja tarvitsee vapaapäiviä. Tytär asuu Turussa.",
		tried: "Omaishoidon tuki myönnetty. Kuljetuspalvelu haettu.",
		service: {
			suuntima: "verkosto",
			tier: "kannattelu",
			omaolo: "no",
			triggers: ["many-services", "carer-worn"],
			network: "Kotihoito, muistihoitaja, omaishoidon tuki.",
		},
	}),
	student: invented(["Onni Kuviteltu", inventedCode("19", "09", "2003", 967)], "A-103", {
		question:
			"Voiko nuoren kuntoutusrahan saada, kun ammattiopinnot keskeytyivät ahdistuksen takia?",
		situation: "Opinnot tauolla, työpajapaikka alkaa tammikuussa. Opintotuki on lakkautettu.",
		topics: ["rehabilitation", "studies"],
		background: "Asuu äidin luona. Etsivä nuorisotyö tapaa viikoittain.",
		tried: "Opiskeluhuollon lausunto pyydetty.",
		service: {
			suuntima: "yhteiso",
			tier: "monialainen",
			omaolo: "done",
			triggers: ["omaolo-concern", "missed-appointments"],
			network: "Etsivä nuorisotyö, opiskeluhuolto, nuorten työpaja.",
		},
	}),
	family: invented(["Sirkka Satunnainen", inventedCode("08", "01", "1979", 973)], "A-104", {
		question: "Mitä tukia perhe voi hakea, kun lapsen vammaistuki päättyy vuodenvaihteessa?",
		situation: "Kolme lasta, nuorimmalla pitkäaikainen sairaus. Toinen vanhempi hoitovapaalla.",
		topics: ["disability-benefits", "families"],
		background: "Perhetyö alkanut lokakuussa.",
		tried: "Sopeutumisvalmennuskurssille haettu.",
		service: {
			tier: "tuki",
			network: "Perhetyö, lastenneurologia.",
		},
	}),
	pension: invented(["Veikko Tekaistu", inventedCode("30", "04", "1962", 985)], "B-202", {
		question: "Voiko osatyökyvyttömyyseläkkeen rinnalla saada kuntoutusrahaa työkokeilun ajalta?",
		situation: "Työkokeilu alkaa kolmen viikon päästä. Eläkepäätös on voimassa kevääseen.",
		topics: ["disability-pension", "rehabilitation"],
		background: "Luottamus viranomaisiin on vähissä pitkän käsittelyn jälkeen.",
		tried: "Työeläkeyhtiön kanssa on sovittu työkokeilusta.",
	}),
} as const satisfies Record<string, InventedCase>;

const generalQuestion = (
	reference: string,
	question: string,
	topics: readonly Topic[],
): QuestionDoc => ({ v: 1, reference, question, topics, urgency: "normal", situation: "" });

/** Questions without a client. */
export const QUESTIONS = {
	interpreter: {
		question: generalQuestion(
			"YL-1",
			"Kuka tilaa tulkin, kun asiakas ja työpari asioivat Kelassa yhdessä?",
			["other"],
		),
		answer: "Kela tilaa tulkin omiin asiointeihinsa, kun tarve kerrotaan ajanvarauksessa.",
	},
	statement: {
		question: generalQuestion(
			"YL-3",
			"Riittääkö hoitajan tai terapeutin lausunto kuntoutuspsykoterapian jatkohakemukseen?",
			["rehabilitation"],
		),
		answer: "",
	},
	travel: {
		question: generalQuestion(
			"YL-4",
			"Korvataanko saattajan matka, kun asiakas ei pysty matkustamaan yksin?",
			["medicines-travel"],
		),
		answer: "",
	},
	appendices: {
		question: generalQuestion(
			"YL-2",
			"Mitkä liitteet perustoimeentulotuen hakemukseen tarvitaan, kun tulot vaihtelevat?",
			["social-assistance"],
		),
		answer:
			"Tiliotteet kahdelta edelliseltä kuukaudelta ja palkkalaskelmat hakukuukaudelta riittävät.",
	},
} as const;

/** A pen stroke that could be a name. */
export function inventedSignature(seed: number): Signature {
	const stroke: number[] = [];
	for (let t = 0; t <= 120; t++) {
		const a = t / 6 + seed;
		stroke.push(
			Math.round(40 + t * 4 + 12 * Math.sin(a * 1.7)),
			Math.round(90 + 34 * Math.sin(a) + 14 * Math.cos(a * 2.3)),
		);
	}
	return { width: 600, height: 200, strokes: [stroke, [60, 150, 300, 146, 520, 152]] };
}

export function inventedConsent(
	one: InventedCase,
	witness: string,
	today: string,
	capture: Capture = "drawn",
): ConsentDoc {
	return {
		v: 1,
		template: "et-consent-1",
		language: "fi",
		clientName: one.clientName,
		clientCode: one.clientCode,
		representative: null,
		directions: ["pair-to-kela", "kela-to-pair"],
		categories: ["benefits", "livelihood", "housing", "social-services"],
		health: true,
		from: today,
		to: addDays(today, 180),
		witness,
		capture,
		signature: capture === "scan" ? null : inventedSignature(one.clientName.length),
	};
}

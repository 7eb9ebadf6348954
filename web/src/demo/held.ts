// Invented cases that have been discussed, pair A's and pair B's: the question, what was agreed, what was measured, and
// what of it may help others. Texts and numbers only; who enters them, and when, is past.ts.
import type { FollowChange } from "../state/measures.ts";
import { PROM_ITEMS } from "../state/prom.ts";
import type { PlanDoc, StepSide } from "../work/documents.ts";
import type { CardText } from "../work/work.ts";
import { type InventedCase, invented, inventedCode } from "./invented.ts";
import type { TeamKey } from "./teams.ts";

/** Who does a step: a worker of the pair, Kela's contact, a team, or as written. */
type StepBy =
	| "first"
	| "second"
	| "contact"
	| { readonly team: TeamKey }
	| { readonly text: string };

export interface HeldStep {
	readonly what: string;
	readonly side: StepSide;
	readonly who: StepBy;
	/** Days from today. */
	readonly in: number;
	readonly done?: true;
}

export interface HeldCard {
	readonly by: "pair" | "kela";
	readonly text: CardText;
	/** The other side has not checked it yet. */
	readonly waits?: true;
}

export interface HeldCase {
	readonly one: InventedCase;
	readonly plan: Pick<PlanDoc, "situation" | "core" | "followUpHow" | "clientContact">;
	readonly coordination?: TeamKey;
	readonly steps: readonly HeldStep[];
	readonly measured: FollowChange;
	readonly cards: readonly HeldCard[];
	/** What became of it afterwards. */
	readonly end?: "closed" | "closed-and-held";
}

const CLIENT = { text: "asiakas" } as const;

/** The eight answers, in the order of the items. */
const prom = (answers: readonly number[]): FollowChange =>
	Object.fromEntries(PROM_ITEMS.map((item, i) => [`prom_${item}`, answers[i] ?? null]));

const card = (topics: CardText["topics"], question: string, answer: string): CardText => ({
	lang: "fi",
	topics,
	question,
	answer,
});

const livelihood: HeldCase = {
	one: invented(["Maija Mielikuvitus", inventedCode("11", "05", "1984", 918)], "A-098", {
		question:
			"Voiko perustoimeentulotuessa huomioida todellisen vuokran, kun halvempaa asuntoa ei ole vielä löytynyt?",
		situation:
			"Muutti eron jälkeen vuokra-asuntoon. Vuokra ylittää kohtuulliset asumismenot. Kaksi lasta asuu luona joka toinen viikko.",
		topics: ["social-assistance", "housing-allowance"],
		background: "Lasten tapaamiset sujuvat. Ystäväpiiri on jäänyt vanhalle paikkakunnalle.",
		tried: "Asumisneuvonta on etsinyt pienempää asuntoa kaksi kuukautta.",
		service: {
			suuntima: "yhteistyo",
			tier: "tuki",
			triggers: ["livelihood-at-risk"],
			network: "Asumisneuvonta, perheneuvola.",
		},
	}),
	plan: {
		situation:
			"Vuokra on maksettu säästöistä. Vuokrarästiä ei ole, mutta säästöt loppuvat kuukauden päästä.",
		core: "Koti säilyy, ja lapset voivat olla luona niin kuin on sovittu.",
		followUpHow: "Soitto asiakkaalle, kun päätös on tullut",
		clientContact: "puhelin, arkisin kello 9–11",
	},
	coordination: "adults",
	steps: [
		{
			...{ what: "Toimittaa vuokrasopimuksen ja kuitit OmaKelaan (luvattu jo ennen tuntia)" },
			...{ side: "client", who: CLIENT, in: -1 },
		},
		{
			...{ what: "Kirjoittaa lausunnon lasten asumisesta hakemuksen liitteeksi" },
			...{ side: "pair", who: "first", in: 3 },
		},
		{
			...{ what: "Tarkistaa, mitä liitteitä hakemuksesta puuttuu" },
			...{ side: "kela", who: "contact", in: 0, done: true },
		},
		{
			...{ what: "Jatkaa pienemmän asunnon etsimistä asiakkaan kanssa" },
			...{ side: "other", who: { team: "housing" }, in: 30 },
		},
	],
	measured: {
		...{ ...prom([3, 3, 3, 4, 3, 2, 2, 3]), own: 2, nps: 9 },
		...{ meeting_avoided: 1, meetings_held: 0, calls_saved: 4 },
		...{ application_corrected: 1, application_made: 1 },
		"outcome_social-assistance": "pending",
	},
	cards: [
		{
			by: "kela",
			text: card(
				["housing-allowance", "social-assistance"],
				"Huomioidaanko todellinen vuokra, jos halvempaa asuntoa ei ole löytynyt?",
				"Kela voi huomioida todelliset asumismenot määräajan, kun hakija etsii halvempaa asuntoa. Hakemukseen kannattaa liittää selvitys siitä, mistä ja milloin asuntoa on haettu.",
			),
		},
	],
};

const work: HeldCase = {
	one: invented(["Pekka Keksintö", inventedCode("23", "08", "1976", 926)], "A-099", {
		question:
			"Kumpaa haetaan ensin, kuntoutusrahaa vai työttömyysetuutta, kun työkokeilu alkaa vasta kuukauden päästä?",
		situation:
			"Selkäleikkauksesta on puoli vuotta. Sairauspäiväraha on päättynyt, työkokeilupaikka on sovittu varastolle.",
		topics: ["rehabilitation", "unemployment", "sickness-allowance"],
		background: "Kumppanin tulot vaihtelevat. Kipu valvottaa, mutta kävely on alkanut sujua.",
		tried: "Työterveysneuvottelu pidetty. Ilmoittautunut työnhakijaksi.",
		service: {
			suuntima: "yhteistyo",
			tier: "monialainen",
			omaolo: "done",
			triggers: ["work-ability", "applications-stuck"],
			network: "Työterveyshuolto, työllisyyspalvelut, fysioterapia.",
		},
	}),
	plan: {
		situation: "Sairauspäiväraha päättyi, työkokeilu on sovittu. Tuloja ei ole nyt kuukauteen.",
		core: "Toimeentulo on turvattu työkokeilun alkuun asti, ja työkokeilu alkaa ajallaan.",
		followUpHow: "Yhteinen soitto työkokeilun toisella viikolla",
		clientContact: "tekstiviesti, soittaa itse takaisin",
	},
	steps: [
		{
			...{ what: "Hakee työmarkkinatukea väliajalle" },
			...{ side: "client", who: CLIENT, in: 2 },
		},
		{
			...{ what: "Lähettää työkokeilun sopimuksen Kelaan" },
			...{ side: "pair", who: "second", in: 5 },
		},
		{
			...{ what: "Kirjaa kuntoutusrahan hakemuksen vireille tunnin päivästä" },
			...{ side: "kela", who: "contact", in: 0, done: true },
		},
		{
			...{ what: "Ottaa työvalmennuksen puheeksi työkokeilun puolivälissä" },
			...{ side: "other", who: { team: "employment" }, in: 45 },
		},
	],
	measured: {
		...{ ...prom([3, 2, 2, 2, 3, 4, 2, 4]), own: 3, nps: 10 },
		...{ meeting_avoided: 1, meetings_held: 0, calls_saved: 6 },
		...{ application_made: 2, application_avoided: 1 },
		outcome_rehabilitation: "granted",
	},
	cards: [
		{
			by: "pair",
			text: card(
				["rehabilitation", "sickness-allowance", "unemployment"],
				"Mistä toimeentulo, kun sairauspäiväraha on päättynyt ja työkokeilu alkaa vasta myöhemmin?",
				"Väliajalle haetaan työttömyysetuutta: ilmoittautuminen työnhakijaksi riittää alkuun. Kuntoutusrahaa voi hakea heti, kun työkokeilusta on sopimus, ja se maksetaan työkokeilun alusta.",
			),
		},
	],
};

const carers: HeldCase = {
	one: invented(["Raili Sepite", inventedCode("05", "02", "1951", 943)], "A-100", {
		question:
			"Täyttyykö lääkkeiden vuosiomavastuu jo, kun osa lääkkeistä on ostettu ennen Kela-korvausoikeuden alkua?",
		situation:
			"Diabetes ja sydämen vajaatoiminta. Lääkekulut noin 90 euroa kuussa, takuueläke. Matkoja keskussairaalaan kahdesti kuussa.",
		topics: ["medicines-travel", "social-assistance"],
		urgency: "urgent",
		background: "Asuu yksin. Naapuri auttaa kaupassa. Verkkoasiointi ei onnistu.",
		tried: "Apteekista on pyydetty ostoerittely.",
		service: {
			suuntima: "yhteiso",
			tier: "tuki",
			omaolo: "no",
			triggers: ["over-six-visits", "many-services"],
			network: "Diabeteshoitaja, kotihoidon tukipalvelut.",
		},
	}),
	plan: {
		situation: "Lääkkeitä on jäänyt ostamatta rahan puutteen takia. Verensokerit ovat nousseet.",
		core: "Lääkkeet saa haettua ajallaan, eikä rahasta tarvitse tinkiä ruuasta.",
		followUpHow: "Diabeteshoitajan vastaanoton yhteydessä",
		clientContact: "puhelin, mieluiten iltapäivällä",
	},
	coordination: "health",
	steps: [
		{
			...{ what: "Pyytää apteekista ostoerittelyn (sovittu jo ennen tuntia)" },
			...{ side: "pair", who: "first", in: -1 },
		},
		{
			...{ what: "Hakee maksusitoumuksen lääkkeisiin asiakkaan kanssa" },
			...{ side: "pair", who: "first", in: 1 },
		},
		{
			...{ what: "Tarkistaa erityiskorvausoikeuden alkamispäivän" },
			...{ side: "kela", who: "contact", in: 1 },
		},
		{
			...{ what: "Neuvoo matkakorvauksen hakemisen paperilla" },
			...{ side: "other", who: { team: "kelaPhone" }, in: 7 },
		},
	],
	measured: {
		...{ ...prom([2, 2, 2, 3, 3, 3, 1, 4]), own: 2, nps: 8 },
		...{ meeting_avoided: 0, meetings_held: 1, calls_saved: 3, application_corrected: 1 },
		"outcome_medicines-travel": "partly",
	},
	cards: [
		{
			by: "pair",
			waits: true,
			text: card(
				["medicines-travel", "social-assistance"],
				"Miten lääkkeet saa apteekista, kun rahaa ei ole ja vuosiomavastuu on kesken?",
				"Perustoimeentulotuesta voi saada maksusitoumuksen lääkkeisiin, ja se näkyy apteekissa suoraan. Kiireellisessä asiassa Kela käsittelee hakemuksen samana tai seuraavana arkipäivänä, kun kiireellisyys sanotaan hakiessa.",
			),
		},
		{
			by: "kela",
			waits: true,
			text: card(
				["medicines-travel"],
				"Kerryttääkö vuosiomavastuuta lääke, joka on ostettu ennen korvausoikeuden alkua?",
				"Ei kerrytä, jos lääke ei ollut ostohetkellä korvattava. Erityiskorvausoikeus alkaa aikaisintaan siitä päivästä, jona lausunto on tullut Kelaan. Lausunto kannattaa siis lähettää heti.",
			),
		},
	],
};

const pensioner: HeldCase = {
	one: invented(["Jouko Satu", inventedCode("17", "12", "1959", 957)], "B-197", {
		question: "Voiko takuueläkettä saada takautuvasti, kun eläkepäätös viivästyi työeläkeyhtiössä?",
		situation:
			"Työkyvyttömyyseläke myönnettiin kesältä alkaen. Toimeentulotukea on saatu väliajalla.",
		topics: ["disability-pension", "social-assistance"],
		background: "Edunvalvonnan tarvetta on arvioitu, toistaiseksi ei haeta.",
		tried: "Eläkeyhtiön päätös on toimitettu Kelaan.",
		service: { suuntima: "yhteiso", tier: "tuki", triggers: ["applications-stuck"] },
	}),
	plan: {
		situation: "Eläkepäätös on tullut. Kela perii toimeentulotuen takautuvasta eläkkeestä.",
		core: "Asiakas tietää, mitä rahaa on tulossa ja milloin.",
		followUpHow: "Kirje asiakkaalle, kun takuueläkkeestä on päätös",
		clientContact: "kirje ja puhelin",
	},
	steps: [
		{
			...{ what: "Hakee takuueläkettä takautuvasti kuudelta kuukaudelta" },
			...{ side: "pair", who: "first", in: 0, done: true },
		},
	],
	measured: {
		...{ ...prom([4, 3, 3, 4, 4, 4, 3, 4]), own: 4, nps: 9 },
		...{ meeting_avoided: 1, meetings_held: 0, calls_saved: 3, application_made: 1 },
		"outcome_disability-pension": "granted",
	},
	cards: [
		{
			by: "pair",
			text: card(
				["disability-pension"],
				"Kuinka pitkältä ajalta takuueläkettä voi saada takautuvasti?",
				"Takuueläkettä voi saada enintään kuuden kuukauden ajalta ennen hakemista. Hakemuksen voi jättää jo ennen kuin työeläkepäätös on tullut, ja niin kannattaa tehdä.",
			),
		},
	],
	end: "closed-and-held",
};

const parents: HeldCase = {
	one: invented(["Anneli Arvelu", inventedCode("29", "01", "1990", 962)], "B-198", {
		question:
			"Miten lapsen vammaistuki ja omaishoidon tuki sovitetaan yhteen, ja kuka hakee mitäkin?",
		situation:
			"Viisivuotiaalla on kehitysviive, tutkimukset jatkuvat. Vanhempi on jäänyt pois työstä.",
		topics: ["disability-benefits", "families"],
		background: "Vanhempi on uupunut. Isovanhemmat auttavat viikonloppuisin.",
		tried: "Neuvolan psykologi on mukana. Hoitosuunnitelma on saatu sairaalasta.",
		service: {
			suuntima: "verkosto",
			tier: "kannattelu",
			omaolo: "attached",
			triggers: ["carer-worn", "many-services"],
			network: "Neuvola, lastenneurologia, varhaiskasvatuksen erityisopettaja.",
		},
	}),
	plan: {
		situation:
			"Lapsen hoito vie päivät. Tulot ovat pudonneet kolmanneksen, lomaa ei ole ollut vuoteen.",
		core: "Perheen arki kevenee ja tulot riittävät, kun lapsen tutkimukset jatkuvat.",
		followUpHow: "Perhetyöntekijän kotikäynnillä",
		clientContact: "viesti ensin, puhelin lapsen nukkuessa kello 12–14",
	},
	coordination: "families",
	steps: [
		{
			...{ what: "Hakee vammaistukea hoitosuunnitelman kanssa" },
			...{ side: "client", who: CLIENT, in: -1 },
		},
		{
			...{ what: "Tekee omaishoidon tuen hakemuksen vanhemman kanssa" },
			...{ side: "pair", who: "second", in: 4 },
		},
		{
			...{ what: "Järjestää lapselle hoitajan kahdeksi illaksi kuussa" },
			...{ side: "other", who: { team: "families" }, in: 21 },
		},
		{
			...{ what: "Vertaa tukien vaikutusta toisiinsa ja kertoo tuloksen parille" },
			...{ side: "kela", who: "contact", in: 0, done: true },
		},
	],
	measured: {
		...{ ...prom([3, 4, 2, 2, 3, 3, 2, 4]), own: 2, nps: 10 },
		...{ meeting_avoided: 2, meetings_held: 1, calls_saved: 5 },
		...{ application_avoided: 1, application_made: 1 },
		"outcome_disability-benefits": "pending",
	},
	cards: [
		{
			by: "kela",
			text: card(
				["disability-benefits", "families"],
				"Vaikuttaako omaishoidon tuki alle 16-vuotiaan vammaistukeen?",
				"Ei vaikuta. Vammaistuki maksetaan lapsen hoidon ja huolenpidon tarpeen mukaan, eikä omaishoidon tuki pienennä sitä. Kumpaakin haetaan erikseen: vammaistukea Kelasta, omaishoidon tukea hyvinvointialueelta.",
			),
		},
	],
};

const studies: HeldCase = {
	one: invented(["Tuomo Luulo", inventedCode("06", "10", "2001", 978)], "B-199", {
		question: "Meneekö opintotuki takaisinperintään, kun opinnot jäivät kesken sairauden takia?",
		situation: "Opinnot keskeytyivät lokakuussa. Opintotukea maksettiin vielä marraskuulta.",
		topics: ["studies", "sickness-allowance"],
		background: "Palannut asumaan kotipaikkakunnalle.",
		tried: "Oppilaitos on kirjannut poissaolon ilmoittavaksi.",
		service: { suuntima: "omatoimi", tier: "ohjaus", omaolo: "done" },
	}),
	plan: {
		situation:
			"Opinnot ovat tauolla kevääseen. Opintotuki on lakkautettu, sairauspäivärahaa haetaan.",
		core: "Takaisinperintää ei synny, ja opintoihin voi palata keväällä.",
		followUpHow: "Viesti asiakkaalle tammikuussa",
		clientContact: "tekstiviesti",
	},
	steps: [
		{
			...{ what: "Perui opintotuen marraskuulta OmaKelassa" },
			...{ side: "client", who: CLIENT, in: 0, done: true },
		},
	],
	measured: {
		...{ ...prom([4, 3, 3, 3, 4, 4, 3, 5]), own: 4, nps: 7 },
		...{ meeting_avoided: 0, meetings_held: 0, calls_saved: 2, application_avoided: 1 },
		outcome_studies: "not-applied",
	},
	cards: [
		{
			by: "kela",
			text: card(
				["studies"],
				"Mitä opintotuelle tehdään, kun opinnot keskeytyvät sairauden takia?",
				"Opintotuki perutaan OmaKelassa keskeytymiskuukauden jälkeisiltä kuukausilta. Kun opiskelija sairastuu, sairauspäivärahaa voi hakea omavastuuajan jälkeen, eikä samalta ajalta makseta opintorahaa. Ajoissa peruttua tukea ei peritä takaisin.",
			),
		},
	],
	end: "closed",
};

export const HELD = { a: [livelihood, work, carers], b: [pensioner, parents, studies] } as const;

/** Opened by mistake: erased by both of the pair. */
export const MISTAKE = invented(
	["Onni Kuviteltu", inventedCode("19", "09", "2003", 967)],
	"A-097",
	{
		question: "Avattu kahteen kertaan, katso toinen asia.",
		situation: "",
		topics: ["other"],
		background: "",
		tried: "",
	},
);

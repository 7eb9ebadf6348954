// The invented list of professionals and one changed template: what both coordinators keep for everybody.
import type { TeamText } from "../work/work.ts";
import type { Cast } from "./cast.ts";

const team = (name: string, task: string, whenToTurn: string, contact: string): TeamText => ({
	...{ name, task, whenToTurn, contact },
});

const COUNTY = {
	adults: team(
		"Aikuissosiaalityö",
		"Aikuisten toimeentulo, asuminen ja arki. Täydentävä ja ehkäisevä toimeentulotuki.",
		"Kun rahat eivät riitä, vuokra on rästissä tai arjessa on monta huolta yhtä aikaa.",
		"Palvelunumero 02 000 1110, arkisin 9–12",
	),
	housing: team(
		"Asumisneuvonta",
		"Vuokravelat, häätöuhka, sopivan asunnon etsiminen.",
		"Heti kun vuokranantaja on ottanut yhteyttä tai vuokra ylittää kohtuulliset asumismenot.",
		"Palvelunumero 02 000 1120, myös ilman ajanvarausta tiistaisin",
	),
	debts: team(
		"Talous- ja velkaneuvonta",
		"Velkojen kokonaisuus, järjestelyt, ulosotto.",
		"Kun velkoja on monta tai ulosotto on alkanut. Jono on noin kolme viikkoa.",
		"Ajanvaraus 02 000 1130",
	),
	health: team(
		"Sote-keskuksen hoitajavastaanotto",
		"Pitkäaikaissairauksien seuranta, hoitosuunnitelma, lausuntopyynnöt lääkärille.",
		"Kun hakemukseen tarvitaan lausunto tai hoitosuunnitelma, tai lääkkeet ovat jääneet ostamatta.",
		"Ammattilaisten numero 02 000 1140",
	),
	mind: team(
		"Mielenterveys- ja päihdepalvelut",
		"Arvio, hoito ja kuntoutus ilman lähetettä.",
		"Kun ahdistus, masennus tai päihteet estävät asioiden hoitamisen.",
		"Päivystävä hoitaja 02 000 1150, arkisin 8–15",
	),
	families: team(
		"Perhekeskus",
		"Perhetyö, kasvatus- ja perheneuvonta, lapsiperheiden kotipalvelu.",
		"Kun vanhempi on väsynyt tai lapsen sairaus kuormittaa koko perhettä.",
		"Ota puheeksi -numero 02 000 1160",
	),
	employment: team(
		"Työllisyyspalvelut, työkykytiimi",
		"Työkokeilut, palkkatuki, työvalmennus, työkyvyn arviointi.",
		"Kun sairausloma pitkittyy tai paluu entiseen työhön ei onnistu.",
		"tyokykytiimi@esimerkki.example",
	),
	carers: team(
		"Omaishoidon keskus",
		"Omaishoidon tuki, vapaat, valmennus.",
		"Kun läheinen hoitaa päivittäin tai hoitaja on uupumassa.",
		"Palvelunumero 02 000 1180",
	),
} as const;

const KELA = {
	kelaPhone: team(
		"Kelan viranomaislinja",
		"Hakemuksen vaihe, puuttuvat liitteet, maksupäivät.",
		"Yksittäisiin kysymyksiin, joita varten ei tarvita tuntia.",
		"Ammattilaisten numero 020 000 2210",
	),
	kelaWorkAbility: team(
		"Kelan työkykyneuvonta",
		"Sairauspäivärahan, kuntoutuksen ja työhön paluun kokonaisuus asiakkaan kanssa.",
		"Kun sairausloma on kestänyt yli 60 päivää tai enimmäisaika lähestyy.",
		"Yhteydenottopyyntö viranomaislinjalta",
	),
} as const;

export type TeamKey = keyof typeof COUNTY | keyof typeof KELA;

const LIFECARE = `MONIALAINEN SUUNNITELMA · Kelan etäkonsultaatio
{monsu}

Paikalla: {present} ({date}, {place})
Tilanne: {situation}
Tavoite: {core}

Mitä tehdään, kuka ja mihin mennessä:
{steps}

Seuranta: {follow-up-how}, {follow-up-who}, {follow-up-date}
Vastuutyöntekijä: {responsible}
Kokoaa verkoston: {coordination}
Tavoitettavissa: {client-contact}
Päivitetään viimeistään {review}`;

/** Days after which a closed case is erased; short, so that one that was closed today is on the list already. */
const RETENTION_DAYS = 30;

export interface Teams {
	idOf(key: TeamKey): string;
	nameOf(key: TeamKey): string;
}

/** The list of professionals, the template, the rule. */
export async function fillOrganisations(cast: Cast): Promise<Teams> {
	const { coordinator, kela } = cast;
	const list = async (by: Cast["kela"], teams: Readonly<Record<string, TeamText>>) => {
		const ids: [string, string][] = [];
		for (const [key, text] of Object.entries(teams))
			ids.push([key, await by.work.coordinator.setTeam(null, text)]);
		return ids;
	};
	const ids = (await Promise.all([list(coordinator, COUNTY), list(kela, KELA)])).flat();
	await coordinator.work.coordinator.setTemplate("lifecare", LIFECARE);
	await coordinator.work.coordinator.setRetention(RETENTION_DAYS);
	const known = new Map(ids);
	const texts: Readonly<Record<TeamKey, TeamText>> = { ...COUNTY, ...KELA };
	return { idOf: (key) => known.get(key) ?? "", nameOf: (key) => texts[key].name };
}

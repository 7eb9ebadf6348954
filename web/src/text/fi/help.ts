// Finnish: help, the client's information sheet, privacy, the accessibility statement, feedback. What is said of what is
// stored is what the code does: who changes that changes these too.
import { type HelpTexts, say } from "../help.ts";
import { guides } from "./guides.ts";

export const help: HelpTexts = {
	title: "Ohje",
	lead: "Valitse roolisi. Jokaisen ohjeen lukee parissa minuutissa.",
	guides,
	forRole: (role) => `Ohje: ${role}`,
	picture: (part) => `Kuva näytöstä: ${part}`,
	others: "Muut ohjeet",
	clients: "Asiakkaalle",
	clientsText: "Tulosta tiedote ja anna se asiakkaalle, ennen kuin kysyt suostumusta.",

	hint: {
		title: "Ensimmäistä kertaa täällä?",
		lines: (b) => ({
			worker: say`Tältä sivulta näet seuraavan tunnin ja sen, mitä sinulta odotetaan. Ensimmäinen tapaus alkaa painikkeesta ${b.cases.add}.`,
			contact: say`Tapaukset, joihin valmistaudut, ovat kohdassa ${b.shell.cases}. Kokeile laitteet ennen ensimmäistä tuntia: ${b.devices.test}.`,
			coordinator: say`Kutsu ensin ihmiset kohdassa ${b.shell.people}. Kun olet vahvistanut heidät, työparit ja tunnit voi tehdä.`,
		}),
		read: "Lue ohje, 2 minuuttia",
		close: "Sulje vinkki",
	},

	information: {
		title: "Tiedote asiakkaalle",
		lead: "Valitse kieli, jota asiakas lukee, ja tulosta. Tiedote mahtuu yhdelle sivulle.",
		heading: "Asiasi yhteisellä tunnilla Kelan kanssa",
		sections: ({ county, days }) => [
			{
				title: "Mikä tunti on?",
				lines: [
					"Asiaasi hoitaa työpari: yksi työntekijä terveydenhuollosta ja yksi sosiaalihuollosta. He voivat puhua asiastasi Kelan yhteyshenkilön kanssa videopuhelussa. Asiallesi varataan 10–30 minuuttia. Sinun ei tarvitse olla mukana. Puhelua ei tallenneta.",
				],
			},
			{
				title: "Kuka näkee mitä?",
				listed: true,
				lines: [
					"Työpari näkee kaiken, mitä asiastasi on kirjoitettu.",
					"Kela näkee kysymyksen, lyhyen kuvauksen tilanteestasi, suostumuksesi ja suunnitelman. Työparin omat muistiinpanot eivät näy Kelalle.",
					"Muu ammattilainen, esimerkiksi tulkki, kuulee puhelun vain, jos suostumuksessasi lukee niin.",
					"Kukaan muu ei näe. Koordinaattori, joka järjestää tunnit, ei näe asiasi sisältöä. Tiedot on salattu niin, ettei palvelin pysty lukemaan niitä.",
				],
			},
			{
				title: "Mitä suostumus tarkoittaa?",
				lines: [
					"Ilman kirjallista suostumustasi Kelalle ei kerrota mitään. Sinä päätät, mistä saa kertoa, kenelle ja kuinka kauan, enintään vuoden. Terveydestäsi kysytään erikseen. Suostumus on vapaaehtoinen. Saat palvelua, vaikka et antaisi sitä.",
				],
			},
			{
				title: "Miten perun suostumuksen?",
				lines: [
					"Voit perua tai rajata suostumuksen milloin tahansa. Syytä ei tarvitse sanoa. Kerro työntekijällesi tai Kelalle. Voit kertoa myös koordinaattorille: sano silloin suostumuspaperisi viite. Tietojen vaihto loppuu heti. Siitä, mitä on jo kerrottu, jää merkintä.",
				],
			},
			{
				title: "Kuka säilyttää tietoni ja kuinka kauan?",
				lines: [
					`Tiedoistasi vastaa ${county ?? "hyvinvointialueesi"}. Kun asiasi on päätetty, sisältö hävitetään ${days === null ? "tavallisesti 90" : days} päivän kuluttua. Merkinnät siitä, kuka teki mitä ja milloin, jäävät. Suunnitelma kirjataan myös potilas- tai asiakastietoihisi, ja Kela kirjaa oman osansa. Niitä säilytetään niin kauan kuin laki määrää.`,
				],
			},
			{
				title: "Mitä oikeuksia minulla on?",
				listed: true,
				lines: [
					"Saat tiedon siitä, kuka on nähnyt tietojasi, milloin ja millä perusteella.",
					"Saat nähdä tietosi ja pyytää korjaamaan virheen.",
					"Neuvoa antaa sosiaali- tai potilasasiavastaava. Tietojesi käsittelystä voit valittaa tietosuojavaltuutetulle, tietosuoja.fi.",
				],
			},
			{
				title: "Keneltä kysyn?",
				lines: ["Kysy työntekijältäsi. Hän kirjoittaa tähän nimensä ja puhelinnumeronsa."],
			},
		],
		worker: "Työntekijä",
		phone: "Puhelin",
	},

	privacy: {
		title: "Tietosuoja",
		lead: () =>
			"Mitä Etätunti tallentaa niistä, jotka käyttävät sitä työssään. Asiakkaille on oma tiedote.",
		sections: ({ org }) => [
			{
				title: "Kuka vastaa",
				lines: [
					`Rekisterinpitäjä on ${org === null ? "oma organisaatiosi" : `organisaatiosi, ${org}`}. Kysy sen tietosuojavastaavalta. Palvelimen ylläpitäjä käsittelee tietoja organisaatioiden lukuun.`,
				],
			},
			{
				title: "Palvelimella",
				listed: true,
				lines: [
					"Nimesi, käyttäjänimesi, organisaatiosi, roolisi ja tilisi voimassaolo, kuka kutsui ja vahvisti sinut, sekä työparisi, tuntisi ja sijaisuutesi. Muut käyttäjät näkevät ne. Luettelosta ei poisteta mitään: uusi merkintä korvaa vanhan.",
					"Avaimesi. Salaiset avaimet ovat palvelimella vain niin salattuina, ettei se voi avata niitä. Salalauseesi ja tiliavaimesi eivät koskaan ole palvelimella.",
					"Milloin kirjauduit ja milloin viimeksi käytit palvelua. Tieto poistuu, kun viimeisestä käytöstä on kulunut 12 tuntia. Oman organisaatiosi koordinaattori näkee avoimet istuntosi.",
					"Luonnoksesi ja omat muistiinpanosi salattuina. Vain sinä voit avata ne. Ne poistuvat, kun viimeisestä tallennuksesta on kulunut 90 päivää.",
					"Sähköpostiosoitteesi, jos pyydät muistutuksia. Muut käyttäjät eivät näe sitä. Se poistuu, kun lopetat muistutukset tai tilisi päättyy. Tieto lähetetystä muistutuksesta poistuu 30 päivän kuluttua.",
					"Jos teet kalenteriosoitteen: sen tarkistussumma, josta osoitetta ei saa selville.",
					"Arviosi tunnista lukuna ilman nimeäsi. Lokissa näkyy, kuka luvun lähetti.",
				],
			},
			{
				title: "Lokissa",
				listed: true,
				lines: [
					"Jokaisesta kirjautumisesta, lukemisesta, muutoksesta ja estetystä yrityksestä: kuka, mistä organisaatiosta, mitä, minkä tapauksen ja milloin. Lokissa ei ole IP-osoitetta.",
					"Lokista ei voi poistaa eikä sitä voi muuttaa. Se säilyy niin kauan kuin tätä palvelua pidetään.",
					"Asiakas saa pyynnöstä raportin, jossa näkyy nimesi ja mitä teit hänen tiedoillaan.",
				],
			},
			{
				title: "Puhelussa",
				lines: [
					"Puhelua ei tallenneta. Kuva ja ääni kulkevat salattuina selaimesta selaimeen. IP-osoitteesi näkee palvelin, ja puhelun aikana myös muut osallistujat tai puhelun välityspalvelin. Etätunti ei tallenna sitä.",
				],
			},
			{
				title: "Tällä laitteella",
				listed: true,
				lines: [
					"Ei evästeitä, ei mittausta eikä mitään muilta sivustoilta.",
					"Kielivalintasi, valitsemasi kamera ja mikrofoni, vinkit, jotka olet sulkenut, pikanäppäin, jos otit sen pois käytöstä, puhelun ajan se, missä huoneessa olet, ja tieto siitä, että laite on annettu asiakkaan käteen.",
					"Salattuina: istuntosi avaimet, kunnes lukitset, kirjaudut ulos tai 15 minuuttia on kulunut, ja se, mitä asiakas on täyttänyt laitteella, kunnes se on palvelimella. Tiliavaimesi, kunnes poistat sen asetuksissa tai kirjautumissivulla; sen jälkeen tarvitset tiliarkkisi. Muisti siitä, mitä laite on nähnyt palvelimen allekirjoitetuista tiedoista, kunnes poistat tämän sivuston tiedot selaimesta.",
				],
			},
			{
				title: "Millä perusteella",
				lines: [
					"Organisaatiosi lakisääteinen velvoite ja yleistä etua koskeva tehtävä (EU:n yleinen tietosuoja-asetus, 6 artiklan 1 kohdan c ja e alakohta). Sosiaali- ja terveydenhuollon asiakastietojen käytöstä on pidettävä lokia (laki 703/2023). Sähköpostiosoite ja kalenteriosoite tallennetaan, koska pyydät sitä.",
				],
			},
			{
				title: "Kenelle tietoja annetaan",
				lines: [
					"Ei kenellekään muulle. Muistutukset kulkevat organisaatioiden sähköpostipalvelimen kautta, ja kalenteriohjelmasi tekijä voi nähdä kalenteriosoitteen ja tuntiesi ajat. Lokissa ja asiakkaan raportissa näkyvät tiedot asiakas saa pyynnöstä.",
				],
			},
			{
				title: "Oikeutesi",
				lines: [
					"Saat nähdä tietosi ja pyytää korjaamaan virheen. Kysy organisaatiosi tietosuojavastaavalta. Voit valittaa tietosuojavaltuutetulle, tietosuoja.fi.",
				],
			},
		],
	},

	accessibility: {
		title: "Saavutettavuusseloste",
		lead: ({ host, county }) =>
			`Tämä seloste koskee Etätunti-palvelua osoitteessa ${host}. Palvelun tarjoaa ${county ?? "organisaatio, jolta sait osoitteen"}. Seloste on laadittu 23.11.2026 ja tarkistettu samana päivänä. Saavutettavuutta vaatii laki digitaalisten palvelujen tarjoamisesta (306/2019).`,
		sections: () => [
			{
				title: "Kuinka saavutettava palvelu on",
				lines: [
					"Palvelu täyttää saavutettavuusvaatimukset osittain. Tavoitteena ovat WCAG 2.2 -ohjeiston tasot A ja AA ja standardi EN 301 549, myös sen vaatimukset kaksisuuntaisesta puheesta ja videosta. Puhelussa voi kirjoittaa niin, että muut näkevät tekstin merkki kerrallaan.",
				],
			},
			{
				title: "Mikä ei ole saavutettavaa, ja miksi",
				listed: true,
				lines: [
					"Istunto päättyy 12 tunnin kuluttua kirjautumisesta ilman varoitusta, eikä aikaa voi jatkaa (WCAG 2.2.1). Syy on asiakastietojen suoja. Tapauksen, suostumuksen ja suunnitelman luonnos säilyy. Jos mitään ei tehdä 15 minuuttiin, istunto lukittuu, mutta siitä varoitetaan minuuttia ennen ja mikä tahansa painallus jatkaa.",
					"Kuva allekirjoitetusta paperista ja piirretty allekirjoitus ovat kuvia (WCAG 1.1.1), koska ne ovat todisteita. Suostumuksen sisältö on samalla sivulla tekstinä. Allekirjoitusta ei voi piirtää näppäimistöllä, mutta paperille voi aina allekirjoittaa.",
					"Asiakkaan kuitin tarkistuskoodi on vain QR-koodina (WCAG 1.1.1). Kuitin tiedot ovat samalla paperilla tekstinä.",
					"Jaettu näyttö välittyy muille vain kuvana (WCAG 1.1.1). Pyydä jakajaa lukemaan tai kirjoittamaan, mitä siinä on.",
					"Puhelussa ei ole tekstitystä eikä viittomakielen tulkkausta, koska puhetta ei voi antaa ulkopuolisen palvelun tulkittavaksi. Tulkin voi kutsua puheluun vieraaksi, jos asiakkaan suostumus kattaa hänet.",
				],
			},
			{
				title: "Jos et saa tietoa tai asiaa hoidettua",
				lines: [
					"Pyydä tieto muussa muodossa palautteen osoitteesta tai oman organisaatiosi koordinaattorilta. Suostumuksen voi aina allekirjoittaa paperille, ja jokaisen asiakkaan paperin voi tulostaa tai lukea ääneen.",
				],
			},
			{
				title: "Miten palvelua on arvioitu",
				lines: [
					"Tekijät ovat arvioineet sen itse: näkymät on tarkistettu ohjelmallisesti (axe-core) kolmella kielellä, leveinä ja kapeina ja suuren kontrastin väreillä. Kolmen roolin työ on käyty läpi pelkällä näppäimistöllä, ja näkymät 320 kuvapisteen levyisinä, mikä vastaa 400 prosentin suurennosta. Ulkopuolinen asiantuntija tai apuvälineiden käyttäjä ei ole vielä arvioinut palvelua. Arvio uusitaan, kun palvelu muuttuu.",
				],
			},
			{
				title: "Huomasitko puutteen?",
				lines: ["Kerro siitä palvelun tarjoajalle. Sen pitää vastata 14 päivän kuluessa."],
			},
		],
		authority: {
			title: "Valvontaviranomainen",
			lead: "Jos et saa vastausta kahden viikon aikana tai et ole tyytyväinen siihen, voit tehdä ilmoituksen valvontaviranomaiselle. Sen sivuilla kerrotaan, miten se tehdään ja miten asia käsitellään.",
			name: "Liikenne- ja viestintävirasto Traficom",
			unit: "Digitaalisen esteettömyyden ja saavutettavuuden valvontayksikkö",
			site: "www.saavutettavuusvaatimukset.fi",
			contact: "saavutettavuus@traficom.fi, vaihde 029 534 5000",
		},
	},

	feedback: {
		title: "Palaute",
		lead: "Kerro, mikä ei toimi, mikä on epäselvää tai mikä ei ole saavutettavaa. Saavutettavuuspalautteeseen vastataan viimeistään 14 päivän kuluttua.",
		address: "Lähetä palaute osoitteeseen",
		noAddress:
			"Tälle palvelulle ei ole annettu palautteen osoitetta. Saavutettavuuden puutteesta voit ilmoittaa suoraan valvontaviranomaiselle: Liikenne- ja viestintävirasto Traficom, saavutettavuus@traficom.fi.",
		coordinators: (org) => `Koordinaattorit: ${org}`,
		none: "Organisaatiollasi ei ole voimassa olevaa koordinaattoria. Ota yhteyttä esihenkilöösi.",
		strangers:
			"Voit kertoa myös organisaatiolle, jolta sait tämän palvelun osoitteen tai kutsun: sen kirjaamoon tai asiakaspalveluun. Kun kirjaudut sisään, näet tässä oman organisaatiosi koordinaattorit.",
		sections: [
			{
				title: "Kerro tämä",
				listed: true,
				lines: [
					"Millä sivulla olit ja mitä yritit tehdä. Älä kerro mitään asiakkaista.",
					"Mitä tapahtui, ja oliko sivulla virheilmoitus. Kirjoita sen sanat.",
					"Mikä selain ja laite sinulla on, ja käytätkö apuvälinettä.",
					"Sivun alalaidassa oleva versio ja koodi.",
				],
			},
			{
				title: "Turvallisuus",
				lines: [
					"Jos sivulla on punainen hälytys tai epäilet, että joku muu on päässyt tietoihin, älä jatka. Soita koordinaattorille heti ja kirjoita muistiin hälytyksen sanat ja kellonaika.",
				],
			},
			{
				title: "Asiakkaan asia",
				lines: [
					"Asiakkaan tietoja koskeva pyyntö tai valitus kuuluu hänen hyvinvointialueelleen, ei tähän.",
				],
			},
		],
	},
};

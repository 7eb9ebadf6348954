// Finnish: guests of one case, on both sides of the door.
export const guest = {
	title: "Vieraat",
	none: "Tapaukseen ei ole kutsuttu ketään.",
	invite: "Kutsu vieras",
	open: (until: string) => `Kutsuttu, linkki toimii ${until} asti`,
	admitted: "Puhelussa nyt",
	remove: "Peru kutsu",
	putOut: "Poista puhelusta",
	unnamed: "Vieras",

	inviteTitle: "Kutsu vieras tapaukseen",
	inviteLead:
		"Vieras on ammattilainen, jolla ei ole tunnusta, esimerkiksi tulkki. Hän kuulee ja näkee vain puhelun, ei tapauksen tietoja.",
	name: "Kutsuttavan nimi",
	role: "Tehtävä",
	days: "Linkki on voimassa",
	dayCount: (n: number) => (n === 1 ? "1 päivän" : `${n} päivää`),
	named: "Suostumuksessa muut osallistujat:",
	tick: "Suostumus kattaa tämän henkilön",
	nobody:
		"Suostumus ei nimeä muita osallistujia, joten ketään ei voi kutsua. Kirjaa uusi suostumus, jossa asiakas kertoo, ketkä muut saavat osallistua.",
	general: "Yleisessä kysymyksessä ei puhuta asiakkaista, ei myöskään vieraan kanssa.",
	make: "Luo linkki",
	linkLead: (name: string, until: string) =>
		`Anna linkki vain henkilölle ${name}. Se toimii ${until} asti ja avaa vain tämän tapauksen puhelun.`,
	link: "Vieraan linkki",
	linkOnce: "Linkki näytetään vain nyt. Etätunti ei lähetä sitä kenellekään.",
	linkHow:
		"Lähetä se suojatulla viestillä. Vieras pääsee sisään vasta, kun hän koputtaa ja päästät hänet huoneesta.",

	knocks: (name: string, role: string) => `${name} (${role}) odottaa oven takana`,
	admit: "Päästä sisään",
	falseKnock: (name: string) =>
		`Joku yrittää sisään kutsulla (${name}), mutta hänellä ei ole oikeaa linkkiä. Häntä ei voi päästää sisään. Kerro koordinaattorille.`,

	page: "Vieraana etäkonsultaatiossa",
	what: "Sinut on kutsuttu videopuheluun, jossa käsitellään yhden asiakkaan asiaa. Kuulet ja näet vain puhelun. Puhelua ei tallenneta.",
	by: "Kutsuja",
	you: "Kutsuttu",
	until: "Linkki toimii",
	notYou: (name: string) => `Jos et ole ${name}, sulje tämä sivu. Linkki on henkilökohtainen.`,
	secrecy: "Puhelussa kuulemasi on salassa pidettävää. Huolehdi, ettei kukaan muu kuule tai näe.",
	test: "Kokeile kamera ja ääni",
	knock: "Koputa",
	knockHint: "Pyydät pääsyä. Kukaan ei näe eikä kuule sinua, ennen kuin sinut päästetään sisään.",
	waitTitle: "Odota oven takana",
	wait: (by: string) =>
		`${by} tai työparin toinen jäsen päästää sinut sisään, kun asia on vuorossa. Pidä tämä sivu auki.`,
	entering: "Sinut päästettiin sisään. Avataan puhelua.",
	call: "Puhelu",
	present: "Muut puhelussa",
	leftTitle: "Poistuit puhelusta",
	left: "Pääset takaisin niin kauan kuin asia on käsittelyssä.",
	back: "Palaa puheluun",
	goneTitle: "Linkki ei avaa enää mitään",
	gone: "Puhelu on päättynyt, kutsu on peruttu tai linkki on jo käytetty muualla. Kukaan ei kuule sinua. Jos sinua vielä tarvitaan, pyydä uusi linkki.",
	movedTitle: "Puhelu on auki muualla",
	moved: "Olet samassa puhelussa toisessa ikkunassa tai laitteessa.",
	noneTitle: "Avaa linkki, jonka sait",
	noLink: "Tällä sivulla ei ole linkkiä. Avaa se uudelleen viestistä, jossa se tuli.",
	badTitle: "Linkkiä ei voi avata",
	signedIn:
		"Tässä ikkunassa on kirjauduttu sisään. Avaa linkki toisessa selaimessa tai kirjaudu ensin ulos.",
	forget: "Unohda linkki tältä laitteelta",
} as const;

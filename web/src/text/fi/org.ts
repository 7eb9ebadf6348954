// Finnish: what a coordinator keeps for the organisation: the list of professionals, templates for records, how long
// closed cases are kept, and holds.

export const organisation = {
	title: "Organisaatio",
	lead: (org: string) => `${org}: mikä on yhteistä kaikille työntekijöille.`,
	pairsText: (n: number) => (n === 1 ? "1 työpari" : `${n} työparia`),
	substitutesText: "Kuka hoitaa kenenkin työtä, ja mistä mihin",
	teamsText: (n: number) => (n === 1 ? "1 tiimi luettelossa" : `${n} tiimiä luettelossa`),
	templatesText: (n: number) =>
		n === 0 ? "Kaikissa järjestelmissä valmis teksti" : `Oma teksti ${n} järjestelmässä`,
	retentionText: (days: number) =>
		`Sisältö hävitetään ${days} päivän kuluttua tapauksen päättämisestä`,
	withdrawalText: "Kun asiakas ottaa yhteyttä sinuun eikä työntekijäänsä",
} as const;

export const teams = {
	title: "Ammattilaiset",
	lead: "Kenen puoleen käännytään missäkin asiassa. Luettelo näkyy kaikille, ja suunnitelman jatkotoimeen voi valita tiimin siitä.",
	toList: "Ammattilaiset: kenen puoleen käännytään",
	find: "Etsi tehtävällä, tiimillä tai asialla",
	findHint: "Esimerkiksi velka, kuntoutus tai lapsiperhe",
	count: (n: number) => (n === 1 ? "1 tiimi" : `${n} tiimiä`),
	none: "Luettelo on vielä tyhjä. Koordinaattori lisää siihen tiimit.",
	noneFound: "Haulla ei löydy ketään. Kokeile lyhyempää sanaa.",
	add: "Lisää tiimi",
	change: (name: string) => `Muuta: ${name}`,
	newTitle: "Uusi tiimi",
	editTitle: "Muuta tiimiä",
	functions:
		"Kirjoita tiimi tai tehtävä, ei henkilön nimeä. Älä kirjoita mitään asiakkaista. Luettelo on allekirjoitettu, ja sen aiemmat versiot säilyvät.",
	name: "Tiimi tai tehtävä",
	task: "Mitä tekee",
	whenToTurn: "Milloin käännytään",
	contact: "Yhteydenotto",
	hints: {
		name: "Esimerkiksi Aikuissosiaalityö, Ikaalinen",
		task: "Esimerkiksi täydentävä ja ehkäisevä toimeentulotuki",
		whenToTurn: "Esimerkiksi kun vuokra on jäänyt maksamatta kahdelta kuulta",
		contact: "Tiimin numero tai osoite ja aika, jolloin sieltä vastataan",
	},
	drop: "Poista luettelosta",
	dropTitle: "Poistetaanko tiimi luettelosta?",
	dropText:
		"Tiimiä ei voi enää valita. Suunnitelmissa, joissa se jo on, nimi näkyy edelleen. Tiimin voi palauttaa luetteloon.",
	dropped: "Poistetut",
	droppedText: "Näitä ei löydy haulla. Nimi näkyy suunnitelmissa, joihin se on valittu.",
	restore: (name: string) => `Palauta: ${name}`,
	gone: "Tiimiä ei ole, tai se kuuluu toiselle organisaatiolle.",
	full: "Luettelossa on jo 500 tiimiä. Poista ensin vanhentuneita.",
} as const;

export const templates = {
	title: "Kirjauspohjat",
	lead: "Tällä pohjalla suunnitelma muotoillaan tekstiksi, joka liitetään potilas- tai asiakastietojärjestelmään.",
	target: "Järjestelmä",
	own: (target: string) => `${target}: käytössä on organisaatiosi oma pohja.`,
	builtIn: (target: string) => `${target}: käytössä on valmis pohja suomeksi ja ruotsiksi.`,
	who: "Muutos koskee organisaatiosi kaikkia työntekijöitä heti. Jo kopioidut tekstit eivät muutu. Omaa pohjaa käytetään kaikilla kielillä.",
	text: "Pohja",
	textHint:
		"Aaltosulkeissa oleva kenttä korvataan suunnitelman tiedolla. Rivi jää pois, jos kaikki sen kentät ovat tyhjiä. Pohjaan ei kirjoiteta mitään asiakkaasta.",
	insert: "Lisättävä kenttä",
	insertOne: "Lisää kohdistimen kohtaan",
	monsu: "MONSU-merkintä",
	followUpDate: "Seurannan päivä",
	unknownField: (field: string) => `Kenttää {${field}} ei ole. Valitse kenttä luettelosta.`,
	brace: "Aaltosulje ilman kenttää. Kirjoita kenttä kokonaan, esimerkiksi {steps}.",
	length: (n: number, max: number) => `${n}/${max} merkkiä`,
	noMonsu: "Pohjassa ei ole kenttää {monsu}. Merkintä lisätään tekstin loppuun.",
	preview: "Esikatselu keksityllä suunnitelmalla",
	save: "Ota käyttöön",
	saved: "Pohja on käytössä.",
	reset: "Palauta valmis pohja",
	resetTitle: "Palautetaanko valmis pohja?",
	resetText: "Oma pohja poistuu käytöstä heti kaikilta organisaatiosi työntekijöiltä.",
} as const;

export const retention = {
	title: "Säilytys ja hävittäminen",
	rule: (days: number) =>
		`Kun tapauksen päättämisestä on kulunut ${days} päivää, sen sisältö ja avaimet hävitetään lopullisesti. Kirjaukset siitä, kuka teki mitä ja milloin, jäävät.`,
	days: "Päiviä tapauksen päättämisestä",
	daysHint: "1–3650. Ellei muuta ole sovittu, 90.",
	save: "Muuta",
	saved: "Säilytysaika on muutettu.",
	shorterTitle: "Lyhennetäänkö säilytysaikaa?",
	shorterText: (days: number) =>
		`Tapaukset, jotka on päätetty yli ${days} päivää sitten, hävitetään tunnin kuluessa. Sitä ei voi perua. Hävittämiskiellossa olevat säilyvät.`,
	shorterConfirm: "Lyhennä",
	ahead: "Hävitetään 30 päivän kuluessa",
	aheadNone: "Mitään ei hävitetä 30 päivän kuluessa, eikä mikään ole hävittämiskiellossa.",
	erased: "Hävitetty vuoden aikana",
	erasedNone: "Mitään ei ole hävitetty.",
	ref: "Viite",
	closed: "Päätetty",
	erasing: "Hävitetään",
	erasedAt: "Hävitetty",
	how: "Miten",
	byPair: "Työpari hävitti",
	byRule: "Säännön mukaan",
	held: "Hävittämiskielto",
	soon: "Tunnin kuluessa",
	made: "Tilanne",
	backups: "Varmuuskopiot",
	backupsText: [
		"Hävittäminen koskee palvelinta ja kaikkien omia laitteita. Varmuuskopio, joka on otettu ennen hävittämistä, sisältää tapauksen yhä salattuna, kunnes kopio poistetaan.",
		"Ylläpito määrää, kauanko varmuuskopioita pidetään. Sopiva aika on enintään 30 päivää, ja vanhimmat kopiot poistetaan itsestään. Silloin hävitetty tapaus on poissa kaikkialta viimeistään 30 päivän kuluttua.",
		"Jos palvelin palautetaan varmuuskopiosta, hävitetyt tapaukset palaavat. Sääntö hävittää ne uudelleen tunnin kuluessa. Työparin itse hävittämät on hävitettävä uudelleen.",
	],
	toList: "Mitä on hävitetty ja hävitetään",
	inCase: (days: number) =>
		`Sisältö hävitetään itsestään ${days} päivän kuluttua päättämisestä, ellei se ole hävittämiskiellossa.`,
} as const;

export const hold = {
	title: "Hävittämiskielto",
	lead: "Hävittämiskiellossa olevan tapauksen sisältöä ei hävitä sääntö eikä työpari. Kieltoa käytetään, kun asiasta on vireillä esimerkiksi valitus tai selvityspyyntö.",
	none: "Tapauksella ei ole hävittämiskieltoa.",
	on: (who: string, day: string) => `Tapaus on hävittämiskiellossa. Kiellon asetti ${who} ${day}.`,
	isOn: "Tapaus on hävittämiskiellossa",
	reason: "Syy",
	reasonHint:
		"Syytä ei salata, ja se jää kirjauksiin. Kirjoita esimerkiksi asian diaarinumero, ei mitään asiakkaasta.",
	set: "Aseta hävittämiskielto",
	setTitle: "Asetetaanko hävittämiskielto?",
	setText:
		"Sisältöä ei hävitetä, ennen kuin kielto puretaan. Kielto ei pidennä suostumusta eikä Kelan pääsyä.",
	end: "Pura kielto",
	endTitle: "Puretaanko hävittämiskielto?",
	endText: "Jos säilytysaika on kulunut, sisältö hävitetään tunnin kuluessa.",
	byReference: "Hävittämiskielto viitteellä",
	state: "Tila",
	states: { open: "Kesken", closed: "Päätetty", erased: "Hävitetty" },
	tooLate: "Sisältö on jo hävitetty. Kieltoa ei voi asettaa.",
	done: "Hävittämiskielto on asetettu.",
	ended: "Hävittämiskielto on purettu.",
} as const;

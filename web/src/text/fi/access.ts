// Finnish: enrolment, settings, the lock after idle time.
export const enrol = {
	title: "Tervetuloa Etätuntiin",
	founding: (org: string) =>
		`Otat käyttöön organisaation ${org}. Sinusta tulee sen ensimmäinen koordinaattori.`,
	invited: (who: string, org: string) => `${who} (${org}) on kutsunut sinut.`,
	waits: "Tilisi teko on kesken. Mitään ei ole hukassa.",
	goOn: "Jatka tilin tekoa",
	asName: "Nimi",
	asUser: "Käyttäjänimi",
	asRoles: "Rooli",
	asOrg: "Organisaatio",
	expires: "Linkki vanhenee",
	whatNext: "Käyttöönotossa on kolme vaihetta. Aikaa menee noin viisi minuuttia.",
	steps: [
		"Keksi salalause.",
		"Tulosta tai tallenna tiliarkki.",
		"Odota, että koordinaattori vahvistaa sinut puhelimessa.",
	],
	stepsFounder: [
		"Valitse nimesi ja keksi salalause.",
		"Tulosta tai tallenna tiliarkki.",
		"Valmis: voit kutsua muut.",
	],
	notYours: "Jos nimi ei ole sinun, älä jatka, vaan kerro kutsujalle.",
	start: "Aloita",
	nameTitle: "Nimesi",
	nameHint: "Näin muut näkevät sinut",
	userHint: "Pieniä kirjaimia, esimerkiksi maija.virtanen",
	passTitle: "Keksi salalause",
	passLead: "Vähintään 12 merkkiä. Hyvä salalause on neljä sanaa, jotka eivät liity toisiinsa.",
	pass: "Salalause",
	passAgain: "Salalause uudelleen",
	strength: {
		empty: "Kirjoita salalause",
		short: "Liian lyhyt",
		common: "Liian helppo arvata",
		fair: "Kelpaa",
		good: "Hyvä",
		strong: "Vahva",
	},
	passWarning: "Salalausetta ei voi palauttaa. Jos se unohtuu, tarvitset uuden kutsun.",
	makingKeys: "Tehdään avaimiasi tällä laitteella",
	sheetTitle: "Tiliarkkisi",
	sheetLead:
		"Kun kirjaudut uudella laitteella, tarvitset tämän arkin ja salalauseesi. Tulosta se ja säilytä kuten passia, tai tallenna paikkaan, johon vain sinä pääset.",
	sheetHeading: "Etätunti: tiliarkki",
	accountKey: "Tiliavain",
	address: "Osoite",
	made: "Tehty",
	sheetKeep: "Älä anna arkkia kenellekään. Se ei yksin avaa tiliäsi.",
	qrLabel: "QR-koodi kirjautumiseen uudella laitteella",
	printSheet: "Tulosta tai tallenna PDF",
	retypeTitle: "Varmista, että arkki on sinulla",
	retype: "Kirjoita tiliavaimen kuusi viimeistä merkkiä",
	retypeHint: "Katso ne tulostetusta tai tallennetusta arkista.",
	finish: "Ota tili käyttöön",
	sheetDone: "Arkki on tallessa",
	waitTitle: "Odota vahvistusta",
	waitLead:
		"Koordinaattori soittaa sinulle tai sinä hänelle. Lue hänelle nämä 30 numeroa. Näin hän tietää, että tili on sinun.",
	number: "Numerosi",
	waitOpen:
		"Tämä sivu jatkaa itsestään, kun sinut on vahvistettu. Voit myös sulkea sen ja kirjautua myöhemmin.",
	trySignIn: "Kirjaudu sisään",
	badTitle: "Linkki ei avaudu",
} as const;

export const settings = {
	title: "Asetukset",
	language: "Kieli",
	account: "Tilisi",
	searchKeyTitle: "Pikanäppäin",
	searchKey: "Näppäin / vie hakuun",
	searchKeyHint:
		"Ota pois, jos ruudunlukijasi tai puheohjauksesi käyttää samaa näppäintä. Valinta jää tälle laitteelle.",
	number: "30-numeroinen tunnisteesi",
	numberHint: "Lue tämä puhelimessa, kun joku haluaa varmistaa, että olet sinä.",
	validTo: "Tili on voimassa",
	sheet: "Tiliarkki",
	sheetText: "Voit tulostaa arkin uudelleen. Anna ensin salalauseesi.",
	showSheet: "Näytä tiliarkki",
} as const;

export const idle = {
	locks: (seconds: number) => `Etätunti lukittuu ${seconds} sekunnin kuluttua.`,
	goOn: "Jatka painamalla mitä tahansa. Luonnokset säilyvät.",
} as const;

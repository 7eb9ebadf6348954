// Finnish: the device in the client's hands. `give` and `back` are said to the worker, all else to the client.
export const handed = {
	give: "Anna laite asiakkaalle",
	giveTitle: "Anna laite asiakkaalle",
	giveText:
		"Näytöllä on vain asiakkaan sivu, kunnes otat laitteen takaisin. Muut välilehdet lukitaan.",
	giveOutside:
		"Etätunti ei voi lukita laitteen muita ohjelmia. Siihen on laitteen oma toiminto, esimerkiksi ohjattu käyttö tai näytön kiinnitys.",
	giveInCall: "Poistu ensin puhelusta: muuten asiakas kuulee sen.",
	pin: "PIN-koodi tätä kertaa varten",
	pinHint:
		"Vähintään 4 numeroa. Sillä otat laitteen takaisin. Jos jätät tyhjäksi, tarvitset salalauseesi.",
	paperLanguage: "Kieli, jolla asiakas lukee suostumuksen",
	signedThere: "Asiakas on allekirjoittanut laitteella.",
	back: "Työntekijä jatkaa",
	backTitle: "Ota laite takaisin",
	backPin: "PIN-koodi",
	backText: "Vain työntekijälle.",
	backGo: "Ota takaisin",
	usePass: "Käytä salalausetta",
	other: "Joku muu kirjautuu",
	triesLeft: (n: number) => (n === 1 ? "1 yritys jäljellä." : `${n} yritystä jäljellä.`),
	pinSpent: "PIN-koodi ei enää käy. Anna salalauseesi.",
	language: "Kieli",
	scopeTitle: "Mihin suostutte?",
	scopeLead:
		"Valitkaa, mitä teistä saa kertoa. Voitte jättää minkä tahansa pois. Kysykää työntekijältä, jos jokin on epäselvää.",
	signTitle: "Lukekaa ja allekirjoittakaa",
	signLead: "Lukekaa suostumus rauhassa. Jos jokin kohta ei ole oikein, palatkaa takaisin.",
	sign: "Valmis, olen allekirjoittanut",
	notNow: "En allekirjoita",
	thanksTitle: "Kiitos",
	thanks: "Allekirjoituksenne on tallessa. Antakaa laite takaisin työntekijälle.",
	thanksNot: "Ette allekirjoittanut suostumusta. Antakaa laite takaisin työntekijälle.",
	thanksMeasures: "Vastauksenne ovat tallessa. Antakaa laite takaisin työntekijälle.",
	again: "Palaa takaisin",
	offline: "Yhteys on poikki. Se, mitä teette, säilyy tällä laitteella.",
	lockedTitle: "Laite on lukittu",
	locked:
		"Antakaa laite takaisin työntekijälle. Se, mitä ehditte tehdä, on tallessa: mitään ei tarvitse tehdä uudelleen.",
	owner: (name: string) => `Laite on työntekijän ${name}.`,
	ring: "Työntekijälle tulee puhelu. Voitte jatkaa rauhassa tai antaa laitteen hänelle.",
	ringQuiet: "Hiljennä",
} as const;

// Finnish: what to do when something does not hold.
export const alarm = {
	title: "Turvallisuushälytys tällä laitteella",
	means:
		"Joku on voinut puuttua palvelimen tietoihin. Tältä laitteelta ei anneta avaimia, vahvisteta ihmisiä eikä avata puheluita.",
	since: (when: string) => `Havaittu ${when}.`,
	what: "Mitä tapahtui",
	meaning: "Mitä se tarkoittaa",
	do: "Mitä teet",
	case: "Avaa tapaus, jota asia koskee",
	forget: "Unohda tämän laitteen muisti",
	forgetTitle: "Unohdetaanko laitteen muisti?",
	forgetText:
		"Tee tämä vasta, kun koordinaattori on selvittänyt asian ja pyytänyt sitä. Laite unohtaa, mitä se on nähnyt palvelimen tiedoista, ja kirjaa sinut ulos. Tiliavaimesi ja tapaukset säilyvät.",
	forgetConfirm: "Unohda ja kirjaudu ulos",
	reasons: {
		kdf: {
			what: "Palvelin pyysi käsittelemään salalauseesi heikommin kuin on sallittu.",
			todo: "Älä kirjaudu nyt. Soita koordinaattorille.",
		},
		bundle: {
			what: "Palvelin antoi avaimet, jotka eivät ole sinun tai joita on muutettu.",
			todo: "Älä yritä uudelleen. Soita koordinaattorille.",
		},
		genesis: {
			what: "Tämä palvelin ei ole se Etätunti, jonka laitteesi tuntee.",
			todo: "Tarkista osoite. Jos se on oikea, soita koordinaattorille.",
		},
		invite: {
			what: "Kutsua on muutettu tai sen on tehnyt joku muu kuin organisaatiosi koordinaattori.",
			todo: "Älä käytä linkkiä. Pyydä uusi kutsu puhelimessa.",
		},
		number: {
			what: "Numero ei täsmää henkilön avaimiin.",
			todo: "Älä vahvista häntä. Soittakaa ja verratkaa numerot uudelleen.",
		},
		"directory-fork": {
			what: "Palvelin näyttää sinulle eri henkilöluettelon kuin muille.",
			todo: "Älä jatka asiakastyötä täällä. Soita koordinaattorille.",
		},
		"directory-rollback": {
			what: "Palvelin näyttää vanhempaa henkilöluetteloa, kuin laitteesi on jo nähnyt.",
			todo: "Älä jatka asiakastyötä täällä. Soita koordinaattorille.",
		},
		"directory-broken": {
			what: "Henkilöluettelossa on merkintä, jota koordinaattori ei ole allekirjoittanut oikein.",
			todo: "Älä jatka. Soita koordinaattorille.",
		},
		"case-fork": {
			what: "Palvelin näyttää sinulle tapauksesta eri kirjaukset kuin muille.",
			todo: "Älä käsittele tapausta. Soita parillesi ja koordinaattorille.",
		},
		"case-rollback": {
			what: "Tapauksesta puuttuu kirjauksia, jotka laitteesi on jo nähnyt.",
			todo: "Älä käsittele tapausta. Soita parillesi ja koordinaattorille.",
		},
		"case-broken": {
			what: "Tapauksessa on kirjaus, jonka allekirjoitus tai järjestys ei täsmää.",
			todo: "Älä käsittele tapausta. Soita koordinaattorille.",
		},
		grant: {
			what: "Tapauksen avain tuli henkilöltä, jolla ei ole oikeutta antaa sitä, tai se on väärä.",
			todo: "Älä kirjoita tapaukseen mitään. Soita parillesi ja koordinaattorille.",
		},
		object: {
			what: "Tapauksen sisältö ei ole se, jonka tekijä allekirjoitti.",
			todo: "Älä luota tekstiin. Soita parillesi ja koordinaattorille.",
		},
		consent: {
			what: "Suostumuksen sisältö tai päivät eivät ole ne, jotka allekirjoitettiin.",
			todo: "Älä kerro tapauksesta. Tarkista suostumus asiakkaan paperista ja soita koordinaattorille.",
		},
		signal: {
			what: "Puhelun yhteystiedot eivät ole siltä henkilöltä, jonka nimellä ne tulivat.",
			todo: "Sulje puhelu. Soita henkilölle puhelimella ja kerro koordinaattorille.",
		},
		"log-fork": {
			what: "Palvelin näyttää sinulle eri lokin kuin muille.",
			todo: "Kerro koordinaattorille. Hän vertaa lokin tarkistuspisteitä.",
		},
		"log-rollback": {
			what: "Lokista puuttuu rivejä, jotka laitteesi on jo nähnyt.",
			todo: "Kerro koordinaattorille. Hän vertaa lokin tarkistuspisteitä.",
		},
		"log-broken": {
			what: "Lokin allekirjoitus tai järjestys ei täsmää.",
			todo: "Kerro koordinaattorille. Älä luota raporttiin.",
		},
	},
} as const;

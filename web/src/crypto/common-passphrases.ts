// What people in Finland choose first: leaked passwords' favourites, keyboard rows, seasons, places, our own trade.
// Longest first, so that a word is taken out before its parts. Data only.
export const COMMON_WORDS: readonly string[] = `
kansaneläkelaitos minärakastansinua hyvinvointialue sosiaaliohjaaja sairaanhoitaja administrator
terveyskeskus jagälskardig konsultaatio potilastieto keskiviikko pääkäyttäjä vaihdaminut
1234567890 ahvenanmaa contraseña jalkapallo motdepasse prinsessan qwertyuiop salasanani
tervetuloa 123456789 987654321 asdfghjkl christmas hemlighet ikaalinen instagram jumalauta
jyvaskyla jyväskylä maaliskuu maanantai marraskuu metallica microsoft midsommar nightwish
perjantai pirkanmaa prinsessa salaisuus september stockholm sunnuntai tietokone valkommen
välkommen 12345678 1q2w3e4r 1qaz2wsx abcd1234 baseball changeme computer december etatunti
etätunti facebook februari february football göteborg heinäkuu helmikuu helsinki helvetti
hospital huhtikuu iloveyou internet joulukuu juhannus kaupunki kennwort lauantai lifecare
losenord lösenord mediatri november password passwort princess rakastan sairaala salainen
salasana sosiaali starwars sunshine superman tammikuu toimisto toukokuu trustno1 whatever
yllapito ylläpito 1234567 asiakas augusti default finland finnish fotboll freedom fuckyou
hevonen hoitaja januari january joensuu johanna jokerit kesäkuu kokeilu letmein lokakuu lääkäri
october oktober passord perkele pokemon potilas rakkaus saatana sverige syyskuu tampere tappara
terveys testing tiistai torstai työpari virasto welcome windows zxcvbnm 000000 111111 112233
121212 123123 123456 654321 abc123 abcdef anders arbete asdfgh august autumn azerty batman
doctor dragon effica elokuu fredag friday google heikki heippa hejhej hejsan hemlig juhani
juhlat kissat koirat kuopio kärlek kärpät master moikka monday monkey måndag office oletus
qazwsx qwerty qwertz ruotsi secret shadow sommar spring summer tanska vaihda vantaa vieras
vinter winter zxcvbn 12345 54321 admin antti april björn dator espoo fitta guest hello hirvi
ilves joulu jukka karhu karin kevat kevät kissa koira kunta lahti lapsi lehmä liisa linux malmö
mamma march maria matti mikko minna mummo nokia norge norja nurse pappa paska pekka perhe sanna
suomi syksy talvi terve testi tunti turku vaari vaasa varha vauva vittu åland anna erik gäst
hifk hund häst höst juli july june juni kari katt kela kesa kesä love mars moro oulu pori root
sote test timo work äiti cat dog fpa hei isä jul kuk maj moi tyo työ vår åbo
`
	.trim()
	.split(/\s+/);

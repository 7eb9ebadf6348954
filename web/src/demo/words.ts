// Words for the passphrases of invented people. Not for real ones: there are only these.
export const WORDS: readonly string[] = (
	"halla humala jousi kanerva karhu kataja keidas kelo kivi koski kuikka kuusama laavu lumikko " +
	"maininki majava marja mesi myrsky nokkonen nuotio ohra orava otava pajulintu peura pihlaja " +
	"poro puro pyry rahka ranta reitti riite saari salava sammal selkä sieni soihtu sumu suvanto " +
	"taival talvio tammi tervas tihku tuohi tuuli ulappa usva vaahto valkea varpu vesi viima virta"
).split(" ");

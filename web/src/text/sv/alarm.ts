// Swedish: what to do when something does not hold.
import type { Section } from "../texts.ts";

export const alarm: Section<"alarm"> = {
	title: "Säkerhetslarm på den här enheten",
	means:
		"Någon kan ha ändrat serverns uppgifter. Från den här enheten ges inga nycklar, bekräftas inga personer och öppnas inga samtal.",
	since: (when) => `Upptäckt ${when}.`,
	what: "Vad hände",
	meaning: "Vad det betyder",
	do: "Vad du gör",
	case: "Öppna ärendet som det gäller",
	forget: "Glöm den här enhetens minne",
	forgetTitle: "Ska enhetens minne glömmas?",
	forgetText:
		"Gör detta först när koordinatorn har utrett saken och bett om det. Enheten glömmer vad den har sett av serverns uppgifter och loggar ut dig. Din kontonyckel och ärendena finns kvar.",
	forgetConfirm: "Glöm och logga ut",
	reasons: {
		kdf: {
			what: "Servern bad att din lösenfras skulle behandlas svagare än vad som är tillåtet.",
			todo: "Logga inte in nu. Ring koordinatorn.",
		},
		bundle: {
			what: "Servern gav nycklar som inte är dina eller som har ändrats.",
			todo: "Försök inte igen. Ring koordinatorn.",
		},
		genesis: {
			what: "Den här servern är inte den Etätunti som din enhet känner.",
			todo: "Kontrollera adressen. Om den är rätt, ring koordinatorn.",
		},
		invite: {
			what: "Inbjudan har ändrats eller gjorts av någon annan än koordinatorn i din organisation.",
			todo: "Använd inte länken. Be om en ny inbjudan per telefon.",
		},
		number: {
			what: "Numret stämmer inte med personens nycklar.",
			todo: "Bekräfta inte personen. Ring och jämför numren på nytt.",
		},
		"directory-fork": {
			what: "Servern visar dig en annan personförteckning än den visar andra.",
			todo: "Fortsätt inte klientarbetet här. Ring koordinatorn.",
		},
		"directory-rollback": {
			what: "Servern visar en äldre personförteckning än den som din enhet redan har sett.",
			todo: "Fortsätt inte klientarbetet här. Ring koordinatorn.",
		},
		"directory-broken": {
			what: "I personförteckningen finns en anteckning som koordinatorn inte har undertecknat rätt.",
			todo: "Fortsätt inte. Ring koordinatorn.",
		},
		"case-fork": {
			what: "Servern visar dig andra anteckningar om ärendet än den visar andra.",
			todo: "Behandla inte ärendet. Ring ditt par och koordinatorn.",
		},
		"case-rollback": {
			what: "I ärendet saknas anteckningar som din enhet redan har sett.",
			todo: "Behandla inte ärendet. Ring ditt par och koordinatorn.",
		},
		"case-broken": {
			what: "I ärendet finns en anteckning vars underskrift eller ordning inte stämmer.",
			todo: "Behandla inte ärendet. Ring koordinatorn.",
		},
		grant: {
			what: "Nyckeln till ärendet kom från någon som inte får ge den, eller så är den fel.",
			todo: "Skriv ingenting i ärendet. Ring ditt par och koordinatorn.",
		},
		object: {
			what: "Ärendets innehåll är inte det som dess författare undertecknade.",
			todo: "Lita inte på texten. Ring ditt par och koordinatorn.",
		},
		consent: {
			what: "Samtyckets innehåll eller dagar är inte de som undertecknades.",
			todo: "Berätta inte om ärendet. Kontrollera klientens papper och ring koordinatorn.",
		},
		signal: {
			what: "Samtalets uppgifter kom inte från den person vars namn de bar.",
			todo: "Avsluta samtalet. Ring personen per telefon och meddela koordinatorn.",
		},
		"log-fork": {
			what: "Servern visar dig en annan logg än den visar andra.",
			todo: "Meddela koordinatorn, som jämför loggens kontrollpunkter.",
		},
		"log-rollback": {
			what: "I loggen saknas rader som din enhet redan har sett.",
			todo: "Meddela koordinatorn, som jämför loggens kontrollpunkter.",
		},
		"log-broken": {
			what: "Loggens underskrift eller ordning stämmer inte.",
			todo: "Meddela koordinatorn. Lita inte på rapporten.",
		},
	},
};

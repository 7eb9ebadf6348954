// An invented plan, for the preview of a template: nobody's, with every field filled. Pure.
import type { RecordLanguage, RecordPlan } from "./record-text.ts";

const DATES = { date: "2026-11-25", followUpDate: "2027-01-25", refreshBy: "2027-05-25" } as const;

export const SAMPLE_PLAN: Readonly<Record<RecordLanguage, RecordPlan>> = {
	fi: {
		...DATES,
		place: "etäyhteydellä",
		present: "asiakas, sairaanhoitaja, sosiaaliohjaaja, Kelan yhteyshenkilö",
		situation: "Sairausloma jatkuu, päiväraha on päättymässä.",
		core: "Toimeentulo turvataan, kun päiväraha päättyy.",
		steps: [
			{ what: "Toimittaa B-lausunnon", who: "asiakas", by: "2026-12-04", done: false },
			{
				what: "Tarkistaa hakemuksen liitteet",
				who: "Kelan yhteyshenkilö",
				by: "2026-12-09",
				done: true,
			},
		],
		followUpHow: "Soitto asiakkaalle",
		followUpWho: "sosiaaliohjaaja",
		responsible: "Sosiaaliohjaaja, Ikaalinen",
		coordination: "Aikuissosiaalityö",
		clientContact: "puhelin, aamupäivisin",
	},
	sv: {
		...DATES,
		place: "på distans",
		present: "klienten, sjukskötaren, socialhandledaren, FPA:s kontaktperson",
		situation: "Sjukledigheten fortsätter, dagpenningen håller på att ta slut.",
		core: "Utkomsten tryggas när dagpenningen tar slut.",
		steps: [
			{ what: "Lämnar in B-utlåtandet", who: "klienten", by: "2026-12-04", done: false },
			{
				what: "Granskar ansökans bilagor",
				who: "FPA:s kontaktperson",
				by: "2026-12-09",
				done: true,
			},
		],
		followUpHow: "Samtal till klienten",
		followUpWho: "socialhandledaren",
		responsible: "Socialhandledaren, Ikalis",
		coordination: "Vuxensocialarbetet",
		clientContact: "telefon, på förmiddagen",
	},
};

// Swedish: roles, codes of documents.
import type { Section } from "../texts.ts";

export const roles: Section<"roles"> = {
	worker: "Anställd i arbetspar",
	contact: "FPA:s kontaktperson",
	coordinator: "Koordinator",
};

export const codes: Section<"codes"> = {
	topics: {
		"social-assistance": "Grundläggande utkomststöd",
		"housing-allowance": "Allmänt bostadsbidrag",
		"sickness-allowance": "Sjukdagpenning",
		rehabilitation: "Rehabilitering och rehabiliteringspenning",
		"disability-pension": "Sjukpension, garantipension",
		unemployment: "Utkomstskydd för arbetslösa",
		"disability-benefits": "Handikappförmåner",
		"care-allowance": "Vårdbidrag och bostadsbidrag för pensionstagare",
		families: "Stöd för barnfamiljer",
		studies: "Studiestöd",
		"medicines-travel": "Läkemedels- och reseersättningar",
		other: "Annat ärende",
	},
	urgency: { normal: "Normal", urgent: "Brådskande" },
	directions: {
		"pair-to-kela": "Arbetsparet inom social- och hälsovården får berätta för FPA",
		"kela-to-pair": "FPA får berätta för arbetsparet inom social- och hälsovården",
	},
	categories: {
		benefits: "Förmåner, ansökningar och beslut",
		livelihood: "Inkomster, utgifter och skulder",
		housing: "Boende",
		family: "Familj och närstående",
		"social-services": "Socialtjänster",
		"work-studies": "Arbete och studier",
	},
	capture: {
		drawn: "Undertecknat på skärmen",
		scan: "Undertecknat på papper, bild bifogad",
		"drawn+scan": "Undertecknat på skärmen och på papper",
	},
	consent: {
		"waiting-ack": "Väntar på kvittering",
		"in-force": "Gäller",
		"not-yet": "Börjar senare",
		expired: "Har upphört",
		withdrawn: "Återkallat",
		missing: "Saknas",
	},
	place: {
		waiting: "Väntar",
		queued: "I kö",
		ready: "FPA klar",
		"needs-info": "FPA frågar",
		"in-turn": "Behandlas",
		handled: "Behandlat",
		"carried-over": "Flyttat",
		interrupted: "Avbrutet",
		answered: "Besvarad skriftligt",
	},
	outcome: {
		handled: "Behandlat",
		"carried-over": "Fortsätter nästa timme",
		interrupted: "Avbrutet",
	},
	side: { pair: "Arbetsparet", kela: "FPA", client: "Klienten", other: "Annan" },
	planKind: { made: "MONSU: tehty (gjord)", updated: "MONSU: päivitetty (uppdaterad)" },
	who: { client: "Klienten själv", representative: "Klientens lagliga företrädare" },
	how: { oral: "Muntligt", written: "Skriftligt", message: "Med meddelande" },
};

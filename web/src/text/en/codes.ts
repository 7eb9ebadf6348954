// English: roles, codes of documents.
import type { Section } from "../texts.ts";

export const roles: Section<"roles"> = {
	worker: "Care pair worker",
	contact: "Kela contact person",
	coordinator: "Coordinator",
};

export const codes: Section<"codes"> = {
	topics: {
		"social-assistance": "Basic social assistance",
		"housing-allowance": "General housing allowance",
		"sickness-allowance": "Sickness allowance",
		rehabilitation: "Rehabilitation and rehabilitation allowance",
		"disability-pension": "Disability pension, guarantee pension",
		unemployment: "Unemployment benefits",
		"disability-benefits": "Disability benefits",
		"care-allowance": "Care and housing allowance for pensioners",
		families: "Benefits for families with children",
		studies: "Student financial aid",
		"medicines-travel": "Reimbursement for medicines and travel",
		other: "Something else",
	},
	urgency: { normal: "Normal", urgent: "Urgent" },
	directions: {
		"pair-to-kela": "The care pair may tell Kela",
		"kela-to-pair": "Kela may tell the care pair",
	},
	categories: {
		benefits: "Benefits, applications and decisions",
		livelihood: "Income, expenses and debts",
		housing: "Housing",
		family: "Family and loved ones",
		"social-services": "Social services",
		"work-studies": "Work and studies",
	},
	capture: {
		drawn: "Signed on the screen",
		scan: "Signed on paper, picture attached",
		"drawn+scan": "Signed on the screen and on paper",
	},
	consent: {
		"waiting-ack": "Waiting for acknowledgement",
		"in-force": "In force",
		"not-yet": "Begins later",
		expired: "Ended",
		withdrawn: "Withdrawn",
		missing: "Missing",
	},
	place: {
		waiting: "Waiting",
		queued: "Queued",
		ready: "Kela ready",
		"needs-info": "Kela asks",
		"in-turn": "Being discussed",
		handled: "Handled",
		"carried-over": "Carried over",
		interrupted: "Interrupted",
		answered: "Answered in writing",
	},
	outcome: {
		handled: "Handled",
		"carried-over": "Goes on in the next hour",
		interrupted: "Interrupted",
	},
	side: { pair: "Care pair", kela: "Kela", client: "Client", other: "Other" },
	planKind: { made: "MONSU: tehty (made)", updated: "MONSU: päivitetty (updated)" },
	who: { client: "The client", representative: "The client's legal representative" },
	how: { oral: "Orally", written: "In writing", message: "By message" },
};

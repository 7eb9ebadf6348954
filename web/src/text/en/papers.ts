// English: what comes out of the hour on paper and into records.
import type { Section } from "../texts.ts";

export const papers: Section<"papers"> = {
	title: "Use and disclosure",
	record: "Plan for the record system",
	recordLead:
		"Copy the text and paste it into the client's record. Check that the right client's record is open.",
	target: "Where does the text go?",
	recordLanguage: "Language of the entry",
	recordLanguages: { fi: "Finnish", sv: "Swedish" },
	monsu: "Entry",
	monsuHint: {
		made: "This is the case's first finished plan.",
		updated: "A plan of this case has been recorded before.",
	},
	notConfirmed: "Both sides have not confirmed this plan yet.",
	text: "Text to paste",
	copyText: "Copy the text",
	copyFailed: "The browser did not allow copying. Select the text in the field and copy it.",
	noteIt: "Mark as copied",
	noteHint:
		"Once you have pasted the text, mark it as copied. The mark stays in the case's messages: who copied, when and where to.",
	noted: "Marked as copied",
	copies: "Copies made",
	noCopies: "Nobody has marked a copy yet.",
	copyLine: (target, rev, who, when) => `${target}: version ${rev} of the plan, ${who}, ${when}`,
	planWord: "plan",
	noPlan: "No plan has been written yet.",
	summary: "Summary for the client",
	summaryLead: "Print it and give it to the client. Choose the language the client reads.",
	summaryLanguage: "Client's language",
	languages: { fi: "suomi", sv: "svenska", en: "English" },
	client: {
		heading: "What we agreed",
		met: (day) => `We talked about your matter on ${day}.`,
		place: "Place",
		present: "Present",
		goal: "What it is about",
		own: "What you do",
		others: "What others do",
		noOwn: "You need not do anything now.",
		noOthers: "Others have nothing to do.",
		what: "Matter",
		who: "Who does it",
		by: "By when",
		follow: "What happens next",
		followLine: (day) => `On ${day} we will look together at how things are going.`,
		review: (day) => `The plan will be gone through again by ${day}.`,
		contact: "Whom you can contact",
		responsible: (name) => `Your matter is looked after by ${name}.`,
		reach: "How we contact you",
		consent: "Your consent",
		consentTo: (day) =>
			`You allowed information to be exchanged with Kela. The permission ends on ${day}.`,
		withdraw: (reference) =>
			`You can withdraw the permission at any time. Tell your worker or Kela, or the organisation's coordinator. Give the reference ${reference}. The exchange of information ends at once. You get services without the permission too.`,
		whoSaw: "You can ask to be told who has seen your information and when.",
	},
	receipt: "Client's receipt",
	receiptLead:
		"The receipt says what of the client's information was disclosed, to whom and on which consent. You sign it with your own key. Making the receipt is logged.",
	receiptHeading: "Receipt for information disclosed",
	receiptIntro: (reference) =>
		`This is how your information was disclosed between the care pair and another organisation. Reference ${reference}.`,
	receiptNone: "Your information has not been disclosed to another organisation.",
	times: (n) => (n === 1 ? "once" : `${n}\u00a0times`),
	what: "What",
	whom: "To whom",
	when: "When",
	signedBy: (name, when) => `Signed by ${name}, ${when}`,
	keyNumber: "Number of the signer's key",
	checkHow:
		"The receipt can be checked without a network: read the code with a phone's camera, copy the text and paste it on the checking page. The organisation gives you the page.",
	checkSays:
		"The code shows that the receipt has not been changed since it was signed. It does not show what was said in the call. The organisation tells whose key it is.",
	code: "The receipt's code",
	codeTooLong:
		"There are so many disclosures that the code does not fit on paper. Print the report too.",
	checkPage: "Download the checking page",
};

// Bodies of what is signed about what organisations keep in common, from typed fields; and the words of a proposed card.
import { fromB64, toB64 } from "../bytes.ts";
import {
	type CardWords,
	cardBody,
	cardDropBody,
	cardText,
	recordTemplateBody,
	retentionBody,
	teamBody,
	topicsText,
} from "../directory-org-body.ts";
import { CARD_LANGUAGES } from "../directory-org-limits.ts";
import { randomBytes, sign } from "../sodium.ts";
import type { CardProposal, CardText, OrgAct } from "./api-org.ts";
import { VaultError } from "./errors.ts";
import type { Session } from "./session.ts";

/** One way of writing lines: signed texts have no other control characters, and no blanks at their ends. */
const lines = (text: string): string =>
	text
		.normalize("NFC")
		.replaceAll(/\r\n?|[\u2028\u2029]/g, "\n")
		.replaceAll("\t", " ")
		.replaceAll(/[^\P{Cc}\n]|[\u202a-\u202e\u2066-\u2069\ufeff]/gu, "")
		.trim();

/** What is signed and under which id, in the name of that organisation. */
export function orgBody(act: OrgAct, org: Uint8Array): { id: Uint8Array | null; body: Uint8Array } {
	switch (act.kind) {
		case "record-template": {
			const { target } = act;
			return { id: null, body: recordTemplateBody({ org, target, text: lines(act.text) }) };
		}
		case "team": {
			const team = act.team === null ? randomBytes(16) : fromB64(act.team, 16);
			const [task, whenToTurn, contact] = [act.task, act.whenToTurn, act.contact].map(lines) as [
				string,
				string,
				string,
			];
			const name = lines(act.name);
			return { id: team, body: teamBody({ team, org, name, task, whenToTurn, contact }) };
		}
		case "card": {
			const words = wordsOf(fromB64(act.proposal.card, 16), act.proposal);
			const [proposer, sig] = [fromB64(act.proposer, 16), fromB64(act.proposal.sig, 64)];
			return { id: words.card, body: cardBody({ ...words, proposer, sig }) };
		}
		case "card-drop": {
			const card = fromB64(act.card, 16);
			return { id: card, body: cardDropBody(card) };
		}
		case "retention":
			return { id: null, body: retentionBody({ org, days: act.days }) };
	}
}

/** As it is signed: also what somebody else says that they propose is written in no other way. */
function wordsOf(card: Uint8Array, text: CardText): CardWords {
	const lang = CARD_LANGUAGES.find((word) => word === text.lang);
	if (lang === undefined) throw new VaultError("bad_param", "lang");
	const topics = topicsText(text.topics).split(",");
	return { card, lang, topics, question: lines(text.question), answer: lines(text.answer) };
}

/** My words for a card that the other side may publish. */
export function proposeCard(session: Session, text: CardText): CardProposal {
	const { g, identity } = session;
	const words = wordsOf(randomBytes(16), text);
	const sig = sign(cardText(g, words), identity.sign.sk);
	return { ...words, card: toB64(words.card), sig: toB64(sig) };
}

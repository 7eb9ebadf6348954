// The rules of the directory's statements about what organisations keep in common (PROTOCOL §3): templates of records,
// teams, cards that one side proposed and the other checked. Each writes the newest into the state.
import { equal, toB64 } from "./bytes.ts";
import {
	type CardBody,
	cardText,
	type RecordTemplateBody,
	type RetentionBody,
	type TeamBody,
} from "./directory-org-body.ts";
import {
	CARD_ANSWER_MAX,
	CARD_QUESTION_MAX,
	RETENTION_DAYS_MAX,
	TEAM_CONTACT_MAX,
	TEAM_NAME_MAX,
	TEAM_TEXT_MAX,
	TEMPLATE_MAX,
} from "./directory-org-limits.ts";
import { nameOk } from "./directory-places.ts";
import type { Certified, DirectoryState } from "./directory-state.ts";
import { verify } from "./sodium.ts";
import { ChainError, type Statement } from "./statement.ts";

const fail = (why: string, statement: Statement): never => {
	throw new ChainError(`${statement.kind}: ${why}`, statement.seq);
};

const textOk = (text: string, max: number): boolean => text === "" || nameOk(text, max);

export function recordTemplate(
	dir: DirectoryState,
	issuer: Certified,
	template: RecordTemplateBody,
	s: Statement,
): void {
	if (!equal(issuer.org.id, template.org)) fail("another organisation", s);
	if (issuer.org.kind !== "county") fail("not of a county", s);
	if (!textOk(template.text, TEMPLATE_MAX)) fail("text", s);
	dir.templates.set(`${toB64(template.org)}/${template.target}`, template);
}

export function retention(
	dir: DirectoryState,
	issuer: Certified,
	said: RetentionBody,
	s: Statement,
): void {
	if (!equal(issuer.org.id, said.org)) fail("another organisation", s);
	if (issuer.org.kind !== "county") fail("not of a county", s);
	if (said.days < 1 || said.days > RETENTION_DAYS_MAX) fail("days", s);
	dir.retentions.set(toB64(said.org), said.days);
}

export function team(dir: DirectoryState, issuer: Certified, said: TeamBody, s: Statement): void {
	if (!equal(issuer.org.id, said.org)) fail("another organisation", s);
	const id = toB64(said.team);
	const before = dir.teams.get(id);
	if (before !== undefined && !equal(before.org, said.org)) fail("team of another", s);
	if (said.name === "") {
		if (said.task + said.whenToTurn + said.contact !== "") fail("texts without a name", s);
		if (before === undefined || before.dropped) return fail("no such team", s);
		dir.teams.set(id, { ...before, dropped: true });
		return;
	}
	if (!nameOk(said.name, TEAM_NAME_MAX)) fail("name", s);
	if (!textOk(said.task, TEAM_TEXT_MAX) || !textOk(said.whenToTurn, TEAM_TEXT_MAX)) fail("text", s);
	if (!textOk(said.contact, TEAM_CONTACT_MAX)) fail("contact", s);
	dir.teams.set(id, { ...said, dropped: false });
}

const works = (person: Certified): boolean =>
	person.roles.includes("worker") || person.roles.includes("contact");

/** The issuer has checked what somebody of the other side proposed, word for word. */
export function card(dir: DirectoryState, issuer: Certified, said: CardBody, s: Statement): void {
	if (!works(issuer)) fail("issuer no worker and no contact", s);
	const proposer = dir.person(said.proposer) ?? fail("proposer not certified", s);
	if (dir.stateOf(proposer, s.time) !== "active") fail("proposer not certified any more", s);
	if (!works(proposer)) fail("proposer no worker and no contact", s);
	if (proposer.org.kind === issuer.org.kind) fail("proposed by the same side", s);
	if (!verify(said.sig, cardText(dir.genesis.g, said), proposer.ipkS))
		fail("proposer's signature", s);
	if (!nameOk(said.question, CARD_QUESTION_MAX)) fail("question", s);
	if (!nameOk(said.answer, CARD_ANSWER_MAX)) fail("answer", s);
	if (dir.cards.has(toB64(said.card))) fail("id used before", s);
	const { sig: _, ...words } = said;
	dir.cards.set(toB64(said.card), { ...words, checker: s.author, at: s.time, dropped: false });
}

export function cardDrop(
	dir: DirectoryState,
	issuer: Certified,
	card: Uint8Array,
	s: Statement,
): void {
	const stands = dir.cards.get(toB64(card));
	if (stands === undefined || stands.dropped) return fail("no such card", s);
	const isSide = equal(issuer.uid, stands.proposer) || equal(issuer.uid, stands.checker);
	if (!isSide && !issuer.roles.includes("coordinator")) fail("by somebody else", s);
	dir.cards.set(toB64(card), { ...stands, dropped: true });
}

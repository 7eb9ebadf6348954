// What a card's codes are called, and whose it is.
import { t } from "../../text/language.ts";
import { TOPICS } from "../../work/documents.ts";
import type { Id } from "../../work/work.ts";
import { useWork } from "../context.ts";

/** A code of a later version is shown as it is. */
export function topicName(code: string): string {
	const topic = TOPICS.find((one) => one === code);
	return topic === undefined ? code : t().codes.topics[topic];
}

/** The organisation of a person, by the verified directory. */
export function useOrgs(): (uid: Id) => string {
	const directory = useWork().state.directory.value;
	const people = directory.kind === "ready" ? directory.value.people : [];
	return (uid) => people.find((one) => one.uid === uid)?.orgName ?? t().common.unknownPerson;
}

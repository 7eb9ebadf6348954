// What of this case must not stand in a card, as this device knows the case.
import { tellingOf } from "../../state/card.ts";
import type { Telling } from "../../state/identifiers.ts";
import type { CaseFile, Loadable } from "../../work/work.ts";
import { useNames, useWork } from "../context.ts";
import { useAsked } from "./useAsked.ts";

export function useTelling(file: CaseFile): Loadable<Telling> {
	const work = useWork();
	const names = useNames();
	const online = work.state.connection.value === "online";
	const clients = useAsked(() => work.shelf.names(file.case), [work, file.case, online]);
	if (clients.kind !== "ready") return clients;
	const people = [...clients.value, ...file.members.map(names)];
	return { kind: "ready", value: tellingOf(file, people, work.now()) };
}

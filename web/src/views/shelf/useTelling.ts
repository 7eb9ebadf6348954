// What of this case must not stand in a card, as this device knows the case.
import { tellingOf } from "../../state/card.ts";
import type { Telling } from "../../state/identifiers.ts";
import type { CaseFile } from "../../work/work.ts";
import { useNames, useWork } from "../context.ts";
import { type Asked, useAsked } from "../parts/useAsked.ts";

export function useTelling(file: CaseFile): Pick<Asked<Telling>, "of" | "again"> {
	const work = useWork();
	const names = useNames();
	const clients = useAsked(() => work.shelf.names(file.case), [work, file.case]);
	const { of, again } = clients;
	if (of.kind !== "ready") return { of, again };
	const people = [...of.value, ...file.members.map(names)];
	return { of: { kind: "ready", value: tellingOf(file, people, work.now()) }, again };
}

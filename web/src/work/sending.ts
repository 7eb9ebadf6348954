// Numbers on their way to the broker, under an id that only their sender keeps: put, or taken back, each once whatever is
// cut or said twice. Names no case and nobody.
import { toB64 } from "../crypto/bytes.ts";
import type { MeasureValue } from "../state/measures.ts";
import { WireError } from "../wire/errors.ts";
import type { Commands } from "../wire/messages.gen.ts";
import type { Link } from "./link.ts";
import type { Id } from "./work.ts";

/** What is put, and whether the broker has said that it has it. */
export interface Put {
	readonly id: Id;
	readonly series: Id;
	readonly quarter: string;
	readonly form: Commands["measure-put"]["params"]["form"];
	readonly values: readonly MeasureValue[];
	readonly landed: boolean;
}

export const newMeasureId = (): Id => toB64(crypto.getRandomValues(new Uint8Array(16)));

/** There is nothing more to do about it with those answers. */
const over = (...codes: readonly string[]) => {
	return (error: unknown) => {
		if (!(error instanceof WireError && codes.includes(error.code))) throw error;
	};
};

/** `conflict`: somebody who knows the id has taken it back already. */
export async function land(link: Link, { landed: _, ...params }: Put): Promise<void> {
	await link.request("measure-put", params).catch(over("conflict"));
}

/**
 * What may still be under way is put first and then dropped: an id once dropped takes nothing any more, so whoever sends
 * it late sends it into nothing. `bad_param`, `forbidden`: it cannot be put by me at all.
 */
export async function recall(link: Link, put: Put): Promise<void> {
	if (!put.landed) await land(link, put).catch(over("bad_param", "forbidden"));
	await link.request("measure-drop", { id: put.id }).catch(over("not_found"));
}

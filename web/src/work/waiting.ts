// The waiting lists of the series, as the broker lists them in the published order. For showing only: who may see a case,
// its own chain decides.
import { asWorkError } from "./errors.ts";
import type { Link } from "./link.ts";
import { Reader } from "./replies.ts";
import { Coalesced } from "./serial.ts";
import type { Store } from "./store.ts";
import type { Id, Waiting, WaitingList } from "./work.ts";

export class WaitingLists {
	readonly #store: Store;
	readonly #link: Link;
	readonly #once = new Coalesced(() => this.#load());

	constructor(store: Store, link: Link) {
		this.#store = store;
		this.#link = link;
	}

	refresh(): Promise<void> {
		return this.#once.run();
	}

	async #load(): Promise<void> {
		const signal = this.#store.queue;
		try {
			const { ok } = await this.#link.request("queue-list", {});
			const all = new Reader(ok).list("waiting", readWaiting);
			signal.value = { kind: "ready", value: bySeries(all) };
		} catch (error) {
			if (signal.value.kind !== "ready")
				signal.value = { kind: "failed", error: asWorkError(error) };
		}
	}
}

type Listed = readonly [series: Id, one: Waiting];

const readWaiting = (r: Reader): Listed => [
	r.id("series"),
	{
		pos: r.int("pos"),
		minutes: r.int("minutes"),
		urgency: r.oneOf("urgency", ["normal", "urgent"]),
		carried: r.flag("carried"),
		case: r.idOrNull("case"),
	},
];

export function bySeries(all: readonly Listed[]): readonly WaitingList[] {
	const ids = [...new Set(all.map(([series]) => series))];
	return ids.map((series) => {
		const waiting = all.filter(([of]) => of === series).map(([, one]) => one);
		return { series, waiting: waiting.sort((a, b) => a.pos - b.pos) };
	});
}

// The shapes of commands, replies and events that the wire layer itself needs to name (PROTOCOL §1, §2, §7).
// The full tables are generated into messages.gen.ts; here stands only what connection.ts and its users share.

/** A successful reply: the `ok` object and the blobs that came with it. */
export interface Reply {
	readonly ok: Readonly<Record<string, unknown>>;
	readonly blobs: readonly Uint8Array[];
}

/** An event: `ev` and the fields of its row in PROTOCOL §7. */
export interface WireEvent {
	readonly ev: string;
	readonly [field: string]: unknown;
}

export type Params = Readonly<Record<string, unknown>>;

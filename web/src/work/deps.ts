// What the work layer is given: the vault, a way to open a socket, this site's address, and media where there is any.
// Types only; who makes them is the composition root's business (main.tsx, the demo, a test).
import type { VaultApi } from "../crypto/vault/api.ts";
import type { Media } from "../media/media.ts";
import type { ConnectionOptions, Socket } from "../wire/connection.ts";

/**
 * Small things that this browser keeps for a person: which devices, which room, that a client has it. No secrets.
 * `hold`: this tab alone is in that room, until let go; steal: even if another tab is.
 */
export interface Keepsake {
	read(name: string): string | null;
	write(name: string, value: string | null): void;
	hold(name: string, steal: boolean): Promise<boolean>;
	release(name: string): void;
	/** Told when another tab writes it. */
	watch(name: string, heard: (value: string | null) => void): void;
}

export interface WorkDeps {
	readonly vault: VaultApi;
	/** Opens a socket to the broker with subprotocol SUBPROTOCOL. */
	readonly open: () => Socket;
	/** `https://host:port`, as it stands in Origin and in what logins sign. */
	readonly origin: string;
	/** Milliseconds UTC; the browser's own clock by default. */
	readonly clock?: () => number;
	/** Null: no pictures and no sound (node). Signalling, plan and rooms work all the same. */
	readonly media: Media | null;
	/** Absent: nothing is kept (node). */
	readonly keepsake?: Keepsake;
	/** Time limits of the connection, for tests. */
	readonly connection?: Omit<ConnectionOptions, "open">;
}

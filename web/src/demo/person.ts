// A person at a node client: the browser's work layer with a vault in this process and `ws` as the socket. TLS is
// verified against the certificate that is given. Knows nothing of who the person is.
import { effect, type ReadonlySignal } from "@preact/signals";
import WebSocket from "ws";
import { MemoryStore, openVault, type VaultApi } from "../crypto/vault.ts";
import type { Media } from "../media/media.ts";
import type { ConnectionOptions, Socket } from "../wire/connection.ts";
import { SUBPROTOCOL, WS_PATH } from "../wire/connection.ts";
import { createWork, type WorkClient } from "../work/create.ts";
import type { Loadable } from "../work/work.ts";

export interface Site {
	readonly origin: string;
	/** PEM of the certificate that the server must show. */
	readonly ca: string;
	/** Where people's vaults are; without it in this thread. */
	readonly openVault?: () => VaultApi;
}

export function openSocket({ origin, ca }: Site): WebSocket {
	const address = new URL(origin.replace(/^http/, "ws"));
	address.pathname = WS_PATH;
	// As in browsers, each message is a task of its own: a reply is taken in before the event that follows it.
	const like = { perMessageDeflate: false, allowSynchronousEvents: false };
	return new WebSocket(address, SUBPROTOCOL, { ca, origin, ...like });
}

export interface Device {
	readonly work: WorkClient;
	/** Pulls the network cable, or puts it back. */
	setOnline(online: boolean): void;
	stop(): void;
}

/** A device that nobody has used yet, switched on. `change`, `media`: a test's own vault around the real one, its own call. */
export async function newDevice(
	site: Site,
	connection: Omit<ConnectionOptions, "open"> = {},
	change: (vault: VaultApi) => VaultApi = (vault) => vault,
	media: Media | null = null,
): Promise<Device> {
	const own = () => openVault({ store: new MemoryStore(), tab: crypto.randomUUID() });
	const vault = change(await (site.openVault ?? own)());
	const sockets = new Set<WebSocket>();
	let isOnline = true;
	const open = () => {
		if (!isOnline) throw new Error("no network");
		const socket = openSocket(site);
		sockets.add(socket);
		socket.addEventListener("close", () => sockets.delete(socket));
		return socket as unknown as Socket;
	};
	const work = createWork({ vault, open, origin: site.origin, media, connection });
	const setOnline = (online: boolean) => {
		isOnline = online;
		if (!online) for (const socket of sockets) socket.terminate();
	};
	return { work, setOnline, stop: () => work.stop() };
}

/** Resolves with the signal's value as soon as it passes; rejects after a while, naming what was waited for. */
export function until<T, V extends T>(
	signal: ReadonlySignal<T>,
	passes: (value: T) => value is V,
	what: string,
	patienceMs?: number,
): Promise<V>;
export function until<T>(
	signal: ReadonlySignal<T>,
	passes: (value: T) => boolean,
	what: string,
	patienceMs?: number,
): Promise<T>;
export function until<T>(
	signal: ReadonlySignal<T>,
	passes: (value: T) => boolean,
	what: string,
	patienceMs = 15_000,
): Promise<T> {
	return new Promise((resolve, reject) => {
		let stop: (() => void) | null = null;
		const done = (then: () => void) => {
			clearTimeout(late);
			queueMicrotask(() => stop?.());
			then();
		};
		const late = setTimeout(() => {
			stop?.();
			reject(new Error(`waited in vain for ${what}; it is ${shown(signal.peek())}`));
		}, patienceMs);
		stop = effect(() => {
			const { value } = signal;
			if (passes(value)) done(() => resolve(value));
		});
	});
}

const shown = (value: unknown): string => (JSON.stringify(value) ?? "undefined").slice(0, 2_000);

/** This person has read the number that stands on their screen to that other one: it is theirs, or it is not. */
export async function compare(
	by: Pick<Device, "work">,
	uid: string,
	matches = true,
): Promise<void> {
	const { people } = await loaded(by.work.state.directory, "the directory");
	const number = people.find((one) => one.uid === uid)?.number;
	if (number === undefined) throw new Error("nobody to compare with");
	await by.work.trust.compare(uid, number, matches);
}

/** The value of a list once it is loaded. */
export async function loaded<T>(signal: ReadonlySignal<Loadable<T>>, what: string): Promise<T> {
	const value = await until(signal, (one) => one.kind === "ready", what);
	if (value.kind !== "ready") throw new Error(what);
	return value.value;
}

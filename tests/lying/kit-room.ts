// Two people who are about to talk through the liar: the nurse and Kela's contact at real clients, in the room of one
// case's session; and what an insider with that case's key could put into the room by hand.
import assert from "node:assert/strict";
import { fromB64, toB64 } from "../../web/src/crypto/bytes.ts";
import {
	isForMembers,
	membersKey,
	type RoomPlace,
	type Signal,
	sealSignal,
	sessionKey,
} from "../../web/src/crypto/envelope.ts";
import { lp } from "../../web/src/crypto/lp.ts";
import { randomBytes } from "../../web/src/crypto/sodium.ts";
import { type Device, until } from "../../web/src/demo/person.ts";
import type { Head } from "../../web/src/wire/messages.gen.ts";
import type { Participant, Room } from "../../web/src/work/work.ts";
import { type CaseFile, type Person, World } from "../scenarios/kit.ts";
import { type Client, type Liar, type Lies, okOf, type PeerFrame, type Told } from "./kit-liar.ts";
import { victimIn } from "./kit-victim.ts";

const NONE = { microphone: false, camera: false };
/** So many bad frames and a person is shown as false (work/signalling.ts). */
export const BAD = 3;

type Who = "nurse" | "contact";

export class Talk {
	readonly liar: Liar;
	readonly world: World;
	readonly file: CaseFile;
	readonly other: CaseFile;
	readonly devices: Record<Who, Device>;
	/** The public id of each one's connection, as the liar overheard it. */
	readonly conns: Map<string, string>;
	readonly #clients: Map<string, Client>;

	private constructor(
		parts: Pick<Talk, "liar" | "world" | "file" | "other" | "devices" | "conns">,
		clients: Map<string, Client>,
	) {
		this.liar = parts.liar;
		this.world = parts.world;
		this.file = parts.file;
		this.other = parts.other;
		this.devices = parts.devices;
		this.conns = parts.conns;
		this.#clients = clients;
	}

	/** Both in the lobby, the case in turn open, nobody in its room. */
	static async begin(liar: Liar): Promise<Talk> {
		const world = await World.make(liar.server);
		const { nurse, contact } = world.people;
		const file = await world.caseQueued();
		const other = await world.caseQueued();
		const conns = new Map<string, string>();
		const clients = new Map<string, Client>();
		const overhear: Lies = {
			reply: (told, to, client) => {
				if (to.cmd === "hi") {
					conns.set(client.user, String(okOf(told).conn));
					clients.set(client.user, client);
				}
				return told;
			},
		};
		const devices = await liar.while(overhear, async () => ({
			nurse: await victimIn(liar, nurse),
			contact: await victimIn(liar, contact),
		}));
		const talk = new Talk({ liar, world, file, other, devices, conns }, clients);
		const hour = world.hours[0]?.hour ?? "";
		for (const device of Object.values(devices)) await device.work.hour.enterLobby(hour);
		await devices.nurse.work.hour.openCaseInTurn(file.name, NONE);
		await talk.turn(file.name);
		await talk.leave();
		return talk;
	}

	stop(): void {
		for (const device of Object.values(this.devices)) device.stop();
	}

	person(who: Who): Person {
		return this.world.people[who];
	}

	conn(who: Who): string {
		return this.conns.get(this.person(who).username) ?? assert.fail(`no connection of ${who}`);
	}

	/** The way to their device. */
	client(who: Who): Client {
		return this.#clients.get(this.person(who).username) ?? assert.fail(`no way to ${who}`);
	}

	get session(): string {
		return (
			this.devices.contact.work.state.lobby.value?.turn?.session ?? assert.fail("nobody is in turn")
		);
	}

	async turn(id: string): Promise<void> {
		for (const { work } of Object.values(this.devices)) {
			const fits = () => {
				const turn = work.state.lobby.value?.turn;
				return turn?.case === id && turn.session !== null;
			};
			await until(work.state.lobby, fits, "the case in turn");
		}
	}

	async leave(): Promise<void> {
		for (const { work } of Object.values(this.devices)) await work.hour.leaveRoom();
	}

	/** Both go in under these lies, `look` is had, both go out. */
	async meet(lies: Lies, look: () => Promise<void>): Promise<void> {
		const { nurse, contact } = this.devices;
		try {
			await this.liar.while(lies, async () => {
				await contact.work.hour.join(NONE);
				await nurse.work.hour.join(NONE);
				await look();
			});
		} finally {
			await this.leave();
		}
	}

	room(who: Who): Room {
		return this.devices[who].work.state.room.value ?? assert.fail(`${who} is in no room`);
	}

	/** Whoever is shown to be there under that connection. */
	seen(by: Who, conn: string): Participant | undefined {
		return this.room(by).others.find((one) => one.conn === conn);
	}

	async is(by: Who, conn: string, verified: Participant["verified"]): Promise<void> {
		await until(
			this.devices[by].work.state.room,
			(room) => room?.others.some((one) => one.conn === conn && one.verified === verified) === true,
			`${conn} to be ${verified} for ${by}`,
		);
	}

	/** Nobody hears this one: there is somebody who has not been verified, or nobody. */
	silent(who: Who): void {
		const room = this.room(who);
		assert.deepEqual(room.hearing, []);
		assert.notEqual(room.phase, "open");
	}

	/** A room is shown as open and everyone in it as verified: as long as nobody lies, and never else. */
	async verified(): Promise<void> {
		await this.is("nurse", this.conn("contact"), "verified");
		await this.is("contact", this.conn("nurse"), "verified");
		for (const who of ["nurse", "contact"] as const) {
			await until(
				this.devices[who].work.state.room,
				(room) => room?.phase === "open",
				`${who} to have an open room`,
			);
		}
	}

	get place(): RoomPlace {
		return { g: this.world.g, caseId: this.file.id, sessionId: fromB64(this.session) };
	}

	/** What a member could seal who helps the liar: any sender, any signer, any counter. */
	sealed(by: Person, change: Partial<Signal>): Uint8Array {
		const signal: Signal = {
			fromUid: by.uid,
			fromConn: new Uint8Array(16),
			toConn: new Uint8Array(0),
			ctr: 2 ** 40,
			timeMs: Date.now(),
			type: "hello",
			payload: new Uint8Array(),
			...change,
		};
		const keyOf = isForMembers(signal.type) ? membersKey : sessionKey;
		const key = keyOf(this.file.keys.S, this.place);
		return sealSignal(key, this.place, signal, by.identity.sign.sk);
	}

	frame(from: string, body: Uint8Array, to: string | null = null): PeerFrame {
		return {
			room: fromB64(this.session),
			from: fromB64(from),
			to: to === null ? new Uint8Array(16) : fromB64(to),
			body,
		};
	}
}

/** With a fingerprint of whoever makes it, and these heads. */
export const helloPayload = (directory: Head, file: Head): Uint8Array =>
	lp(
		"ET1/hello",
		randomBytes(32),
		directory.seq,
		fromB64(directory.hash),
		file.seq,
		fromB64(file.hash),
		randomBytes(32),
	);

export const flippedBody = (body: Uint8Array, offset: number): Uint8Array =>
	body.with(offset, (body[offset] ?? 0) ^ 1);

/** Everybody by that name is told of one more in the room, in events and at the door. */
export function ghost(user: string, peer: { conn: string; uid: string }): Lies {
	const more = (peers: unknown) => [...(peers as unknown[]), peer];
	return {
		reply: (told, to, client): Told =>
			client.user === user && to.cmd === "room-join" && told.json.ok !== undefined
				? { ...told, json: { ...told.json, ok: { ...okOf(told), peers: more(okOf(told).peers) } } }
				: told,
		event: (told, client): Told =>
			client.user === user && told.json.ev === "peers"
				? { ...told, json: { ...told.json, peers: more(told.json.peers) } }
				: told,
	};
}

export const newConn = (): string => toB64(randomBytes(16));

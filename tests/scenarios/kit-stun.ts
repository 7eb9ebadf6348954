// As much TURN as it takes to ask for a relay by UDP: an Allocate with a user name and a credential (RFC 8656). Knows
// nothing of Etätunti; a browser does the rest.
import { createHash, createHmac, randomBytes } from "node:crypto";
import { createSocket } from "node:dgram";

const COOKIE = Buffer.from("2112a442", "hex");
const ALLOCATE = 0x0003;
const USERNAME = 0x0006;
const MESSAGE_INTEGRITY = 0x0008;
const ERROR_CODE = 0x0009;
const REALM = 0x0014;
const NONCE = 0x0015;
const REQUESTED_TRANSPORT = 0x0019;
const UDP = Buffer.from([17, 0, 0, 0]);
const ANSWERS_WITHIN_MS = 2000;

export interface Credential {
	readonly username: string;
	readonly credential: string;
}

type Attributes = ReadonlyMap<number, Buffer>;

function attribute(type: number, value: Buffer): Buffer {
	const head = Buffer.alloc(4);
	head.writeUInt16BE(type, 0);
	head.writeUInt16BE(value.length, 2);
	return Buffer.concat([head, value, Buffer.alloc(-value.length & 3)]);
}

function message(id: Buffer, attributes: readonly Buffer[], key: Buffer | null): Buffer {
	const body = Buffer.concat(attributes);
	const head = Buffer.alloc(4);
	head.writeUInt16BE(ALLOCATE, 0);
	head.writeUInt16BE(body.length + (key === null ? 0 : 24), 2);
	const bare = Buffer.concat([head, COOKIE, id, body]);
	if (key === null) return bare;
	const mac = createHmac("sha1", key).update(bare).digest();
	return Buffer.concat([bare, attribute(MESSAGE_INTEGRITY, mac)]);
}

function read(answer: Buffer): { readonly isError: boolean; readonly attributes: Attributes } {
	const attributes = new Map<number, Buffer>();
	for (let at = 20; at + 4 <= answer.length; ) {
		const len = answer.readUInt16BE(at + 2);
		attributes.set(answer.readUInt16BE(at), answer.subarray(at + 4, at + 4 + len));
		at += 4 + len + (-len & 3);
	}
	return { isError: (answer.readUInt16BE(0) & 0x0110) === 0x0110, attributes };
}

function errorOf(attributes: Attributes): number {
	const code = attributes.get(ERROR_CODE);
	return code === undefined ? 0 : (code[2] ?? 0) * 100 + (code[3] ?? 0);
}

/** The error that the server answers with (401: not by this credential); null: it relays; "silent": nobody is there. */
export async function allocate(port: number, by: Credential): Promise<number | null | "silent"> {
	const socket = createSocket("udp4");
	await new Promise<void>((resolve) => socket.connect(port, "127.0.0.1", resolve));
	const ask = (key: Buffer | null, attributes: readonly Buffer[]) =>
		new Promise<Buffer | null>((resolve) => {
			const timer = setTimeout(() => resolve(null), ANSWERS_WITHIN_MS);
			const done = (answer: Buffer | null) => {
				clearTimeout(timer);
				resolve(answer);
			};
			socket.once("message", done);
			socket.once("error", () => done(null)); // refused by the kernel
			socket.send(message(randomBytes(12), attributes, key));
		});
	try {
		const wants = attribute(REQUESTED_TRANSPORT, UDP);
		const first = await ask(null, [wants]);
		if (first === null) return "silent";
		const { attributes } = read(first);
		const [realm, nonce] = [attributes.get(REALM), attributes.get(NONCE)];
		if (realm === undefined || nonce === undefined) return errorOf(attributes);
		const secret = `${by.username}:${realm.toString()}:${by.credential}`;
		const second = await ask(createHash("md5").update(secret).digest(), [
			wants,
			attribute(USERNAME, Buffer.from(by.username)),
			attribute(REALM, realm),
			attribute(NONCE, nonce),
		]);
		if (second === null) return "silent";
		const answer = read(second);
		return answer.isError ? errorOf(answer.attributes) : null;
	} finally {
		socket.close();
	}
}

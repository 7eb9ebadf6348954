// A call in node: speaks and connects as a browser's would as far as work/ can tell, keeps what it is sent, and notes when
// it is closed. And its owner at a device of their own. Knows no WebRTC: the descriptions are the test's.
import type { VaultApi } from "../../web/src/crypto/vault.ts";
import { fingerprintText } from "../../web/src/crypto/sdp.ts";
import { randomBytes } from "../../web/src/crypto/sodium.ts";
import { newDevice } from "../../web/src/demo/person.ts";
import type { Call, CallEvents, Media } from "../../web/src/media/media.ts";
import { NO_MEDIA, silentCall, UNHEARD } from "../../web/src/media/silent.ts";
import type { Server } from "./kit-server.ts";
import { type Member, signedIn, siteOf } from "./kit-work.ts";

type Kind = "offer" | "answer" | "ice";

/** What such a call says to everyone who is verified. */
export interface Said {
	readonly offer: string;
	readonly answer: string;
	readonly ice: string;
}

const NOTHING: Said = { offer: "v=0", answer: "v=0", ice: "{}" };
const CONNECTED = { ...UNHEARD, link: "connected" } as const;

export class SpokenMedia implements Media {
	readonly said: Said;
	/** Of every call that was made, 32 bytes each. */
	readonly certificates: Uint8Array[] = [];
	readonly heard: { readonly kind: Kind; readonly payload: string }[] = [];
	/** Calls that are running. */
	running = 0;

	constructor(said: Said = NOTHING) {
		this.said = said;
	}

	async call(_devices: unknown, events: CallEvents): Promise<Call> {
		const certificate = randomBytes(32);
		this.certificates.push(certificate);
		this.running += 1;
		let open = true;
		events.local({ ...NO_MEDIA, microphone: "on", camera: "off" });
		return {
			...silentCall(fingerprintText(certificate)),
			add: (conn) => {
				events.signal(conn, "offer", this.said.offer);
				events.signal(conn, "ice", this.said.ice);
				events.remote(conn, CONNECTED);
			},
			receive: (conn, kind, payload) => {
				this.heard.push({ kind, payload });
				if (kind === "offer") events.signal(conn, "answer", this.said.answer);
			},
			close: () => {
				if (open) this.running -= 1;
				open = false;
			},
		};
	}
}

/** Somebody at a device with such a call, whose vault the test can ask as well. */
export interface Caller extends Member {
	readonly vault: VaultApi;
	readonly media: SpokenMedia;
}

/** The person moves over: their device of before is switched off. */
export async function atCall(
	server: Server,
	member: Member,
	media = new SpokenMedia(),
): Promise<Caller> {
	member.stop();
	let kept: VaultApi | null = null;
	const keep = (vault: VaultApi) => {
		kept = vault;
		return vault;
	};
	const device = await newDevice(siteOf(server), {}, keep, media);
	const { account } = member;
	const { username, passphrase, accountKey } = account;
	await device.work.session.signInOnNewDevice(username, passphrase, accountKey);
	if (kept === null) throw new Error("a device without a vault");
	return { ...device, uid: await signedIn(device), account, vault: kept, media };
}

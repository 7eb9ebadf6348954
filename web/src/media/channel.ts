// The data channel of the real-time text to one person: laid on both sides under one number, in order, with a limit to
// what is taken from them. Knows no text.
import { Allowance, MESSAGE_MAX_BYTES } from "./rtt.ts";

const LABEL = "rtt";
const NUMBER = 0;
/** People write some ten characters a second; a line that is pasted comes in a few pieces. */
const BURST = 100;
const PER_SECOND = 40;
/** More than this unsent: they do not listen, and get a fresh line when they do. */
const UNSENT_MAX_BYTES = 64 * 1024;

export class TextChannel {
	readonly #channel: RTCDataChannel;
	readonly #allowance = new Allowance(BURST, PER_SECOND);
	/** Something was not sent: they need the line anew. */
	#behind = false;

	constructor(pc: RTCPeerConnection, on: { opened(): void; message(text: string): void }) {
		this.#channel = pc.createDataChannel(LABEL, { negotiated: true, id: NUMBER, ordered: true });
		this.#channel.onopen = () => on.opened();
		this.#channel.onbufferedamountlow = () => {
			if (!this.#behind) return;
			this.#behind = false;
			on.opened();
		};
		this.#channel.onmessage = ({ data }: MessageEvent<unknown>) => {
			const verdict = this.#allowance.take(performance.now());
			if (verdict === "flood") return this.close();
			if (verdict === "over" || typeof data !== "string") return;
			// Never more bytes than three times the characters: the rest need not be counted.
			if (data.length > MESSAGE_MAX_BYTES) return;
			if (new TextEncoder().encode(data).length <= MESSAGE_MAX_BYTES) on.message(data);
		};
	}

	send(text: string): void {
		const channel = this.#channel;
		if (channel.readyState !== "open") return;
		this.#behind ||= channel.bufferedAmount > UNSENT_MAX_BYTES;
		if (!this.#behind) channel.send(text);
	}

	close(): void {
		this.#channel.onopen = null;
		this.#channel.onbufferedamountlow = null;
		this.#channel.onmessage = null;
		this.#channel.close();
	}
}

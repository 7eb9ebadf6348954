// What a session description must be before it may reach a peer connection (ET1 §4): small, no SDES keys, and every
// fingerprint SHA-256 and one that the sender signed in its hello. Pure text; knows no WebRTC.

export const SDP_MAX_BYTES = 16 * 1024;

/** "AB:CD:…", 32 bytes in upper-case hex. */
const FINGERPRINT = /^(?:[0-9A-F]{2}:){31}[0-9A-F]{2}$/;

export const fingerprintText = (bytes: Uint8Array): string =>
	Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0").toUpperCase()).join(":");

/** The bytes of "AB:CD:…"; null if it is no SHA-256 fingerprint. */
export function fingerprintBytes(text: string): Uint8Array | null {
	const upper = text.toUpperCase();
	if (!FINGERPRINT.test(upper)) return null;
	return Uint8Array.from(upper.split(":"), (pair) => Number.parseInt(pair, 16));
}

/** The SHA-256 fingerprints of an SDP; null if one is of another hash or malformed. */
export function sdpFingerprints(sdp: string): string[] | null {
	const found = new Set<string>();
	for (const line of sdp.split(/\r\n|\r|\n/)) {
		if (!/^a=fingerprint:/i.test(line)) continue;
		const value = /^a=fingerprint:sha-256 +([0-9A-F:]+) *$/i.exec(line)?.[1]?.toUpperCase();
		if (value === undefined || !FINGERPRINT.test(value)) return null;
		found.add(value);
	}
	return [...found];
}

/** Null: the SDP may be used. Otherwise what is wrong with it. */
export function sdpProblem(
	sdp: string,
	fingerprints: readonly string[],
): "size" | "crypto" | "fingerprint" | null {
	if (new TextEncoder().encode(sdp).length > SDP_MAX_BYTES) return "size";
	if (/^a=crypto:/im.test(sdp)) return "crypto";
	const found = sdpFingerprints(sdp);
	if (found === null || found.length === 0) return "fingerprint";
	return found.every((one) => fingerprints.includes(one)) ? null : "fingerprint";
}

// The DTLS certificate of one room and its fingerprints, which the hello signs. Knows no call.
const CERTIFICATE_MS = 24 * 3_600_000;

export interface OwnCertificate {
	readonly certificate: RTCCertificate;
	readonly fingerprints: readonly string[];
}

export async function makeCertificate(): Promise<OwnCertificate> {
	const algorithm = { name: "ECDSA", namedCurve: "P-256", expires: CERTIFICATE_MS };
	const certificate = await RTCPeerConnection.generateCertificate(algorithm as AlgorithmIdentifier);
	const fingerprints = fingerprintsOf(certificate) ?? (await offeredPrints(certificate));
	return { certificate, fingerprints };
}

const upper = (values: readonly (string | undefined)[]): string[] =>
	values.flatMap((value) => (value === undefined ? [] : [value.toUpperCase()]));

function fingerprintsOf(certificate: RTCCertificate): string[] | null {
	if (typeof certificate.getFingerprints !== "function") return null;
	const own = certificate.getFingerprints().filter(({ algorithm }) => algorithm === "sha-256");
	return own.length === 0 ? null : upper(own.map(({ value }) => value));
}

/** Where the browser does not tell (Firefox): what it would put into an offer. */
async function offeredPrints(certificate: RTCCertificate): Promise<string[]> {
	const probe = new RTCPeerConnection({ certificates: [certificate] });
	try {
		probe.createDataChannel("");
		const { sdp = "" } = await probe.createOffer();
		const found = [...sdp.matchAll(/^a=fingerprint:sha-256 ([0-9A-F:]+)/gim)];
		return [...new Set(upper(found.map((match) => match[1])))];
	} finally {
		probe.close();
	}
}

// The statistics of one peer connection, read: what has been lost since the last look, which way it goes, and whether
// the certificate that DTLS saw is the one that was signed. Pure.
import type { Sample } from "./quality.ts";

/** As RTCPeerConnection.getStats() gives them. */
export interface Report {
	readonly id: string;
	readonly type: string;
	readonly [name: string]: unknown;
}
export interface Reports {
	forEach(look: (report: Report) => void): void;
	get(id: string): Report | undefined;
}

/** Counters of an earlier look. */
export interface Counted {
	readonly received: number;
	readonly lost: number;
}

export interface Look {
	readonly sample: Sample;
	readonly counted: Counted;
	readonly way: "direct" | "relayed" | null;
}

const num = (value: unknown): number | null =>
	typeof value === "number" && Number.isFinite(value) ? value : null;

function listed(reports: Reports): Report[] {
	const all: Report[] = [];
	reports.forEach((report) => {
		all.push(report);
	});
	return all;
}

/** The pair of candidates that is in use. */
function selected(reports: Reports): Report | null {
	const all = listed(reports);
	for (const transport of all) {
		if (transport.type !== "transport") continue;
		const pair = reports.get(String(transport.selectedCandidatePairId ?? ""));
		if (pair !== undefined) return pair;
	}
	// Firefox names none in the transport.
	const pairs = all.filter((one) => one.type === "candidate-pair" && one.state === "succeeded");
	return pairs.find((one) => one.selected === true || one.nominated === true) ?? null;
}

function wayOf(reports: Reports, pair: Report | null): Look["way"] {
	if (pair === null) return null;
	const ends = [pair.localCandidateId, pair.remoteCandidateId].map((id) =>
		reports.get(String(id ?? "")),
	);
	if (ends.every((end) => end === undefined)) return null;
	return ends.some((end) => end?.candidateType === "relay") ? "relayed" : "direct";
}

const worstOf = (values: readonly (number | null)[]): number | null => {
	const known = values.filter((value) => value !== null);
	return known.length === 0 ? null : Math.max(...known);
};

export function look(reports: Reports, before: Counted | null, at: number): Look {
	const all = listed(reports);
	const of = (type: string) => all.filter((one) => one.type === type);
	const inbound = of("inbound-rtp");
	const sum = (name: string) => inbound.reduce((total, one) => total + (num(one[name]) ?? 0), 0);
	const counted = { received: sum("packetsReceived"), lost: sum("packetsLost") };
	const pair = selected(reports);
	const rtt = num(pair?.currentRoundTripTime);
	const room = num(pair?.availableOutgoingBitrate);
	const jitter = worstOf(inbound.map((one) => num(one.jitter)));
	const sample: Sample = {
		at,
		rttMs: rtt === null ? null : rtt * 1000,
		lossIn: before === null ? null : lossBetween(before, counted),
		lossOut: worstOf(of("remote-inbound-rtp").map((one) => num(one.fractionLost))),
		jitterMs: jitter === null ? null : jitter * 1000,
		roomKbps: room === null ? null : room / 1000,
		held: of("outbound-rtp").some((one) => one.qualityLimitationReason === "bandwidth"),
	};
	return { sample, counted, way: wayOf(reports, pair) };
}

/** Null: nothing came in that could have been lost. Counters of a line that has gone may fall. */
function lossBetween(before: Counted, now: Counted): number | null {
	const lost = Math.max(0, now.lost - before.lost);
	const received = Math.max(0, now.received - before.received);
	return received + lost === 0 ? null : lost / (received + lost);
}

/**
 * Is every certificate that DTLS saw among `fingerprints`? True where the browser tells none: DTLS itself holds to the
 * description, and that was compared before.
 */
export function certificatesFit(reports: Reports, fingerprints: readonly string[]): boolean {
	return listed(reports).every((report) => {
		if (report.type !== "transport" || typeof report.remoteCertificateId !== "string") return true;
		const certificate = reports.get(report.remoteCertificateId);
		if (typeof certificate?.fingerprint !== "string") return true;
		return (
			certificate.fingerprintAlgorithm === "sha-256" &&
			fingerprints.includes(certificate.fingerprint.toUpperCase())
		);
	});
}

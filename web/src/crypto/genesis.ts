// The root of trust: what `etatunti init` made, its hash G, and the link by which G reaches a person.
import { EncodingError, equal, fromB64, toB64 } from "./bytes.ts";
import { lp, lpOpen } from "./lp.ts";
import { hash } from "./sodium.ts";

export const ORG_KINDS = ["county", "kela"] as const;
export type OrgKind = (typeof ORG_KINDS)[number];

export interface Org {
	readonly id: Uint8Array;
	readonly kind: OrgKind;
	readonly name: string;
	readonly founderInvitePk: Uint8Array;
}

export interface Genesis {
	readonly g: Uint8Array;
	readonly deploymentId: Uint8Array;
	readonly createdMs: number;
	readonly orgs: readonly Org[];
}

export function genesisBytes(
	deploymentId: Uint8Array,
	createdMs: number,
	orgs: readonly Org[],
): Uint8Array {
	return lp(
		"ET1/genesis",
		deploymentId,
		createdMs,
		...orgs.flatMap((org) => [org.id, org.kind, org.name, org.founderInvitePk]),
	);
}

export function readGenesis(bytes: Uint8Array): Genesis {
	const reader = lpOpen(bytes, "ET1/genesis");
	const deploymentId = reader.id();
	const createdMs = reader.u64();
	const orgs: Org[] = [];
	do {
		orgs.push({
			id: reader.id(),
			kind: reader.oneOf(ORG_KINDS),
			name: reader.text(),
			founderInvitePk: reader.b32(),
		});
	} while (reader.left > 0);
	return { g: hash(bytes), deploymentId, createdMs, orgs };
}

export const G20_LEN = 20;

/** What stands in the fragment of an invite link: `#i=<invite_id>.<s>.<G20>`. */
export interface InviteLink {
	readonly invite: string;
	readonly secret: Uint8Array;
	readonly g20: Uint8Array;
}

export const formatInviteFragment = (
	invite: Uint8Array,
	secret: Uint8Array,
	g: Uint8Array,
): string => `#i=${toB64(invite)}.${toB64(secret)}.${toB64(g.slice(0, G20_LEN))}`;

/** Reads a fragment (with or without "#"); EncodingError when it is no invite. */
export function parseInviteFragment(fragment: string): InviteLink {
	const match = /^#?i=([\w-]{22})\.([\w-]{43})\.([\w-]{27})$/.exec(fragment);
	if (match === null) throw new EncodingError("link: not an invite");
	const [, invite = "", secret = "", g20 = ""] = match;
	return {
		invite: toB64(fromB64(invite, 16)),
		secret: fromB64(secret, 32),
		g20: fromB64(g20, G20_LEN),
	};
}

export const genesisMatches = (genesis: Genesis, g20: Uint8Array): boolean =>
	equal(genesis.g.slice(0, G20_LEN), g20);

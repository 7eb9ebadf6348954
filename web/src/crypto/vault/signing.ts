// Statements of one batch, signed on a copy of the verified chain: each is tried there as everybody else will judge it.
// Knows no act; acts.ts and key-acts.ts say what is signed.
import { toB64 } from "../bytes.ts";
import type { CaseBody } from "../case-body.ts";
import { caseBodyBytes } from "../case-body.ts";
import type { CaseChain } from "../case-chain.ts";
import { newestEpoch } from "../case-state.ts";
import type { Comp } from "../grants.ts";
import { nextTime, type Signed, signStatement } from "../statement.ts";
import type { Cases } from "./cases.ts";
import { VaultError } from "./errors.ts";

export type MadeStatement = Signed & { readonly data: readonly Uint8Array[] };

export class Signing {
	readonly cases: Cases;
	readonly caseId: string;
	readonly chain: CaseChain;
	readonly statements: MadeStatement[] = [];

	constructor(cases: Cases, caseId: string, chain: CaseChain) {
		this.cases = cases;
		this.caseId = caseId;
		this.chain = chain;
	}

	sign(body: (timeMs: number) => CaseBody, data: readonly Uint8Array[] = []): void {
		const { uid, identity } = this.cases.session;
		const { prefix, head, place } = this.chain;
		const time = nextTime(head, this.cases.now());
		const made = body(time);
		const what = { time, author: uid, kind: made.kind, body: caseBodyBytes(place, made) };
		const signed = signStatement(prefix, head, what, identity.sign.sk);
		try {
			this.chain.add(signed);
		} catch (error) {
			throw new VaultError("refused", error instanceof Error ? error.message : made.kind);
		}
		this.statements.push({ ...signed, data });
	}

	epoch(comp: Comp): number {
		return newestEpoch(this.chain.state, comp);
	}

	/** Also one that this batch has just made. no_key. */
	key(comp: Comp, epoch: number): Uint8Array {
		const kc = this.chain.state.commitments[comp].get(epoch);
		const made = kc === undefined ? undefined : this.cases.made.get(toB64(kc));
		return made ?? this.cases.key(this.caseId, comp, epoch);
	}
}

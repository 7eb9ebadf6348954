// The messages between the page and the vault's worker.
import type { VaultApi } from "./api.ts";
import type { TrustReason, VaultErrorCode } from "./errors.ts";

export interface VaultCall {
	readonly id: number;
	readonly method: keyof VaultApi;
	readonly args: readonly unknown[];
}

export type VaultNews =
	| { readonly id: number; readonly ok: unknown }
	| {
			readonly id: number;
			readonly error: {
				readonly code: VaultErrorCode;
				readonly message: string;
				readonly reason: TrustReason | null;
			};
	  }
	| { readonly ev: "locked" };

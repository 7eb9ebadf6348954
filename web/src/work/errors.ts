// Whatever went wrong below as the one error that leaves the work layer. Knows no wording.
import { VaultError, type VaultErrorCode } from "../crypto/vault/errors.ts";
import { type WireCode, WireError } from "../wire/errors.ts";
import { WorkError, type WorkErrorCode } from "./work.ts";

/** Codes that mean something else at this height; the rest keep their name. */
const OF_WIRE: Partial<Record<WireCode, WorkErrorCode>> = {
	bad_frame: "internal",
	bad_json: "internal",
	bad_envelope: "internal",
	unknown_command: "internal",
	bad_state: "internal",
	bad_reply: "internal",
	too_large: "bad_param",
	bad_signature: "not_verified",
	bad_statement: "forbidden",
	timeout: "offline",
	closed: "offline",
};

const OF_VAULT: Partial<Record<VaultErrorCode, WorkErrorCode>> = {
	locked: "denied",
	weak_kdf: "not_verified",
	no_room: "forbidden",
	refused: "forbidden",
};

const time = (value: unknown): number | null => (typeof value === "number" ? value : null);
const id = (value: unknown): string | null => (typeof value === "string" ? value : null);

function ofWire(error: WireError): WorkError {
	const code = OF_WIRE[error.code] ?? (error.code as WorkErrorCode);
	const { next_hour, next_starts_at, opens_at, closes_at, series } = error.extra;
	const opensAt = time(opens_at);
	const closesAt = time(closes_at);
	return new WorkError(code, error.field, {
		nextHour: id(next_hour),
		nextStartsAt: time(next_starts_at),
		...(typeof series === "string" ? { series } : {}),
		...(opensAt === null ? {} : { opensAt }),
		...(closesAt === null ? {} : { closesAt }),
	});
}

function translated(error: unknown): WorkError {
	if (error instanceof WireError) return ofWire(error);
	if (error instanceof VaultError) {
		const code = OF_VAULT[error.code] ?? (error.code as WorkErrorCode);
		return new WorkError(code, null, {}, code === "not_verified" ? error.reason : null);
	}
	return new WorkError("internal");
}

export function asWorkError(error: unknown): WorkError {
	if (error instanceof WorkError) return error;
	const work = translated(error);
	work.cause = error;
	return work;
}

/** An action of the interface: the same, but rejecting with nothing else than a WorkError. */
export function guarded<A extends readonly unknown[], R>(
	action: (...args: A) => Promise<R>,
): (...args: A) => Promise<R> {
	return async (...args) => {
		try {
			return await action(...args);
		} catch (error) {
			throw asWorkError(error);
		}
	};
}

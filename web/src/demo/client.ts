// What tests/scenarios use of the client: the work layer with node clients, and the pieces below it for talking raw.
export { fromB64, textBytes, toB64 } from "../crypto/bytes.ts";
export { caseBodyBytes } from "../crypto/case-body.ts";
export { lp } from "../crypto/lp.ts";
export { hash, randomBytes, sign, sodiumReady } from "../crypto/sodium.ts";
export { MemoryStore, openVault, VaultError } from "../crypto/vault.ts";
export { Connection, SUBPROTOCOL } from "../wire/connection.ts";
export { WireError } from "../wire/errors.ts";
export { decode, encodePeer, encodeRequest } from "../wire/frames.ts";
export { createWork } from "../work/create.ts";
export { addDays, startOfDay, wallTime } from "../work/time.ts";
export { WorkError } from "../work/work.ts";
export * from "./cast.ts";
export * from "./found.ts";
export * from "./invented.ts";
export * from "./person.ts";
export * from "./png.ts";

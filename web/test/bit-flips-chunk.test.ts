// As bit-flips.test.ts, for a chunk of a file: half a million bits, in a file of its own so that they hold up nothing.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { openFile, sealFile } from "../src/crypto/objects.ts";
import { randomBytes, sodiumReady } from "../src/crypto/sodium.ts";
import { Flips } from "./flips.ts";
import { id } from "./land.ts";

before(sodiumReady);

test("each bit of a file's chunk", () => {
	const flips = new Flips();
	const at = { g: randomBytes(32), caseId: id(), comp: "S", epoch: 1, objectId: id() } as const;
	const ck = randomBytes(32);
	const [chunk] = sealFile(ck, at, randomBytes(1000));
	assert.ok(chunk);
	flips.every("chunk", chunk, (bytes) => openFile(ck, at, [bytes]));
	assert.equal(flips.total, 8 * 65_576);
});

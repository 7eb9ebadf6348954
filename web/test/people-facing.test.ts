// What people type and read: account key, invite link, passphrase rule, session descriptions; and the strict readers
// underneath (base64url, LP).
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { formatAccountKey, newAccountKey, parseAccountKey } from "../src/crypto/account-key.ts";
import { bytesText, fromB64, textBytes, toB64, u64Bytes } from "../src/crypto/bytes.ts";
import { formatInviteFragment, parseInviteFragment } from "../src/crypto/genesis.ts";
import { kdfCostOk } from "../src/crypto/keys.ts";
import { LpReader, lp, lpOpen } from "../src/crypto/lp.ts";
import { passphraseProblem } from "../src/crypto/passphrase.ts";
import { fingerprintBytes, fingerprintText, sdpProblem } from "../src/crypto/sdp.ts";
import { randomBytes, sodiumReady } from "../src/crypto/sodium.ts";

before(sodiumReady);

test("an account key survives paper, small letters and gaps; a slip is noticed", () => {
	for (let i = 0; i < 200; i++) {
		const ak = newAccountKey();
		const shown = formatAccountKey(ak);
		assert.match(shown, /^([A-Z2-7]{4} ){6}[A-Z2-7]{4}$/);
		assert.deepEqual(parseAccountKey(` ${shown.toLowerCase().replaceAll(" ", "-")}`), ak);
	}
	const shown = formatAccountKey(new Uint8Array(16)).replaceAll(" ", "");
	let accepted = 0;
	for (let at = 0; at < shown.length; at++) {
		for (const char of "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567") {
			if (char === shown[at]) continue;
			try {
				parseAccountKey(shown.slice(0, at) + char + shown.slice(at + 1));
				accepted += 1;
			} catch {}
		}
	}
	// 10 bits of check: about one slip in a thousand passes.
	assert.ok(accepted <= 6, `${accepted} of ${28 * 31} slips accepted`);
	for (const bad of ["", "ABCD", `${shown}A`, shown.replace("A", "1")]) {
		assert.throws(() => parseAccountKey(bad));
	}
});

test("an invite link comes back as it was made, or not at all", () => {
	const [invite, secret, g] = [randomBytes(16), randomBytes(32), randomBytes(32)];
	const fragment = formatInviteFragment(invite, secret, g);
	const link = parseInviteFragment(fragment);
	assert.deepEqual([link.invite, link.secret, link.g20], [toB64(invite), secret, g.slice(0, 20)]);
	assert.deepEqual(parseInviteFragment(fragment.slice(1)), link);
	for (const bad of [fragment.slice(0, -1), `${fragment}x`, fragment.replace("#i=", "#j="), ""]) {
		assert.throws(() => parseInviteFragment(bad));
	}
});

test("passphrases: long enough, not what everybody tries, not one's own name", () => {
	for (const good of [
		"kolme harmaata kissaa soutaa",
		"tuuli kantaa veneen yli",
		"Xk4-vuokko-91b",
		"kissa koira hevonen talvi",
		"Röda båten väntar på oss",
	]) {
		assert.equal(passphraseProblem(good), null, good);
	}
	for (const common of [
		"salasana1234",
		"Password123!",
		"qwertyuiop12",
		"123456789012",
		"aaaaaaaaaaaa",
		"kesäkuu20262026",
		"SalasanaSalasana",
		"lösenordlösenord",
	]) {
		assert.equal(passphraseProblem(common), "common", common);
	}
	assert.equal(passphraseProblem("lyhyt"), "short");
	assert.equal(passphraseProblem("virtanen.maija1", "maija.virtanen"), "common");
	// Two ways of writing the same letter give the same verdict and the same key.
	assert.equal(passphraseProblem("äiti".normalize("NFD")), "short");
});

test("a session description must carry the signed fingerprints and nothing weaker", () => {
	const print = fingerprintText(randomBytes(32));
	const sdp = (line: string) => `v=0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111\r\n${line}\r\n`;
	const good = sdp(`a=fingerprint:sha-256 ${print}`);
	assert.equal(sdpProblem(good, [print]), null);
	assert.equal(sdpProblem(good.toLowerCase(), [print]), null);
	assert.equal(sdpProblem(good, []), "fingerprint");
	assert.equal(sdpProblem(sdp("a=setup:actpass"), [print]), "fingerprint");
	assert.equal(sdpProblem(sdp(`a=fingerprint:sha-1 ${print}`), [print]), "fingerprint");
	const other = fingerprintText(randomBytes(32));
	const two = sdp(`a=fingerprint:sha-256 ${print}\r\na=fingerprint:sha-256 ${other}`);
	assert.equal(sdpProblem(two, [print]), "fingerprint");
	assert.equal(
		sdpProblem(`${good}a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:x\r\n`, [print]),
		"crypto",
	);
	assert.equal(sdpProblem(good + "x".repeat(17_000), [print]), "size");
	assert.equal(fingerprintBytes(`${print}:00`), null);
});

test("the KDF's floor and cap", () => {
	const mib = 1024 * 1024;
	assert.ok(kdfCostOk({ ops: 3, mem: 64 * mib }));
	assert.ok(kdfCostOk({ ops: 10, mem: 1024 * mib }));
	for (const [ops, mem] of [
		[2, 64],
		[11, 64],
		[3, 63],
		[3, 1025],
		[3.5, 64],
	] as const) {
		assert.equal(kdfCostOk({ ops, mem: mem * mib }), false);
	}
});

test("base64url, UTF-8 and LP are read strictly", () => {
	for (let len = 0; len < 40; len++) {
		const bytes = randomBytes(len);
		assert.equal(toB64(bytes), Buffer.from(bytes).toString("base64url"));
		assert.deepEqual(fromB64(toB64(bytes), len), bytes);
	}
	for (const bad of ["A", "AB", "AAB", "AA==", "A+AA", "A/AA", "AA A", "ÄAAA"]) {
		assert.throws(() => fromB64(bad), bad);
	}
	assert.deepEqual(textBytes("a\u0308"), textBytes("ä"));
	assert.equal(bytesText(new TextEncoder().encode("a\u0308")), "a\u0308", "read as it was signed");
	assert.throws(() => bytesText(Uint8Array.of(0xc3, 0x28)), /UTF-8/);
	assert.throws(() => textBytes("\ud800"), /surrogate/);
	assert.throws(() => u64Bytes(-1), /range/);
	assert.throws(() => u64Bytes(2 ** 53), /range/);

	const bytes = lp("ET1/x", 7, Uint8Array.of(1));
	const reader = lpOpen(bytes, "ET1/x");
	assert.equal(reader.u64(), 7);
	assert.throws(() => reader.end(), /too many/);
	assert.throws(() => reader.id(), /16 bytes/);
	assert.deepEqual(reader.bytes(1), Uint8Array.of(1));
	reader.end();
	assert.throws(() => reader.bytes(), /missing/);
	assert.throws(() => lpOpen(bytes, "ET1/y"), /not ET1/);
	for (let cut = 1; cut < bytes.length; cut++) {
		const short = bytes.slice(0, cut);
		const whole = [9, 21].includes(cut); // ends of the first and second field
		if (whole) assert.ok(new LpReader(short));
		else assert.throws(() => new LpReader(short), /cut/);
	}
	const huge = Uint8Array.of(255, 255, 255, 255, 0);
	assert.throws(() => new LpReader(huge), /cut/);
});

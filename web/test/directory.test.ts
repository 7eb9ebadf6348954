// The rules of the directory, each broken once by somebody whose signature is in order: a colluding coordinator, not
// only a lying server. What must hold stands in PROTOCOL §3.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import type { Directory } from "../src/crypto/directory.ts";
import { beaconBody } from "../src/crypto/directory-body.ts";
import { randomBytes, sodiumReady } from "../src/crypto/sodium.ts";
import type { Signed } from "../src/crypto/statement.ts";
import { DAY, HOUR, id, Land, person, signed, T } from "./land.ts";

before(sodiumReady);

const refused = (directory: Directory, statement: Signed, why: RegExp): void => {
	const { head } = directory;
	assert.throws(() => directory.add(statement), why);
	assert.deepEqual(directory.head, head, "nothing has changed");
};

test("founding: once, with the founding key, by the founder, with one log key", () => {
	const land = new Land();
	const { directory, county, kela, founding } = land;
	refused(directory, land.found(county, 0, {}, founding[1]), /founding signature/);
	refused(directory, land.found(county, 0, { uid: kela.uid }), /not by the founder/);
	refused(directory, land.found(county, 0, { ipkS: kela.keys.sign.pk }), /signature/);
	refused(directory, land.found(county, 0, { notAfter: T + 500 * DAY }), /not_after/);
	refused(directory, land.found(county, 0, { org: id() }), /unknown organisation/);
	directory.add(land.found(county, 0));
	refused(directory, land.found(person("second"), 0), /founded already/);
	refused(directory, land.found(kela, 1, { logPk: randomBytes(32) }), /log key/);
	refused(directory, land.found(kela, 1, { username: "county" }), /user name taken/);
	directory.add(land.found(kela, 1));
});

test("who certifies whom", () => {
	const land = new Land().settle();
	const { directory, county, kela, nurse, contact } = land;
	const newcomer = person("newcomer");
	refused(directory, land.invite(nurse, newcomer, 0, ["worker"]), /no coordinator/);
	refused(directory, land.invite(kela, newcomer, 0, ["worker"]), /another organisation/);
	refused(directory, land.invite(county, newcomer, 0, ["contact"]), /role/);
	refused(directory, land.invite(kela, newcomer, 1, ["worker"]), /role/);
	refused(directory, land.invite(county, newcomer, 0, ["worker"], T + 73 * HOUR), /expires/);
	refused(directory, land.invite(county, newcomer, 0, ["worker"], T), /expires/);
	refused(directory, land.userAdd(county, newcomer, 0, ["worker"]), /never invited/);
	directory.add(land.invite(county, newcomer, 0, ["worker"]));
	refused(directory, land.userAdd(county, newcomer, 0, ["coordinator"]), /never invited/);
	refused(directory, land.userAdd(county, newcomer, 0, ["worker"], T + 401 * DAY), /not_after/);
	const twin = { ...newcomer, keys: nurse.keys };
	refused(directory, land.userAdd(county, twin, 0, ["worker"]), /key taken/);
	directory.add(land.userAdd(county, newcomer, 0, ["worker"]));
	refused(directory, land.userAdd(county, newcomer, 0, ["worker"]), /never invited/);
	refused(directory, land.pairSet(county, []), /number of workers/);
	refused(directory, land.pairSet(county, [nurse, nurse]), /twice/);
	refused(directory, land.pairSet(county, [nurse, contact]), /not a worker/);
	refused(directory, land.pairSet(county, [person("x")]), /not certified/);
	refused(directory, land.pairSet(kela, [contact], id(), 1), /county/);
	refused(directory, signed(directory, nurse, "beacon", beaconBody()), /no coordinator/);
	refused(directory, signed(directory, county, "beacon", beaconBody(), T - 1), /backwards/);
	refused(directory, signed(directory, county, "user-drop", beaconBody()), /unknown kind/);
	refused(directory, signed(directory, county, "beacon", beaconBody(), T + 366 * DAY), /certified/);
});

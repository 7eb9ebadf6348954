// Processes that die: front, core, both by request. What was acknowledged is there; sessions go on.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Server, World } from "./kit.ts";

let server: Server;
let world: World;

before(async () => {
	server = await Server.start();
	world = await World.make(server);
});
after(() => server?.dispose());

test("smoke", async () => {
	const file = await world.caseQueued();
	assert.deepEqual(await file.serverHead(world.people.contact), file.head);
	assert.equal((await server.stop()).code, 0);
	const { code, out } = await server.verify();
	assert.equal(code, 0, out);
});

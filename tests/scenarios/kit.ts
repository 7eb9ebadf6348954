// The kit of the scenario tests: what a test needs to run a real server and to talk to it as anybody might.
//
//   const server = await Server.start();            init + serve in a temporary folder, on a free port, over TLS
//   server.socket()                                 a `ws` socket as the wire layer's Connection wants it (WorkDeps.open)
//   server.links.county, server.links.kela          founding links; server.secret(link) is what stands behind "#i="
//   await server.stop()  → exit code                SIGTERM; killFront(), killCore() are SIGKILL; serve() starts it again
//   await server.verify()  → {code, out, err}       of the stopped server's folder, or of a copy: server.copy()
//   await server.dispose()                          in after(): stops what still runs and removes the folder
//
//   const wire = await Wire.open(server)            a raw client: send() takes any bytes, request() gives the answer as it
//                                                   is, ask() throws Refused on an error reply, event() waits for one
//
//   const world = await World.make(server)          founders in, one pair of two workers, Kela's contact, a weekly hour of
//                                                   which one is open now; all with real keys, all signed in
//   const file = await world.caseInForce()          a case with a consent in force; file.append(author, body…) signs and
//                                                   sends; Draft makes statements that are wrong on purpose
//
// Nothing here sleeps: wait for replies, events, closings and exits. within() says what was waited for in vain.
// Run one: node tests/scenarios/run.mjs 06. Environment: ET_SERVER (the program), ET_WEB_DIR (the bundle).
export { CaseFile, Draft, type Made } from "./kit-case.ts";
export { type Invited, type Person, World } from "./kit-people.ts";
export { type Ended, run, Server, within } from "./kit-server.ts";
export { type Answer, type Frame, frame, newId, Refused, Wire } from "./kit-wire.ts";

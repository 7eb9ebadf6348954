// The kit of the browser tests: real server, real Chromium, people in their windows.
//
//   Server (tests/scenarios/kit-server.ts)   init + serve in a temporary folder; stop, verify, copy
//   Browser, Window                          Chromium; a window per person; look(): picture, axe, width
//   enrol, invite, openCase, … (kit-screens) the screens in Finnish, as people go through them
//   enterLobby, nextCase, … (kit-hour)       the hour
//   compareNow, reinvite, … (kit-trust)     numbers, keys, access, the client's rights
//   firstFrame, lines, … (kit-call)          what WebRTC itself says
//   withSpy, withVoice, … (kit-spy)          rooms of connections, candidates, a tone for each, what is heard
//   Talks, intoLobby, … (kit-talks)          hours that are open now and cases in them
//   tooSmall, obscured (kit-touch)           what a finger needs: size, and nothing in the way
//   Machine, Cable (kit-machine, kit-cable)  a Chromium of its own to freeze and kill, behind a network to cut
//   startTurn (kit-turn)                     the real coturn: udp, tcp, tls; stop, start
//   Writer, planOn, … (kit-plan)             writers of one plan, and what each page shows of it
//   printed (kit-paper)                      a page as PDF: its sheets, their text, the code on them
//   Office (kit-office)                      people, pairs and cases made beforehand by the same client code, in node
//
// Nothing sleeps: every step waits for a heading, a text or an event of the page. Run one: node tests/scenarios/run.mjs
// --in tests/browser journey. Environment: ET_SERVER, ET_WEB_DIR, ET_BUILD_DIR (pictures in browser/), ET_CHROMIUM.
export { Server, within } from "../scenarios/kit-server.ts";
export * from "./kit-browser.ts";
export * from "./kit-cable.ts";
export * from "./kit-call.ts";
export * from "./kit-hour.ts";
export * from "./kit-machine.ts";
export * from "./kit-office.ts";
export * from "./kit-paper.ts";
export * from "./kit-plan.ts";
export * from "./kit-screens.ts";
export * from "./kit-spy.ts";
export * from "./kit-talks.ts";
export * from "./kit-touch.ts";
export * from "./kit-trust.ts";
export * from "./kit-turn.ts";

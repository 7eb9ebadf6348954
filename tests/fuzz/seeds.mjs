// Writes the corpus of the binary targets from the vectors and from what the other tests send, as hex with a comment
// a part. Run once by hand: node tests/fuzz/seeds.mjs. What a fuzzer has found stands beside it and is left alone.
import { readFileSync, writeFileSync } from "node:fs"

const here = new URL(".", import.meta.url)
const vectors = JSON.parse(readFileSync(new URL("../vectors/protocol-vectors.json", here), "utf8"))
const { inputs, expected } = vectors

const hex = (text) => Buffer.from(text, "utf8").toString("hex")
const u8 = (...bytes) => Buffer.from(bytes).toString("hex")
const u64 = (value) => BigInt(value).toString(16).padStart(16, "0")
const lp = (...fields) => fields.map((field) => (field.length / 2).toString(16).padStart(8, "0") + field).join("")

/** Parts are [what it is, hex]; lines of 96 digits. */
function seed(target, name, ...parts) {
	const lines = parts.flatMap(([what, bytes]) => [`# ${what}`, ...(bytes.match(/.{1,96}/g) ?? [])])
	writeFileSync(new URL(`corpus/${target}/${name}.hex`, here), `${lines.join("\n")}\n`)
}

const G = expected.G
const hash = "ab".repeat(32)
const id = (n) => u8(n).repeat(16)
const time = u64(inputs.created_ms)
const pk = expected.id_sign_pk

// --- lp: the first byte says as what
seed("lp", "fields", ["as fields; their sorts", u8(0)], ["text word lines u64 ms id hash", "0000000000071d21"],
	["the fields", lp(hex("words"), hex("word"), hex("a\nb"), u64(7), time, id(1), hash)])
seed("lp", "genesis", ["as a genesis", u8(1)], ["of the vectors", expected.genesis])
seed("lp", "dir", ["as a statement of the directory", u8(2)],
	["beacon", lp(hex("ET1/dir"), G, u64(1), G, time, id(0x55), hex("beacon"), lp(hex("ET1/beacon")))])
seed("lp", "case", ["as a statement of a case", u8(3)], ["of the vectors", expected.statement])
seed("lp", "grant", ["as a grant", u8(4)], ["of the vectors", expected.grant])
seed("lp", "logrow", ["as a row of the log", u8(5)],
	["refused sign-in", lp(hex("ET1/log"), G, u64(1), G, time, id(1), id(2), hex("login"), id(0), id(0), "", "", id(0), hex("denied"), hash)])
seed("lp", "checkpoint", ["as a checkpoint", u8(6)], ["of row 256", lp(hex("ET1/ckpt"), G, u64(256), hash, time)])
seed("lp", "enrol", ["as an enrolment", u8(7)],
	["right", lp(hex("ET1/enrol"), G, id(1), inputs.uid, hex(inputs.username), pk, expected.id_enc_pk, expected.login_pk,
		inputs.server_salt, u64(inputs.ops), u64(inputs.mem), hash, time)])
seed("lp", "relogin", ["as a changed passphrase", u8(8)],
	["right", lp(hex("ET1/relogin"), G, inputs.uid, u64(2), expected.login_pk, id(3), u64(3), u64(67108864), hash, time)])

for (const [name, as, bytes] of [["case", 3, expected.statement], ["grant", 4, expected.grant], ["genesis", 1, expected.genesis]])
	seed("lp", `${name}-and-more`, ["as the vectors' one", u8(as)], [name, bytes], ["a field more", lp("00")])

// --- ipc: who we are (0 front, 1 core, 2 mailer, 3 post) and, from bit 2, in how many pieces it comes
const frame = (type, conn, payload) => (payload.length / 2).toString(16).padStart(8, "0") + u8(type, 0, 0, 0) + u64(conn) + payload
seed("ipc", "from-front", ["core, in five pieces", u8(1 | (4 << 2))], ["ready", frame(1, 0, "")], ["open 7", frame(3, 7, hex("::1"))],
	["text", frame(4, 7, hex("{}"))], ["blob", frame(5, 7, "01")], ["a calendar", frame(7, 1, hash + hex("::1"))],
	["closed", frame(6, 7, "")])
seed("ipc", "from-core", ["front, in one piece", u8(0)], ["signed in", frame(19, 7, "")], ["into a room", frame(20, 7, id(1) + id(2))],
	["a reply", frame(16, 7, hex("{}"))], ["out of it", frame(21, 7, id(1))], ["the room closes", frame(22, 0, id(1))],
	["close 1008", frame(18, 7, `03f0${hex("no")}`)], ["a calendar", frame(24, 1, `00c8${hex("BEGIN")}`)], ["stop", frame(23, 0, "")])
seed("ipc", "from-mailer", ["post", u8(3)], ["mailed", frame(33, 1, "00")])
seed("ipc", "from-post", ["mailer", u8(2)], ["a mail", frame(32, 1, hex("a@b.fi\nSubject: x\r\n\r\n"))])
seed("ipc", "too-long", ["core", u8(1)], ["a text over its bound", `00010001${u8(4, 0, 0, 0)}${u64(7)}`])
seed("ipc", "wrong-way", ["core", u8(1)], ["what only core may say", frame(23, 0, "")])

// --- frames: acts
seed("frames", "two-in-a-room", ["guest 0 in room 0 as 1", u8(0, 0, 0, 0)], ["guest 1 in room 0 as 2", u8(0, 1, 0, 1)],
	["0 to all", u8(6, 0, 0, 1, 0)], ["1 to 1", u8(6, 1, 0, 2, 1)], ["as somebody else", u8(6, 0, 0, 2, 0)],
	["raw", u8(5, 0, 60), `02000000${u8(9)}${"00".repeat(15)}${"00".repeat(15)}01${"00".repeat(16)}${"aa".repeat(8)}`],
	["out, closed, gone", u8(2, 0, 0), u8(4, 1, 0), u8(3, 1)].slice(0, 2))
seed("frames", "messages", ["three pieces", u8(7, 0, 200, 4, 3, 0, 10, 1, 0, 2, 200, 1)],
	["one over the cap", u8(7, 0, 1, 0, 1, 0, 10, 0)], ["of two bytes of length", u8(7, 0, 255, 9, 2, 1, 0, 0, 200, 0)])

// --- http: odd: upgraded already. WebSocket frames with a zero mask
const masked = (first, payload, mask = "00000000") => {
	const len = payload.length / 2
	return u8(first) + (len < 126 ? u8(0x80 | len) : `fe${len.toString(16).padStart(4, "0")}`) + mask + payload
}
const peer = `02000000${u8(1)}${"00".repeat(15)}${u8(2)}${"00".repeat(15)}${"00".repeat(16)}${hex("sealed")}`
const ws = (name, ...parts) => seed("http", `ws-${name}`, ["upgraded", u8(1)], ...parts)
ws("text", ["text", masked(0x81, hex('{"v":1}'))])
ws("pieces", ["first piece", masked(0x01, hex("{"))], ["a ping between", masked(0x89, hex("hi"))], ["last piece", masked(0x80, hex("}"))])
ws("peer", ["peer frame", masked(0x82, peer)])
const two = (name, ...parts) => seed("http", `two-${name}`, ["upgraded, and somebody else in the room", u8(3)], ...parts)
two("peer", ["peer frame", masked(0x82, peer)], ["once more", masked(0x82, peer)])
two("leave", ["out of the room", masked(0x81, hex("l"))], ["peer frame", masked(0x82, peer)])
two("room-ends", ["the room closes", masked(0x81, hex("r"))], ["peer frame", masked(0x82, peer)])
two("blob-back", ["a blob comes", masked(0x81, hex("b"))], ["knocked", masked(0x81, hex("k"))])
ws("blob", ["kind 1", masked(0x82, u8(1, 0, 0, 0, 0, 0, 0, 2) + hex("{}"))])
ws("kind", ["kind 3", masked(0x82, u8(3))])
ws("close", ["close 1000", masked(0x88, `03e8${hex("bye")}`)])
ws("not-utf8", ["text that is none", masked(0x81, "c0af")])
ws("unmasked", ["no mask", u8(0x81, 2) + hex("{}")])
ws("reserved", ["reserved bits", masked(0xf1, hex("{}"))])
ws("huge", ["64-bit length", u8(0x82, 0xff) + u64(2 ** 40) + "00000000"])
ws("long-text", ["of 300 bytes", masked(0x81, "20".repeat(300))], ["a pause", u8(0xff, 0)], ["pong", masked(0x8a, "")])
const http = (name, text) => seed("http", name, ["new", u8(0)], [name, hex(text)])
const host = "Host: localhost:8443\r\n"
http("get", `GET / HTTP/1.1\r\n${host}Accept-Encoding: br, gzip;q=0\r\nIf-None-Match: "x"\r\n\r\n`)
http("head", `HEAD /index.html HTTP/1.1\r\n${host}\r\n`)
http("two", `GET / HTTP/1.1\r\n${host}\r\nGET /no HTTP/1.1\r\n${host}\r\n`)
http("calendar", `GET /calendar/${"A".repeat(43)}.ics HTTP/1.1\r\n${host}\r\n`)
for (const [name, first] of [["none", "AQ"], ["often", "Ag"], ["busy", "Aw"]])
	http(`calendar-${name}`, `GET /calendar/${first}${"A".repeat(41)}.ics HTTP/1.1\r\n${host}If-None-Match: *\r\n\r\n`)
http("known", `GET / HTTP/1.1\r\n${host}If-None-Match: *\r\n\r\n`)
http("upgrade", `GET /ws HTTP/1.1\r\n${host}Origin: https://localhost:8443\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: etatunti.v1\r\n\r\n`)
http("h2c", `GET / HTTP/1.1\r\n${host}Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n\r\n`)
http("h2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")
http("post", `POST / HTTP/1.1\r\n${host}Content-Length: 5\r\n\r\nhello`)
http("chunked", `POST / HTTP/1.1\r\n${host}Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n`)
http("connect", `CONNECT localhost:22 HTTP/1.1\r\n${host}\r\n`)
http("options", `OPTIONS * HTTP/1.1\r\n${host}\r\n`)
http("escape", `GET /%2e%2e/%2e%2e/etc/passwd?x=%00 HTTP/1.1\r\n${host}\r\n`)
http("no-host", "GET / HTTP/1.1\r\n\r\n")
http("old", "GET / HTTP/1.0\r\n\r\n")
http("folded", `GET / HTTP/1.1\r\n${host}X: a\r\n b\r\n\r\n`)

// --- json: the first byte is the depth
const text = (target, name, first, words) => seed(target, name, ["first", u8(...first)], [name, hex(words)])
text("json", "deep", [8], '{"a":[{"b":[{"c":[[1]]}]}]}')
text("json", "escapes", [8], '{"a":"\\u00e4\\"\\\\ \\ud83d\\ude00 \\u0000","n":-9007199254740991,"t":true,"x":null,"f":1.5}')
text("json", "brackets-in-text", [1], '["[[[[","\\"]"]')
text("json", "too-deep", [2], "[[[]]]")
text("json", "twice", [3], '{"a":1,"a":2}')

// --- requests: bit 0 binary, then a command to read the params as
const request = (cmd, params, more = "") => `{"v":1,"id":"AAAAAAAAAAAAAAAAAAAAAQ","cmd":"${cmd}","params":${params}${more}}`
const ask = (cmd, params) => text("requests", cmd, [0], request(cmd, params))
const i1 = '"AAAAAAAAAAAAAAAAAAAAAQ"'
const h1 = `"${"A".repeat(43)}"`
ask("genesis", "{}")
ask("hi", '{"user":"anna"}')
ask("login", `{"cn":${h1},"spk":${h1},"now":1772431200000,"sig":"${"A".repeat(86)}"}`)
ask("re", `{"uid":${i1},"sid":${i1}}`)
ask("session-end", `{"uid":${i1},"sid":null}`)
ask("hour-list", '{"from":0,"to":1}')
ask("hour-preview", `{"series":${i1},"from":"2026-03-02"}`)
ask("object-get", `{"case":${i1},"objects":[{"object":${i1},"rev":1}]}`)
ask("case-get", `{"case":${i1},"from":1}`)
ask("measure-put", `{"id":${i1},"series":${i1},"quarter":"2026Q1","form":"hour","values":[{"code":"worker_hour_useful","n":5}]}`)
ask("report", '{"from":"2026Q1","to":"2026Q2"}')
ask("case-find", '{"ref":"00000000"}')
const binary = (cmd, params, lens) => {
	const json = request(cmd, params, `,"blobs":[${lens}]`)
	const rest = "bb".repeat(lens.reduce((sum, len) => sum + len, 0))
	seed("requests", cmd, ["binary", u8(1)], ["kind, length", `01000000${json.length.toString(16).padStart(8, "0")}`], ["json", hex(json)], ["blobs", rest])
}
binary("draft-put", '{"key":"k","data":0}', [3])
binary("case-append", `{"case":${i1},"statements":[{"stmt":0,"sig":1,"data":[2]}]}`, [4, 64, 2])
binary("enrol", `{"invite":${i1},"e":0,"sig_id":1,"sig_inv":2,"kb":3}`, [2, 64, 64, 1])
binary("dir-append", '{"stmt":0,"sig":1}', [2, 64])

// --- headers: odd: as an origin; else Accept-Encoding, and If-None-Match from that 128th on
text("headers", "codings", [0x80], 'br;q=0.5, gzip ; q=0, identity "plain", W/"gz", *')
text("headers", "all", [0xfe], "gzip, deflate, br, zstd")
text("headers", "none", [0x80], "deflate, zstd;q=0.5")
text("headers", "origin", [1], "https://etatunti.example.fi:8443")
text("headers", "origin-six", [1], "https://[2001:db8::1]:8443")
text("headers", "origin-path", [1], "https://a.fi/b")

// --- ical: even: language, days, hours and each hour's state, start, revision, name; odd: an address
const hour = (state, name) => u8(state) + u64(123456) + u8(3) + u8(name.length / 2) + name
seed("ical", "names", ["a calendar in English of three hours", u8(0, 2, 1, 3)], ["plain", hour(0, hex("Ikaalinen 1"))],
	["a property in the name", hour(0x81, hex("one\r\nBEGIN:VALARM\r\nATTACH:x"))], ["escapes", hour(2, hex("A, B; C\\D \\n ä€😀"))])
seed("ical", "long", ["one hour", u8(0, 0, 1, 1)], ["200 bytes", hour(0, hex("ä".repeat(100)))])
for (const [name, address] of [["address", "anna@example.fi"], ["header", "a@b.fi\r\nBcc: x@y.fi"], ["quoted", '"a b"@c.fi']])
	seed("ical", `mail-${name}`, ["a mail", u8(1, 0, 0, 5)], [name, hex(address)])

// --- config: which subcommand (bit), words, an empty one, the file
const words = (...list) => list.map((word) => `${hex(word)}00`).join("")
seed("config", "serve", ["serve", u8(1)], ["words", words("data", "--port=1", "--relay-only", "--no-relay-only", "--ice", "stun:a")], ["", words("")],
	["file", hex("# comment\nport = 8444\r\n origin=https://a.fi \nrelay-only = yes\nturn = turn:a:1\n")])
seed("config", "init", ["init", u8(0)], ["words", words("d", "--org", "county:Ikaalinen", "--org=kela:Kela")])
seed("config", "wrong", ["serve", u8(1)], ["words", words("--port", "0", "--nothing", "--port", "--", "-")], ["", words("")], ["file", hex("port = -1\nno equals\n")])
seed("config", "lists", ["serve", u8(1)], ["words", words("d", ...Array(17).fill("--ice=a"))])
seed("config", "restore", ["restore", u8(7)], ["words", words("from", "to", "more")])

// --- chunks: acts of three bytes
const put = (object, index, filling) => u8(0 | (object << 4), index, filling)
seed("chunks", "one-object", ["three put", put(0, 0, 1) + put(0, 1, 2) + put(0, 1, 3)], ["signed over two", u8(2, 1, 0)],
	["read by ann, ben, cid, kim, a stranger", u8(3, 0, 0, 3, 1, 1, 3, 0, 2, 3, 0, 3, 3, 0, 5)], ["beyond the end", u8(3, 2, 0)], ["one more, late", put(0, 0, 9)])
seed("chunks", "gap", ["the second only", put(1, 1, 1)], ["signed over two", u8(2 | 16, 1, 0)], ["wrong hash, wrong size", u8(2 | 16, 0, 1, 2 | 16, 0, 128)])
seed("chunks", "more-than-said", ["three", put(0, 0, 1) + put(0, 1, 2) + put(0, 2, 3)], ["signed over one", u8(2, 0, 0)], ["read", u8(3, 0, 0, 3, 1, 0)])
seed("chunks", "short", ["a byte too few, and wholly right after it", put(2, 0, 0xf0) + put(2, 0, 4)], ["signed", u8(2 | 32, 0, 4)], ["read", u8(3 | 32, 0, 1)])

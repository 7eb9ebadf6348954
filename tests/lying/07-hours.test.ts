// Lies about hours, about the numbers that one has compared, and about a passphrase that was never changed. The victims
// are the nurse, who puts a case into an hour and so gives Kela's contact its keys, and whoever reads marks.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { toB64 } from "../../web/src/crypto/bytes.ts";
import { randomBytes } from "../../web/src/crypto/sodium.ts";
import { compare, type Device, loaded, until } from "../../web/src/demo/person.ts";
import type { Hour } from "../../web/src/work/work.ts";
import { type Person, World } from "../scenarios/kit.ts";
import { refused } from "../scenarios/kit-work.ts";
import { changed, type Json, Liar, type Lies, lie, okOf, type Told } from "./kit-liar.ts";
import { Count, signIn, victimIn } from "./kit-victim.ts";

let liar: Liar;
let world: World;
let nurse: Person;
/** Kela's other contact, of the other pair's series. */
let stranger: Person;
/** An hour of the other pair. */
let theirs: { readonly hour: string; readonly series: string };

before(async () => {
	liar = await Liar.start();
	world = await World.make(liar.server);
	({ nurse } = world.people);
	const { county, kela } = world.people;
	stranger = await world.person(kela, "toinen.yhteys", "contact");
	const [one, two] = [
		await world.person(county, "hoitaja.b", "worker"),
		await world.person(county, "ohjaaja.b", "worker"),
	];
	const pair = await world.pairSet(county, "Työpari B", [one, two]);
	const series = await world.seriesSet(county, { contact: stranger.uid, pairs: [pair] });
	const [first] = await world.hoursOf(one, series);
	theirs = { hour: first?.hour ?? "", series };
});
after(() => liar?.dispose());

const hoursTold = (bend: (hour: Json, n: number) => Json): Lies => ({
	reply: (told, to, client) =>
		client.user === nurse.username && to.cmd === "hour-list" && told.json.ok !== undefined
			? changed(told, { hours: (okOf(told).hours as Json[]).map(bend) })
			: told,
});

/** The nurse signs in under these lies and does something about the hours that are shown. */
async function nurseSees<T>(
	lies: Lies,
	act: (device: Device, hours: readonly Hour[]) => Promise<T>,
): Promise<T> {
	return liar.while(lies, async () => {
		const device = await victimIn(liar, nurse);
		try {
			return await act(device, await loaded(device.work.state.hours, "hours"));
		} finally {
			device.stop();
		}
	});
}

const asked = (hour: string, series = world.hours[0]?.series ?? "") =>
	({ series, hour, minutes: 15, urgency: "normal" }) as const;

/** The case is tried to be put there, and its chain is the same as before. */
async function notQueued(
	device: Device,
	where: ReturnType<typeof asked>,
	code: "not_found" | "forbidden",
) {
	const file = await world.caseInForce();
	await device.work.cases.open(file.name);
	await refused(device.work.cases.queue(file.name, where), code);
	assert.deepEqual(await file.serverHead(nurse), file.head);
}

/** An hour bent like that is not shown, the alarm rings, and no case can be put into it. */
const unshown = (bend: (hour: Json) => Json) =>
	nurseSees(
		hoursTold((hour, n) => (n === 0 ? bend(hour) : hour)),
		async (device, hours) => {
			const truth = world.hours[0]?.hour ?? "";
			const bent = bend({ ...world.hours[0] });
			assert.ok(hours.length > 0);
			assert.ok(!hours.some((one) => one.hour === bent.hour && one.date === bent.date));
			await until(
				device.work.state.alarm,
				(alarm) => alarm?.reason === "directory-broken",
				"the alarm",
			);
			await notQueued(device, asked(String(bent.hour ?? truth)), "not_found");
		},
	);

lie("an hour whose id follows from nothing", () =>
	unshown((hour) => ({ ...hour, hour: toB64(randomBytes(16)) })),
);

lie("an hour told to be of another series", () =>
	unshown((hour) => ({ ...hour, series: theirs.series })),
);

lie("an hour of a series that nobody has signed", () =>
	unshown((hour) => ({ ...hour, series: toB64(randomBytes(16)) })),
);

lie("an hour told to be on another day", () =>
	unshown((hour) => ({ ...hour, date: "2027-01-13" })),
);

lie("an hour told to start at another time", () =>
	unshown((hour) => ({ ...hour, starts_at: Number(hour.starts_at) + 3_600_000 })),
);

lie("an hour that takes place told as cancelled", () =>
	unshown((hour) => ({ ...hour, state: "cancelled", reason: "sairaus" })),
);

lie("the hour of another pair in one's own list: no case of mine goes into it", () =>
	nurseSees(
		hoursTold((hour, n) => (n === 0 ? { ...hour, ...theirs } : hour)),
		async (device, hours) => {
			assert.ok(hours.some((one) => one.hour === theirs.hour));
			await notQueued(device, asked(theirs.hour, theirs.series), "forbidden");
		},
	),
);

lie("another contact told for an hour: the keys go to the one who is signed for", () =>
	nurseSees(
		hoursTold((hour) => ({ ...hour, contact: toB64(stranger.uid) })),
		async (device, hours) => {
			const { contact } = world.people;
			const hour = world.hours[0]?.hour ?? "";
			assert.equal(hours.find((one) => one.hour === hour)?.contact, toB64(contact.uid));
			const file = await world.caseInForce();
			await device.work.cases.open(file.name);
			await device.work.cases.queue(file.name, asked(hour));
			const open = device.work.state.file.value;
			assert.ok(open.kind === "ready");
			assert.ok(open.file.members.includes(toB64(contact.uid)));
			assert.ok(!open.file.members.includes(toB64(stranger.uid)));
		},
	),
);

const marksOf = async (person: Person): Promise<Uint8Array> => {
	const { blobs } = await person.wire.request("draft-get", { key: "marks" });
	return blobs[0] ?? assert.fail("no marks");
};

/** Who is shown as compared on a new device, which is told these marks. */
async function comparedOn(bend: (told: Told) => Told): Promise<readonly string[]> {
	const asked = new Count();
	const lies: Lies = {
		reply: (told, to) => {
			if (to.cmd !== "draft-get") return told;
			if (to.params.key !== "marks") return told;
			asked.add();
			return bend(told);
		},
	};
	return nurseSees(lies, async (device) => {
		await asked.reaches(1, "the marks to be asked for");
		await device.work.session.sessions(); // a round later they are taken in
		const { people } = await loaded(device.work.state.directory, "the directory");
		return people.filter((one) => one.verified === "yes").map((one) => one.uid);
	});
}

/** A person at a real client compares the numbers of these people. */
async function compares(who: Person, people: readonly Person[]): Promise<void> {
	const device = await victimIn(liar, who);
	for (const { uid } of people) await compare(device, toB64(uid));
	device.stop();
}

test("the truth: what I have compared follows me to a new device", async () => {
	const { contact } = world.people;
	await compares(nurse, [contact]);
	assert.deepEqual(await comparedOn((told) => told), [toB64(contact.uid)]);
});

lie("marks of another person, with one bit changed, or of the liar's", async () => {
	await compares(world.people.counsellor, [stranger, nurse]);
	const other = await marksOf(world.people.counsellor);
	const own = await marksOf(nurse);
	const lies = [other, own.with(60, (own[60] ?? 0) ^ 1), randomBytes(own.length), own.slice(0, -1)];
	for (const blob of lies) {
		assert.deepEqual(await comparedOn((told) => ({ ...told, blobs: [blob] })), []);
	}
});

lie("older marks, on a device that has made newer ones: nothing is forgotten", async () => {
	const old = await marksOf(nurse);
	const device = await victimIn(liar, nurse);
	try {
		await compare(device, toB64(stranger.uid));
		await device.work.session.signOut();
		const asked = new Count();
		const lies: Lies = {
			reply: (told, to) => {
				if (to.cmd !== "draft-get") return told;
				if (to.params.key !== "marks") return told;
				asked.add();
				return { ...told, blobs: [old] };
			},
		};
		await liar.while(lies, async () => {
			await signIn(device, nurse);
			await asked.reaches(1, "the marks to be asked for");
			await device.work.session.sessions();
			const { people } = await loaded(device.work.state.directory, "the directory");
			const one = people.find(({ uid }) => uid === toB64(stranger.uid));
			assert.equal(one?.verified, "yes");
		});
	} finally {
		device.stop();
	}
});

lie(
	"a new passphrase answered as taken and not stored: the old bundle is refused as old",
	async () => {
		const { counsellor } = world.people;
		const device = await victimIn(liar, counsellor);
		const next = "uusi salalause sataa vettä";
		const lies: Lies = {
			asked: (asked) =>
				asked.cmd === "relogin" ? { json: { ok: { kbver: 2 } }, blobs: [] } : asked,
		};
		try {
			await liar.while(lies, () =>
				device.work.session.changePassphrase(counsellor.passphrase, next),
			);
			await device.work.session.signOut();
			const { username, passphrase } = counsellor;
			await refused(device.work.session.signIn(username, next), "denied");
			const error = await refused(device.work.session.signIn(username, passphrase), "not_verified");
			assert.equal(error.reason, "bundle");
			assert.equal(device.work.state.session.value.kind, "signed-out");
		} finally {
			device.stop();
		}
	},
);

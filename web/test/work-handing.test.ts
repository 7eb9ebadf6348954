// The device in the client's hands, over the work layer: what stays open, what is refused, what a reload, another tab, an idle
// lock and a cut leave of it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { bytesText, textBytes } from "../src/crypto/bytes.ts";
import type { VaultApi } from "../src/crypto/vault/api.ts";
import { VaultError } from "../src/crypto/vault/errors.ts";
import { readMark } from "../src/state/handing.ts";
import { WireError } from "../src/wire/errors.ts";
import type { Keepsake } from "../src/work/deps.ts";
import { Drafts } from "../src/work/drafts.ts";
import { HandingKeeper, withClient } from "../src/work/handing.ts";
import type { Link } from "../src/work/link.ts";
import { Store } from "../src/work/store.ts";
import {
	type Handed,
	type Me,
	type Room,
	type Work,
	WorkError,
	type WorkErrorCode,
} from "../src/work/work.ts";

const CASE = "C".repeat(22);
const PAGE = { what: "consent", case: CASE } as const;
const ME = { uid: "U".repeat(22), username: "maija", display: "Maija Mattila" } as Me;
const PASS = "kolme airoa ja vene";

/** What tabs of one browser share. */
class Shelf {
	readonly kept = new Map<string, string>();
	/** No room is left. */
	full = false;
	readonly #heard: { tab: number; name: string; heard: (value: string | null) => void }[] = [];

	tab(tab: number): Keepsake {
		return {
			read: (name) => this.kept.get(name) ?? null,
			write: (name, value) => {
				if (value === null) this.kept.delete(name);
				else if (this.full) return;
				else this.kept.set(name, value);
				for (const one of this.#heard) if (one.tab !== tab && one.name === name) one.heard(value);
			},
			hold: async () => true,
			release: () => undefined,
			watch: (name, heard) => void this.#heard.push({ tab, name, heard }),
		};
	}
}

/** A tab with somebody signed in, and a vault that writes down what it is told. */
class Tab {
	readonly said: string[] = [];
	readonly store = new Store();
	readonly handing: HandingKeeper;
	readonly drafts: Drafts;
	readonly stored = new Map<string, Uint8Array>();
	online = true;
	sealed = 0;
	/** While what was typed is being saved. */
	saving: () => Promise<void> = async () => undefined;

	constructor(shelf: Shelf, tab: number, signedIn = true) {
		const keys = () => {
			if (this.store.session.value.kind !== "in") throw new VaultError("locked");
		};
		const vault = {
			setHanded: async (handed: boolean) => void this.said.push(`vault: handed ${handed}`),
			confirm: async (passphrase: string) => {
				if (passphrase !== PASS) throw new VaultError("wrong_passphrase");
			},
			draftSeal: async (_: string, plain: Uint8Array) => {
				keys();
				this.sealed += 1;
				return textBytes(`${this.sealed}:sealed:${bytesText(plain)}`);
			},
			draftOpen: async (_: string, data: Uint8Array) => {
				keys();
				return textBytes(bytesText(data).replace(/^\d+:sealed:/, ""));
			},
		} as unknown as VaultApi;
		const link = {
			request: async (cmd: string, { key }: { key: string }, options?: { blobs: Uint8Array[] }) => {
				if (!this.online) throw new WireError("offline");
				const [data] = options?.blobs ?? [];
				if (cmd === "draft-put" && data !== undefined) this.stored.set(key, data);
				const found = this.stored.get(key);
				if (found === undefined) throw new WireError("not_found");
				return { ok: {}, blobs: [found] };
			},
		} as unknown as Link;
		if (signedIn) this.store.session.value = { kind: "in", me: ME };
		this.handing = new HandingKeeper({
			...{ store: this.store, vault, keepsake: shelf.tab(tab) },
			now: () => 7,
			flush: async () => {
				this.said.push("flushed");
				await this.saving();
			},
			lock: async () => {
				this.said.push("locked");
				this.lock();
			},
		});
		this.drafts = new Drafts(link, vault, this.handing.aside);
	}

	lock(): void {
		const { username, display } = ME;
		this.store.session.value = { kind: "locked", username, display };
	}

	signIn(): Promise<void> {
		return this.handing.signingIn(async () => {
			this.store.session.value = { kind: "in", me: ME };
		});
	}

	handed(): Handed | null {
		return this.store.handed.value;
	}

	give(pin: string | null = "4071"): Promise<void> {
		return this.handing.give(PAGE, "sv", pin);
	}
}

const code = (wanted: WorkErrorCode) => (error: unknown) =>
	(error instanceof WorkError || error instanceof VaultError) && error.code === wanted;

test("given: what was typed is saved, the vault keeps nothing for a reload, and no PIN is written anywhere", async () => {
	const shelf = new Shelf();
	const tab = new Tab(shelf, 1);
	await tab.give();
	assert.deepEqual(tab.said, ["flushed", "vault: handed true"]);
	const { page, username, language, here, tries } = tab.handed() ?? {};
	assert.deepEqual([page, username, language, here, tries], [PAGE, "maija", "sv", true, 5]);
	assert.ok(!JSON.stringify([...shelf.kept, tab.handed()]).includes("4071"));
	tab.handing.speak("en");
	assert.equal(tab.handed()?.language, "en");
	assert.equal(readMark(shelf.kept.get("handed") ?? null)?.language, "en");
});

test("not given: in a call, to a PIN that is none, twice, or with nobody signed in", async () => {
	const tab = new Tab(new Shelf(), 1);
	tab.store.room.value = { phase: "open" } as Room;
	await assert.rejects(tab.give(), code("conflict"));
	tab.store.room.value = { phase: "closed" } as Room;
	await assert.rejects(tab.give("1234"), code("bad_param"));
	assert.deepEqual(tab.said, []);
	await tab.give();
	await assert.rejects(tab.give(), code("denied"));
	await assert.rejects(new Tab(new Shelf(), 1, false).give(), code("denied"));
});

test("taken back by the PIN, or after five wrong ones by the passphrase alone", async () => {
	const tab = new Tab(new Shelf(), 1);
	await tab.give();
	await tab.handing.takeBack({ pin: "4071" });
	assert.equal(tab.handed(), null);
	assert.deepEqual(tab.said.slice(-2), ["flushed", "vault: handed false"]);
	await tab.give();
	for (const left of [4, 3, 2, 1, null]) {
		await assert.rejects(tab.handing.takeBack({ pin: "1704" }), code("wrong_pin"));
		assert.equal(tab.handed()?.tries, left);
	}
	await assert.rejects(tab.handing.takeBack({ pin: "4071" }), code("wrong_pin"), "spent");
	await assert.rejects(tab.handing.takeBack({ passphrase: "arvaus" }), code("wrong_passphrase"));
	assert.notEqual(tab.handed(), null);
	await tab.handing.takeBack({ passphrase: PASS });
	assert.equal(tab.handed(), null);
	await tab.give(null);
	assert.equal(tab.handed()?.tries, null);
	await assert.rejects(tab.handing.takeBack({ pin: "4071" }), code("wrong_pin"), "of last time");
});

test("not given: where nothing is kept for other tabs and reloads, or a call has begun while it was saved", async () => {
	const shelf = new Shelf();
	const tab = new Tab(shelf, 1);
	shelf.full = true;
	await assert.rejects(tab.give(), code("no_storage"));
	shelf.full = false;
	tab.saving = async () => {
		tab.store.room.value = { phase: "joining" } as Room;
	};
	await assert.rejects(tab.give(), code("conflict"));
	assert.deepEqual([tab.handed(), shelf.kept.size], [null, 0]);
	assert.ok(!tab.said.includes("vault: handed true"));
});

test("five wrong passphrases lock the vault: the broker counts from there", async () => {
	const tab = new Tab(new Shelf(), 1);
	await tab.give();
	const wrong = () =>
		assert.rejects(tab.handing.takeBack({ passphrase: "arvaus" }), code("wrong_passphrase"));
	for (let tries = 1; tries < 5; tries++) await wrong();
	assert.ok(!tab.said.includes("locked"));
	await wrong();
	assert.equal(tab.said.at(-1), "locked");
	assert.deepEqual([tab.handed()?.here, tab.store.session.value.kind], [false, "locked"]);
	await assert.rejects(tab.handing.takeBack({ passphrase: PASS }), code("denied"));
});

test("a tab that is on its way in when another is given to a client does not come in", async () => {
	const shelf = new Shelf();
	const [tab, other] = [new Tab(shelf, 1), new Tab(shelf, 2, false)];
	await tab.give();
	assert.deepEqual(other.said, ["locked"]);
	// Found by a reload a moment later: there was nothing to lock yet.
	other.store.session.value = { kind: "in", me: ME };
	assert.deepEqual(other.said, ["locked", "locked"]);
	assert.equal(other.store.session.value.kind, "locked");
	assert.notEqual(tab.handed(), null);
});

test("who was signing in when another tab was given to a client does not take the device back by it", async () => {
	const shelf = new Shelf();
	const [tab, other] = [new Tab(shelf, 1), new Tab(shelf, 2, false)];
	let answer: () => void = () => undefined;
	const network = new Promise<void>((resolve) => {
		answer = resolve;
	});
	const signing = other.handing.signingIn(async () => {
		await network;
		other.store.session.value = { kind: "in", me: ME };
	});
	await tab.give();
	answer();
	await assert.rejects(signing, code("denied"));
	assert.equal(other.store.session.value.kind, "locked");
	assert.notEqual(tab.handed(), null);
	assert.ok(shelf.kept.has("handed"), "a reload finds it");
	await other.signIn();
	assert.equal(shelf.kept.has("handed"), false, "who signs in now knows that it was given");
});

test("locked by idling: the PIN opens nothing any more, the page stays, signing in takes the device back", async () => {
	const shelf = new Shelf();
	const tab = new Tab(shelf, 1);
	await tab.give();
	tab.lock();
	assert.deepEqual([tab.handed()?.here, tab.handed()?.tries], [false, null]);
	await assert.rejects(tab.handing.takeBack({ pin: "4071" }), code("denied"));
	await assert.rejects(tab.handing.takeBack({ passphrase: PASS }), code("denied"));
	await assert.rejects(tab.handing.signingIn(() => Promise.reject(new WorkError("denied"))));
	assert.equal(tab.handed()?.here, false, "a wrong passphrase takes nothing back");
	await tab.signIn();
	assert.equal(tab.handed(), null);
	assert.equal(shelf.kept.has("handed"), false);
});

test("a page loaded anew, and every other tab, finds that the device is with a client", async () => {
	const shelf = new Shelf();
	const [tab, other] = [new Tab(shelf, 1), new Tab(shelf, 2)];
	await tab.give();
	assert.deepEqual(other.said, ["locked"]);
	assert.equal(other.handed()?.here, false);
	const fresh = new Tab(shelf, 3, false);
	assert.equal(fresh.handing.away, true);
	assert.deepEqual([fresh.handed()?.here, fresh.handed()?.page], [false, PAGE]);
	// Signed in there: the other tabs are as ever again, but not the one whose screen the client has.
	await fresh.signIn();
	assert.equal(other.handed(), null);
	assert.equal(tab.handed()?.here, true);
	await tab.handing.takeBack({ pin: "4071" });
	assert.equal(tab.handed(), null);
});

test("meanwhile the interface gives the client's page what it needs, and nothing else", async () => {
	const done: string[] = [];
	const act = (name: string) => async () => void done.push(name);
	const work = {
		state: { some: 1 },
		now: () => 7,
		drafts: { save: act("draft"), drop: act("drop") },
		cases: { open: act("open"), reference: () => "AB" },
		plan: { edit: () => void done.push("edit") },
		session: { lock: act("lock"), changePassphrase: act("change") },
		retention: act("what was erased"),
		touch: () => void done.push("touch"),
	};
	let away = false;
	const gated = withClient(work as unknown as Work, () => away) as unknown as typeof work;
	await gated.cases.open();
	away = true;
	await assert.rejects(gated.cases.open(), code("denied"));
	await assert.rejects(gated.drafts.drop(), code("denied"));
	await assert.rejects(gated.session.changePassphrase(), code("denied"));
	await assert.rejects(gated.retention(), code("denied"), "stands in no group");
	gated.plan.edit();
	await gated.drafts.save();
	await gated.session.lock();
	gated.touch();
	assert.equal(gated.cases.reference(), "AB");
	assert.deepEqual(done, ["open", "draft", "lock", "touch"]);
	away = false;
	gated.plan.edit();
	assert.deepEqual([done.at(-1), gated.now(), gated.state], ["edit", 7, work.state]);
});

test("what is signed without a network lies sealed on the device, also over a lock, and is the newest when opened", async () => {
	const shelf = new Shelf();
	const tab = new Tab(shelf, 1);
	const lying = () => [...shelf.kept.keys()].filter((name) => name.startsWith("draft/"));
	await tab.drafts.save("consent/x", { ink: 1 });
	assert.deepEqual(lying(), [], "not while the device is the worker's");
	await tab.give();
	tab.online = false;
	await assert.rejects(tab.drafts.save("consent/x", { ink: 2 }));
	assert.equal(lying().length, 1);
	tab.lock();
	await assert.rejects(tab.drafts.save("consent/x", { ink: 3 }), "nothing is sealed without keys");
	await tab.signIn();
	assert.deepEqual(await tab.drafts.load("consent/x"), { ink: 2 }, "still without a network");
	tab.online = true;
	assert.deepEqual(await tab.drafts.load("consent/x"), { ink: 2 });
	await tab.drafts.save("other", {});
	assert.deepEqual(lying(), [], "the broker has it");
	tab.store.session.value = { kind: "in", me: { ...ME, uid: "V".repeat(22) } };
	tab.stored.clear();
	assert.equal(await tab.drafts.load("consent/x"), null);
});

test("a newer draft takes the place of one that lies on the device", async () => {
	const shelf = new Shelf();
	const tab = new Tab(shelf, 1);
	await tab.give();
	tab.online = false;
	await assert.rejects(tab.drafts.save("k", { n: 1 }));
	await tab.handing.takeBack({ pin: "4071" });
	await assert.rejects(tab.drafts.save("k", { n: 2 }));
	assert.deepEqual(await tab.drafts.load("k"), { n: 2 });
	tab.online = true;
	await tab.drafts.save("k", { n: 3 });
	assert.deepEqual(await tab.drafts.load("k"), { n: 3 });
	assert.equal(shelf.kept.size, 0);
});

test("a device with no room left keeps no older draft that would come back over the broker's", async () => {
	const shelf = new Shelf();
	const tab = new Tab(shelf, 1);
	await tab.give();
	tab.online = false;
	await assert.rejects(tab.drafts.save("k", { n: 1 }));
	shelf.full = true;
	tab.online = true;
	await tab.drafts.save("k", { n: 2 });
	assert.deepEqual(await tab.drafts.load("k"), { n: 2 });
	assert.deepEqual(
		[...shelf.kept.keys()].filter((name) => name.startsWith("draft/")),
		[],
	);
});

// A small office in a world of vaults: a county's pair, Kela's contact and their hour, and a case as far as a test needs it.
import { fromB64, textBytes, toB64 } from "../src/crypto/bytes.ts";
import { hourId } from "../src/crypto/vault/hours.ts";
import type { CaseAct, NamedHour } from "../src/crypto/vault.ts";
import { DAY_MS, type Member, World } from "./world.ts";

export const plan = (text: string, object?: string): CaseAct => ({
	kind: "object",
	type: "plan",
	plain: textBytes(JSON.stringify({ v: 1, text })),
	...(object === undefined ? {} : { object }),
});

export class Office {
	readonly world: World;
	readonly county: Member;
	readonly kela: Member;
	readonly nurse: Member;
	readonly counsellor: Member;
	readonly contact: Member;
	pair = "";
	series = "";

	private constructor(people: readonly [Member, Member, Member, Member, Member], world: World) {
		[this.county, this.kela, this.nurse, this.counsellor, this.contact] = people;
		this.world = world;
	}

	static async open(): Promise<Office> {
		const world = new World();
		const county = await world.founder(0, "koordinaattori");
		const kela = await world.founder(1, "kela.koordinaattori");
		const nurse = await world.person(county, "hoitaja.a", "worker");
		const counsellor = await world.person(county, "ohjaaja.a", "worker");
		const contact = await world.person(kela, "yhteys", "contact");
		const office = new Office([county, kela, nurse, counsellor, contact], world);
		office.pair = await office.setPair([nurse, counsellor], null);
		office.series = await world.series(county, office.pair, contact);
		return office;
	}

	async setPair(workers: readonly Member[], pair: string | null = this.pair): Promise<string> {
		const uids = workers.map(({ uid }) => uid);
		const act = { kind: "pair-set", pair, name: "Työpari A", workers: uids } as const;
		return (await this.world.signDirectory(this.county, act)).id ?? "";
	}

	consentAct(): Extract<CaseAct, { kind: "consent" }> {
		return {
			kind: "consent",
			doc: '{"v":1,"clientName":"Testi Asiakas","health":true}',
			file: null,
			validFrom: this.world.nowMs - DAY_MS,
			validTo: this.world.nowMs + 30 * DAY_MS,
			template: "et-consent-1",
			capture: "drawn",
		};
	}

	hour(date = "2025-12-01", series = this.series): NamedHour {
		return { hour: toB64(hourId(this.world.g, fromB64(series), date)), date };
	}

	queueAct(date = "2025-12-01", series = this.series): Extract<CaseAct, { kind: "queue" }> {
		const hour = this.hour(date, series);
		return { kind: "queue", hour, series, minutes: 20, urgency: "normal" };
	}

	/** A case of the nurse's with a colleague in it. */
	async newCase(): Promise<string> {
		await this.world.syncDirectory(this.nurse);
		const { id } = await this.world.act(
			this.nurse,
			null,
			{ kind: "create", pair: this.pair, lane: "client" },
			{ kind: "share", uid: this.counsellor.uid },
			{ kind: "object", type: "question", plain: textBytes('{"v":1,"question":"asumistuki"}') },
			{
				kind: "object",
				type: "background",
				plain: textBytes('{"v":1,"background":"vain parille"}'),
			},
		);
		return id;
	}

	async withConsent(): Promise<{ id: string; consent: string }> {
		const id = await this.newCase();
		return { id, consent: await this.consent(id) };
	}

	/** Written down by the nurse, acknowledged by the counsellor. */
	async consent(id: string): Promise<string> {
		const { world, nurse, counsellor } = this;
		await world.sync(nurse, id);
		const { signed } = await world.act(nurse, id, this.consentAct());
		const consent = signed.ids[0] ?? "";
		await world.sync(counsellor, id);
		await world.act(counsellor, id, { kind: "consent-ack", consent });
		await world.sync(nurse, id);
		return consent;
	}

	async withContact(): Promise<{ id: string; consent: string }> {
		const made = await this.withConsent();
		await this.world.act(
			this.nurse,
			made.id,
			{ kind: "share", uid: this.contact.uid },
			this.queueAct(),
		);
		return made;
	}
}

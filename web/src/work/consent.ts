// The consent of a case: recorded with its document and scan, acknowledged, read, withdrawn.
import type { CaseView, ConsentView, VaultApi } from "../crypto/vault/api.ts";
import { currentConsent } from "./casefile.ts";
import type { Cases } from "./cases.ts";
import type { Chains } from "./chains.ts";
import type { DirectorySync } from "./directory.ts";
import type { ConsentDoc, DateText, ScanFile } from "./documents.ts";
import type { Hours } from "./hours.ts";
import type { Store } from "./store.ts";
import { dayAfter, startOfDay } from "./time.ts";
import { type ConsentActions, type Id, WorkError } from "./work.ts";

const JPEG = [0xff, 0xd8, 0xff];

export class Consents {
	readonly #store: Store;
	readonly #vault: VaultApi;
	readonly #chains: Chains;
	readonly #cases: Cases;
	readonly #hours: Hours;
	readonly #directory: DirectorySync;

	constructor(deps: {
		store: Store;
		vault: VaultApi;
		chains: Chains;
		cases: Cases;
		hours: Hours;
		directory: DirectorySync;
	}) {
		this.#store = deps.store;
		this.#vault = deps.vault;
		this.#chains = deps.chains;
		this.#cases = deps.cases;
		this.#hours = deps.hours;
		this.#directory = deps.directory;
	}

	readonly actions: ConsentActions = {
		record: (id, doc, file) => this.#record(id, doc, file),
		load: () => this.#load(),
		acknowledge: (id) => this.#acknowledge(id),
		withdraw: async (id, who, how) => {
			await this.#chains.append(id, (view) => {
				const consent = currentConsent(view);
				if (consent === null || consent.withdrawn !== null) return null;
				return [{ kind: "revoke", consent: consent.consent, who, how }];
			});
			await Promise.all([this.#cases.refresh(), this.#hours.refresh()]);
			await this.#cases.shown(id);
		},
	};

	/** Kela's contact: says by a signature that the consent was looked at, once. Also before joining a room. */
	async seen(id: Id): Promise<void> {
		const me = this.#me();
		if (!this.#directory.isContact(me)) return;
		await this.#chains.append(id, (view) => {
			const consent = view.consents.find((one) => one.consent === view.inForce);
			if (consent === undefined || consent.seen.some((note) => note.by === me)) return null;
			return [{ kind: "consent-seen", consent: consent.consent }];
		});
		await this.#cases.shown(id);
	}

	/** The document of the consent in force, as it was signed. no_consent. */
	async inForce(view: CaseView): Promise<ConsentDoc> {
		const consent = view.consents.find((one) => one.consent === view.inForce);
		if (consent === undefined) throw new WorkError("no_consent");
		return this.#document(view, consent);
	}

	/** Whom the newest consent names: the client, and who signs for them. Signs nothing. */
	async named(view: CaseView): Promise<readonly string[]> {
		const consent = currentConsent(view);
		if (consent === null) return [];
		const { clientName, representative } = await this.#document(view, consent);
		return representative === null ? [clientName] : [clientName, representative];
	}

	async #document(view: CaseView, { consent, docObject }: ConsentView): Promise<ConsentDoc> {
		const ct = await this.#chains.ciphertext(view.case, docObject, 1);
		const text = await this.#vault.consentOpen({ case: view.case, consent, ct });
		return JSON.parse(text) as ConsentDoc;
	}

	async #record(id: Id, doc: ConsentDoc, file: ScanFile | null): Promise<void> {
		await this.#chains.sync(id);
		const object =
			file === null ? null : await this.#chains.putFile(id, "consent-file", file.bytes);
		await this.#chains.append(id, [
			{
				kind: "consent",
				doc: JSON.stringify(doc),
				file: object,
				validFrom: startOfDay(doc.from),
				validTo: endOf(doc.to),
				template: doc.template,
				capture: doc.capture,
			},
		]);
		await this.#cases.refresh();
		await this.#cases.shown(id);
	}

	async #load(): Promise<{ doc: ConsentDoc; file: ScanFile | null }> {
		const open = this.#store.file.value;
		if (open.kind !== "ready") throw new WorkError("not_found");
		const view = await this.#chains.sync(open.file.case);
		const consent = currentConsent(view);
		if (consent === null) throw new WorkError("not_found");
		const doc = await this.#document(view, consent);
		const bytes =
			consent.fileObject === null ? null : await this.#chains.getFile(view, consent.fileObject);
		await this.seen(view.case);
		return { doc, file: bytes === null ? null : { type: imageType(bytes), bytes } };
	}

	/** Of the consent that was on the screen: one that has replaced it since has to be compared first. */
	async #acknowledge(id: Id): Promise<void> {
		const open = this.#store.file.value;
		const shown =
			open.kind === "ready" && open.file.case === id ? open.file.consent?.id : undefined;
		await this.#chains.append(id, (view) => {
			const consent = currentConsent(view)?.consent;
			if (consent === undefined) return null;
			if (shown !== undefined && shown !== consent) throw new WorkError("conflict");
			return [{ kind: "consent-ack", consent }];
		});
		await this.#cases.refresh();
		await this.#cases.shown(id);
	}

	#me(): Id {
		const session = this.#store.session.value;
		if (session.kind !== "in") throw new WorkError("denied");
		return session.me.uid;
	}
}

/** The last day is inclusive: in force until the day after begins. */
const endOf = (lastDay: DateText): number => startOfDay(dayAfter(lastDay));

const imageType = (bytes: Uint8Array): ScanFile["type"] =>
	JPEG.every((byte, i) => bytes[i] === byte) ? "image/jpeg" : "image/png";

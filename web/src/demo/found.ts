// People come into a deployment, as they would in their browsers: founding links, invites, enrolment, the number read
// over the phone, confirmation, first sign-in. Everything through the work layer.
import type { Role } from "../work/work.ts";
import { type Device, newDevice, type Site, until } from "./person.ts";

export interface Account {
	readonly username: string;
	readonly display: string;
	readonly passphrase: string;
	/** 28 characters, as on the sheet. */
	readonly accountKey: string;
}

export interface Member extends Device {
	readonly uid: string;
	readonly account: Account;
}

export interface Newcomer {
	readonly username: string;
	readonly display: string;
	readonly passphrase: string;
}

const secretOf = (link: string): string => link.slice(link.indexOf("#i=") + 3);

export async function signedIn(device: Device): Promise<string> {
	const session = await until(device.work.state.session, (s) => s.kind === "in", "being signed in");
	return session.kind === "in" ? session.me.uid : "";
}

/** The first coordinator of an organisation, by the link that `etatunti init` printed. */
export async function foundOrganisation(
	site: Site,
	link: string,
	person: Newcomer,
): Promise<Member> {
	const device = await newDevice(site);
	await device.work.enrol.open(secretOf(link));
	const { accountKey } = await device.work.enrol.makeKeys(person);
	await device.work.enrol.finish();
	return { ...device, uid: await signedIn(device), account: { ...person, accountKey } };
}

/** Enrols by an invite link, up to waiting for the confirmation; `number` is read over the phone. */
export async function enrolByLink(
	site: Site,
	link: string,
	person: Newcomer,
): Promise<{ device: Device; account: Account; number: string }> {
	const device = await newDevice(site);
	await device.work.enrol.open(secretOf(link));
	const { accountKey } = await device.work.enrol.makeKeys(person);
	await device.work.enrol.finish();
	const session = await until(device.work.state.session, (s) => s.kind === "waiting", "waiting");
	const number = session.kind === "waiting" ? session.number : "";
	return { device, account: { ...person, accountKey }, number };
}

/** Finds the person among those who wait and certifies them by their number. */
export async function confirm(by: Device, username: string, number: string): Promise<void> {
	const { directory } = by.work.state;
	const waits = (name: string) => {
		const value = directory.value;
		return value.kind === "ready"
			? value.value.pending.find((p) => p.username === name)
			: undefined;
	};
	await until(directory, () => waits(username) !== undefined, `${username} to be waiting`);
	await by.work.coordinator.confirmPerson(waits(username)?.uid ?? "", number);
}

/** New keys for a person who is certified already: invited by name, enrolled anew, compared, signed in. */
export async function bringBack(
	site: Site,
	by: Device,
	lost: Member,
	passphrase: string,
): Promise<Member> {
	const { link } = await by.work.coordinator.reinvite(lost.uid);
	const { username, display } = lost.account;
	const { device, account, number } = await enrolByLink(site, link, {
		username,
		display,
		passphrase,
	});
	await confirm(by, username, number);
	await until(device.work.state.session, (s) => s.kind === "signed-out", `${username} confirmed`);
	await device.work.session.signIn(username, passphrase);
	return { ...device, uid: await signedIn(device), account };
}

/** The whole way of one person: invited, enrolled, confirmed, signed in. */
export async function bringIn(
	site: Site,
	by: Device,
	person: Newcomer,
	roles: readonly Role[],
): Promise<Member> {
	const { username, display } = person;
	const { link } = await by.work.coordinator.invite({ username, display, roles });
	const { device, account, number } = await enrolByLink(site, link, person);
	await confirm(by, username, number);
	await until(device.work.state.session, (s) => s.kind === "signed-out", `${username} confirmed`);
	await device.work.session.signIn(username, person.passphrase);
	return { ...device, uid: await signedIn(device), account };
}

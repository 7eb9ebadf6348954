// Where feedback goes, as a link: an e-mail address or the https address of a page. What the broker says is anything; of
// something else no link is made. Pure.
export interface FeedbackLink {
	readonly shown: string;
	readonly href: string;
}

const MAIL = /^([\w.!#$%&'*+/=?^`{|}~-]{1,64})@([A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*)$/;
const PAGE = /^https:\/\/[\w.:[\]-]+(?:[/?#][!#-;=?-[\]_a-z~]*)?$/;

export function feedbackLink(address: string | null): FeedbackLink | null {
	if (address === null) return null;
	if (PAGE.test(address)) return { shown: address, href: address };
	const [, local, host] = MAIL.exec(address) ?? [];
	if (local === undefined || host === undefined) return null;
	return { shown: address, href: `mailto:${encodeURIComponent(local)}@${host}` };
}

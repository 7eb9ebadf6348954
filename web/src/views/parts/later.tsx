// A part of the page that does not come with the first one. Fetched ahead of its need, so that the page of an hour does not
// depend on the server at the minute the hour begins; if that has failed, it is fetched anew when it is shown, and again. It is
// there when its words are there too.
import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { fetchTexts, language, t } from "../../text/first.ts";
import { WorkError } from "../../work/work.ts";
import { useWork } from "../context.ts";
import { Failure, Loading } from "./Loaded.tsx";
import { Page } from "./Page.tsx";

const RETRY_MS = 5_000;
const ANSWER_MS = 5_000;

/** `quiet`: of what stands around a page; until it is there, the page itself says what is missing. */
export function later<P extends object>(
	load: () => Promise<ComponentType<P>>,
	{ quiet = false } = {},
): ComponentType<P> & { fetch(): Promise<boolean> } {
	let found: ComponentType<P> | null = null;
	/** False: no network, or a page older than its server. */
	const fetch = async () => {
		try {
			const [part, texts] = await Promise.all([load(), fetchTexts(language.peek())]);
			if (texts) found = part;
			return texts;
		} catch {
			return false;
		}
	};
	function Later(props: P) {
		const { connection } = useWork().state;
		const [tries, setTries] = useState(0);
		const attempt = async () => {
			await fetch();
			setTries((count) => count + 1);
		};
		useEffect(() => {
			if (found !== null) return undefined;
			if (tries === 0) {
				void attempt();
				return undefined;
			}
			const timer = setTimeout(() => void attempt(), RETRY_MS);
			return () => clearTimeout(timer);
		}, [tries]);
		const again = async () => {
			await attempt();
			// The server is there and the part is not: this page is older than its server.
			if (found === null && connection.peek() === "online" && (await isServed())) location.reload();
		};
		const Found = found;
		if (Found !== null) return <Found {...props} />;
		if (quiet) return null;
		return tries === 0 ? (
			<Loading />
		) : (
			<Page title={t().common.notFetched}>
				<Failure error={new WorkError("offline")} again={again} />
			</Page>
		);
	}
	return Object.assign(Later, { fetch });
}

/** The page could be had anew: without a network, loading it would leave the browser's own page of errors. */
async function isServed(): Promise<boolean> {
	try {
		const signal = AbortSignal.timeout(ANSWER_MS);
		return (await fetch("/", { cache: "no-store", signal })).ok;
	} catch {
		return false;
	}
}

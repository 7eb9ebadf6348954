// Which build the page came from, as the server says it: /manifest.json. For people to compare by eye; it proves nothing
// by itself, since the same server serves the page. `etatunti compare-web` asks from outside.
const SHOWN = 8;

/** The first 8 characters of the id in /manifest.json; null if there is none. */
export async function buildId(): Promise<string | null> {
	try {
		// biome-ignore lint/style/noRestrictedGlobals: a file of our own site, which no command can give: the one other way out
		const answer = await fetch("/manifest.json", { cache: "no-cache", credentials: "omit" });
		if (!answer.ok) return null;
		const manifest: unknown = await answer.json();
		if (typeof manifest !== "object" || manifest === null || !("id" in manifest)) return null;
		const { id } = manifest;
		return typeof id === "string" && /^[0-9a-f]{16}$/.test(id) ? id.slice(0, SHOWN) : null;
	} catch {
		return null; // no network, or no JSON: the footer goes without
	}
}

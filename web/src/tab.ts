// Which tab this is: an id that outlives a reload, and that a duplicated or restored tab does not share. It is kept in
// sessionStorage only while the page is away; a copy of a living tab finds nothing there and gets an id of its own.

const KEY = "etatunti.tab";

export function takeTabId(): string {
	const id = sessionStorage.getItem(KEY) ?? crypto.randomUUID();
	sessionStorage.removeItem(KEY);
	addEventListener("pagehide", () => sessionStorage.setItem(KEY, id));
	addEventListener("pageshow", () => sessionStorage.removeItem(KEY));
	return id;
}

// Draws the application into the page, over a work layer made elsewhere.
import { render } from "preact";
import type { LinkSecret } from "../state/route.ts";
import { startLanguage } from "../text/first.ts";
import type { Work } from "../work/work.ts";
import { App } from "./App.tsx";
import { WorkContext } from "./context.ts";
import { keepFocus } from "./keepFocus.ts";
import { startRouter } from "./router.ts";

/** `link` is what the address carried; the caller has cleared it from there already. */
export function start(work: Work, root: Element, link: LinkSecret | null): void {
	startRouter();
	keepFocus(root);
	void startLanguage(localStorage).then(() =>
		render(
			<WorkContext.Provider value={work}>
				<App link={link} />
			</WorkContext.Provider>,
			root,
		),
	);
}

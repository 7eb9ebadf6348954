// A piece of a screen beside what is said of it, where the build has one. Knows no guide.
import pictures from "help-pictures";
import { helpIn } from "../../text/help.ts";
import type { Language } from "../../text/language.ts";

/** In the reader's language, or as it is; nothing where there is none. `of`: what it shows. */
export function Picture({ name, of, own }: Record<"name" | "of", string> & { own: Language }) {
	const found = pictures[`${name}-${own}`] ?? pictures[name];
	if (found === undefined) return null;
	return (
		<img
			class="guide-picture"
			src={found.src}
			width={found.width}
			height={found.height}
			loading="lazy"
			alt={helpIn(own).picture(of)}
		/>
	);
}

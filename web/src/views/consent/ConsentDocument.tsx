// Fetches and shows the open case's consent: document, signature, scan. Fetching is logged, so it is done on request
// of the page only.
import { t } from "../../text/language.ts";
import type { Id } from "../../work/work.ts";
import { useWork } from "../context.ts";
import { learnClientLanguage } from "../paper/clientLanguage.ts";
import { Loaded } from "../parts/Loaded.tsx";
import { useAsked } from "../parts/useAsked.ts";
import { ConsentPaper } from "./ConsentPaper.tsx";
import { ScanPicture } from "./ScanPicture.tsx";

export function ConsentDocument({ of, reference }: { of: Id; reference: string }) {
	const work = useWork();
	const stored = useAsked(async () => {
		const got = await work.consent.load();
		learnClientLanguage(of, got.doc.language);
		return got;
	}, [work]);
	return (
		<Loaded {...stored}>
			{({ doc, file }) => (
				<>
					<ConsentPaper doc={doc} reference={reference} blank={false} />
					{file === null ? null : (
						<figure class="scan-figure">
							<figcaption class="small muted">{t().consent.scan}</figcaption>
							<ScanPicture file={file} />
						</figure>
					)}
				</>
			)}
		</Loaded>
	);
}

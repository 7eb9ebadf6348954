// Fetches and shows the open case's consent: document, signature, scan. Fetching is logged, so it is done on request
// of the page only.
import { useEffect, useState } from "preact/hooks";
import { t } from "../../text/language.ts";
import type { ConsentDoc, ScanFile } from "../../work/documents.ts";
import { useAction } from "../action.ts";
import { useWork } from "../context.ts";
import { ErrorSummary } from "../parts/ErrorSummary.tsx";
import { Loading } from "../parts/Loaded.tsx";
import { ConsentPaper } from "./ConsentPaper.tsx";
import { ScanPicture } from "./ScanPicture.tsx";

export function ConsentDocument({ reference }: { reference: string }) {
	const work = useWork();
	const loading = useAction();
	const [got, setGot] = useState<{ doc: ConsentDoc; file: ScanFile | null } | null>(null);
	useEffect(() => {
		let here = true;
		void loading.run(async () => {
			const found = await work.consent.load();
			if (here) setGot(found);
		});
		return () => {
			here = false;
		};
	}, [work]);
	if (loading.error !== null) return <ErrorSummary failure={loading.error} />;
	if (got === null) return <Loading />;
	return (
		<>
			<ConsentPaper doc={got.doc} reference={reference} blank={false} />
			{got.file === null ? null : (
				<figure class="scan-figure">
					<figcaption class="small muted">{t().consent.scan}</figcaption>
					<ScanPicture file={got.file} />
				</figure>
			)}
		</>
	);
}

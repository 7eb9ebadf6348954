// The scan shown from memory; its address is given back when it is no longer shown.
import { useEffect, useState } from "preact/hooks";
import { t } from "../../text/language.ts";
import type { ScanFile } from "../../work/documents.ts";

export function ScanPicture({ file }: { file: ScanFile }) {
	const [address, setAddress] = useState<string | null>(null);
	useEffect(() => {
		const made = URL.createObjectURL(new Blob([new Uint8Array(file.bytes)], { type: file.type }));
		setAddress(made);
		return () => URL.revokeObjectURL(made);
	}, [file]);
	if (address === null) return null;
	return <img class="scan" src={address} alt={t().consent.scan} data-testid="scan-picture" />;
}

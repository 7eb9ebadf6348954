// A page that does not come with the first one. Fetched ahead of its need, so that the page of an hour does not depend on
// the server at the minute the hour begins; if that has failed, it is fetched anew when it is shown.
import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { t } from "../../text/language.ts";
import { Box } from "./Box.tsx";
import { Button } from "./Button.tsx";
import { Loading } from "./Loaded.tsx";

export function later<P extends object>(
	load: () => Promise<ComponentType<P>>,
): ComponentType<P> & { fetch(): Promise<boolean> } {
	let found: ComponentType<P> | null = null;
	/** False: no network, or a page older than its server. */
	const fetch = async () => {
		try {
			found ??= await load();
		} catch {
			return false;
		}
		return true;
	};
	function Later(props: P) {
		const [state, setState] = useState<"loading" | "failed" | "ready">(found ? "ready" : "loading");
		useEffect(() => {
			if (state !== "loading") return;
			void fetch().then((done) => setState(done ? "ready" : "failed"));
		}, [state]);
		const Found = found;
		if (Found !== null) return <Found {...props} />;
		if (state !== "failed") return <Loading />;
		return (
			<Box kind="bad">
				<p>{t().errors.offline}</p>
				<div class="buttons">
					<Button kind="second" icon="rotate-ccw" onPress={() => location.reload()}>
						{t().devices.again}
					</Button>
				</div>
			</Box>
		);
	}
	return Object.assign(Later, { fetch });
}

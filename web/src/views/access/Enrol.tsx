// Enrolment from an invite link: welcome → names and passphrase → account sheet → waiting or in.
import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { t } from "../../text/language.ts";
import type { AccountSheet, Invitation } from "../../work/work.ts";
import { explain, useAction } from "../action.ts";
import { useWork } from "../context.ts";
import { Box } from "../parts/Box.tsx";
import { Link } from "../parts/Link.tsx";
import { Loading } from "../parts/Loaded.tsx";
import { Page, Seen } from "../parts/Page.tsx";
import { EnrolPassphrase } from "./EnrolPassphrase.tsx";
import { EnrolSheet } from "./EnrolSheet.tsx";
import { EnrolWelcome } from "./EnrolWelcome.tsx";

interface Enrolling {
	readonly secret: string;
	readonly onDone: () => void;
}

/** `beside`: a page that is looked at in between. What was typed and the sheet stay as they are, and there is a way back. */
export function Enrol({ beside, ...own }: Enrolling & { readonly beside: ComponentChildren }) {
	const seen = beside === null;
	return (
		<Seen.Provider value={seen}>
			<div hidden={!seen} data-testid="enrol">
				<Steps {...own} />
			</div>
			<Seen.Provider value={true}>
				{seen ? null : (
					<Box kind="info" testid="enrol-waits">
						<p>{t().enrol.waits}</p>
						<Link to={{ at: "today" }} button="first" testid="enrol-on">
							{t().enrol.goOn}
						</Link>
					</Box>
				)}
				{beside}
			</Seen.Provider>
		</Seen.Provider>
	);
}

function Steps({ secret, onDone }: Enrolling) {
	const work = useWork();
	const opening = useAction();
	const [invitation, setInvitation] = useState<Invitation | null>(null);
	const [started, setStarted] = useState(false);
	const [sheet, setSheet] = useState<AccountSheet | null>(null);
	useEffect(() => {
		void opening.run(async () => setInvitation(await work.enrol.open(secret)));
	}, [secret]);

	if (opening.error !== null)
		return (
			<Page title={t().enrol.badTitle}>
				<Box kind="bad" testid={`failure-${opening.error.code}`}>
					<p>{explain(opening.error)}</p>
				</Box>
			</Page>
		);
	if (invitation === null)
		return (
			<Page title={t().enrol.title}>
				<Loading />
			</Page>
		);
	if (!started) return <EnrolWelcome invitation={invitation} onStart={() => setStarted(true)} />;
	if (sheet === null) return <EnrolPassphrase invitation={invitation} onMade={setSheet} />;
	return <EnrolSheet sheet={sheet} onDone={onDone} />;
}

// All that this browser shows while a client has the device: the one page, in the client's language, and at its end the way
// back for the worker. No menu, no notices, no names. Once the vault is locked, that it is, plainly.
import { useEffect, useState } from "preact/hooks";
import { type Language, language, lendLanguage, t } from "../../text/language.ts";
import type { Handed } from "../../work/work.ts";
import { SignIn } from "../access/SignIn.tsx";
import { ConsentHanded } from "../consent/ConsentHanded.tsx";
import { useWork } from "../context.ts";
import { MeasuresHanded } from "../follow/MeasuresHanded.tsx";
import { Box } from "../parts/Box.tsx";
import { Button } from "../parts/Button.tsx";
import { Icon } from "../parts/Icon.tsx";
import { Live } from "../parts/Live.tsx";
import { Loading } from "../parts/Loaded.tsx";
import { Page } from "../parts/Page.tsx";
import { useRinging } from "../ring/Ring.tsx";
import { TakeBack } from "./TakeBack.tsx";

/** Whose turn it is at the screen. */
type At = "client" | "worker" | "other";

export function HandedPage({ handed }: { handed: Handed }) {
	const work = useWork();
	const { session, connection, called } = work.state;
	const [at, setAt] = useState<At>("client");
	useLent(at === "client" ? handed.language : null);
	const open = handed.here && session.value.kind === "in";
	const text = t().handed;
	return (
		<>
			<Live />
			<main class="main handed" id="main" tabIndex={-1} data-testid="handed">
				{at === "other" ? (
					<SignIn remembered={[]} link={null} blank />
				) : session.value.kind === "starting" ? (
					<Loading />
				) : open ? (
					<OfClient handed={handed} />
				) : (
					<Locked />
				)}
				<div class="handed-foot">
					{at === "other" ? (
						<Button kind="second" onPress={() => setAt("client")} testid="handed-cancel">
							{t().common.cancel}
						</Button>
					) : (
						<Button kind="second" icon="lock" onPress={() => setAt("worker")} testid="handed-back">
							{text.back}
						</Button>
					)}
				</div>
			</main>
			{/* There before its words; over the foot of the page, so that nothing moves under a pen. */}
			<section class="handed-strip" role="status">
				{open && connection.value === "offline" ? (
					<p data-testid="handed-offline">
						<Icon name="wifi-off" /> {text.offline}
					</p>
				) : null}
				{open && called.value !== null ? (
					<Calls key={`${called.value.hour} ${called.value.at}`} />
				) : null}
			</section>
			{at === "worker" ? (
				<TakeBack
					handed={handed}
					onClose={() => setAt("client")}
					onOther={open ? null : () => setAt("other")}
				/>
			) : null}
		</>
	);
}

/** The page speaks that, or (null) the worker's own; the worker's again when the device is back. */
function useLent(own: Language | null): void {
	useEffect(() => void lendLanguage(own), [own]);
	useEffect(() => () => void lendLanguage(null), []);
	const now = language.value;
	useEffect(() => {
		document.documentElement.lang = now;
	}, [now]);
}

function OfClient({ handed }: { handed: Handed }) {
	const { what, case: id } = handed.page;
	return what === "consent" ? (
		<ConsentHanded id={id} own={handed.language} />
	) : (
		<MeasuresHanded id={id} own={handed.language} />
	);
}

function Locked() {
	const text = t().handed;
	return (
		<Page title={text.lockedTitle} enter="locked">
			<Box kind="info" testid="handed-locked">
				<p>{text.locked}</p>
			</Box>
		</Page>
	);
}

/** The worker is called. By whom, and to which hour, stands there when the device is back. */
function Calls() {
	const [quiet, setQuiet] = useState(false);
	useRinging(!quiet);
	const text = t().handed;
	return (
		<div data-testid="handed-ring">
			<p>
				<Icon name="phone-call" /> {text.ring}
			</p>
			{quiet ? null : (
				<Button kind="second" icon="volume-x" onPress={() => setQuiet(true)} testid="ring-quiet">
					{text.ringQuiet}
				</Button>
			)}
		</div>
	);
}

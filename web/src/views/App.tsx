// From session and route to a page. Decides nothing else. What is drawn before anybody is in comes with the first page; the
// pages of those who are in follow at once.
import { useEffect, useLayoutEffect, useState } from "preact/hooks";
import { pageBehind } from "../state/handing.ts";
import { isHelp, type LinkSecret } from "../state/route.ts";
import { t } from "../text/first.ts";
import type { Work } from "../work/work.ts";
import { SignIn } from "./access/SignIn.tsx";
import { Unlock } from "./access/Unlock.tsx";
import { useWork } from "./context.ts";
import { Loading } from "./parts/Loaded.tsx";
import { later } from "./parts/later.tsx";
import { go, holdAt, replace, route } from "./router.ts";
import { Shell } from "./shell/Shell.tsx";

const Pages = later(async () => (await import("./inside.ts")).Pages);
const HelpPages = later(async () => (await import("./help/HelpPages.tsx")).HelpPages);
const GuestPage = later(async () => (await import("./guest/GuestPage.tsx")).GuestPage);
const HandedPage = later(async () => (await import("./seldom.ts")).HandedPage);
const IdleWarning = later(async () => (await import("./inside.ts")).IdleWarning, { quiet: true });
const outside = () => import("./outside.ts");
const Enrol = later(async () => (await outside()).Enrol);
const Integrity = later(async () => (await outside()).Integrity);
const Waiting = later(async () => (await outside()).Waiting);

/** What counts as use. Dictation and screen readers press no key: what they do arrives as input or a click. */
const USE = ["pointerdown", "keydown", "wheel", "input", "click"] as const;
const LISTEN = { capture: true, passive: true } as const;

/** The address stays where the client's page is until the device is back. */
function useHeld(work: Work): void {
	const handed = work.state.handed.value;
	useLayoutEffect(() => {
		if (handed === null) return;
		holdAt(pageBehind(handed.page));
		return () => {
			holdAt(null);
			const now = work.state.session.peek();
			if (now.kind !== "in" || now.me.username !== handed.username) replace({ at: "today" });
		};
	}, [handed === null]);
}

/** Any use puts off the lock. */
function useTouch(work: Work): void {
	useEffect(() => {
		const touch = ({ type, target }: Event) => {
			// A finger on the warning itself: gone before it is lifted, what lies under it would be pressed.
			const onWarning = target instanceof Element && target.closest(".idle-warning") !== null;
			if (!(onWarning && type === "pointerdown")) work.touch();
		};
		for (const use of USE) addEventListener(use, touch, LISTEN);
		return () => {
			for (const use of USE) removeEventListener(use, touch, LISTEN);
		};
	}, [work]);
}

export function App({ link }: { link: LinkSecret | null }) {
	const work = useWork();
	const handed = work.state.handed.value;
	// A link that a client may have typed is not followed when the device is taken back.
	const [secret, setSecret] = useState(handed === null ? link : null);
	const [other, setOther] = useState(false);
	const session = work.state.session.value;
	const locksAt = work.state.locksAt.value;
	const here = route.value;
	const call = session.kind === "in" ? work.state.room.value : null;
	useEffect(() => {
		// Found again after a closed tab or a crash: whoever is in a room has it before their eyes.
		if (call !== null && call.phase !== "closed" && here.at !== "room")
			go({ at: "room", hour: call.hour });
	}, [call?.session]);
	useHeld(work);
	useTouch(work);
	useEffect(() => {
		// A sign-in link has done its work; an invite is done when Enrol says so.
		if (session.kind === "in" && secret?.kind === "sign-in") setSecret(null);
		if (session.kind === "in") setOther(false);
	}, [session.kind, secret]);

	useEffect(() => {
		// Whoever came by a link of another kind is not soon in.
		if (link === null || link.kind === "sign-in") void Pages.fetch();
	}, []);

	const page = () => {
		if (here.at === "guest")
			return <GuestPage secret={secret?.kind === "guest" ? secret.secret : null} />;
		const beside = isHelp(here) ? (
			<HelpPages to={here} />
		) : here.at === "integrity" ? (
			<Integrity />
		) : null;
		if (secret?.kind === "invite")
			return (
				<Enrol
					secret={secret.secret}
					beside={beside}
					onDone={() => {
						setSecret(null);
						replace({ at: "today" });
					}}
				/>
			);
		if (beside !== null) return beside;
		switch (session.kind) {
			case "starting":
				return <Loading text={t().common.connecting} />;
			case "waiting":
				return <Waiting number={session.number} onSignIn={() => void work.session.signOut()} />;
			case "signed-out":
				return (
					<SignIn
						key={session.remembered.join(" ")}
						remembered={session.remembered}
						link={secret?.kind === "sign-in" ? secret : null}
						blank={other}
					/>
				);
			case "locked":
				return (
					<Unlock
						username={session.username}
						display={session.display}
						onOther={() => {
							setOther(true);
							void work.session.signOut();
						}}
					/>
				);
			case "in":
				return <Pages to={here} me={session.me} />;
		}
	};
	return (
		<>
			{handed === null ? <Shell>{page()}</Shell> : <HandedPage handed={handed} />}
			{/* There before its words, as the notices are. */}
			<div class="idle-warning" role="alert">
				{locksAt === null ? null : <IdleWarning at={locksAt} />}
			</div>
		</>
	);
}

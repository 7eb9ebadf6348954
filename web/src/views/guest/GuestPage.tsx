// A guest's page: what this is and who invites, the knock, the wait, the call, and that it is over. Which of them is shown
// follows from the state alone.
import { useEffect } from "preact/hooks";
import { dayAndClock } from "../../text/dates.ts";
import { t } from "../../text/language.ts";
import type { GuestGreeting } from "../../work/work.ts";
import { explain, useAction } from "../action.ts";
import { useWork } from "../context.ts";
import { Box } from "../parts/Box.tsx";
import { Button } from "../parts/Button.tsx";
import { ErrorSummary } from "../parts/ErrorSummary.tsx";
import { Facts } from "../parts/Facts.tsx";
import { Icon } from "../parts/Icon.tsx";
import { Loading } from "../parts/Loaded.tsx";
import { Page } from "../parts/Page.tsx";
import { GuestCall } from "./GuestCall.tsx";
import { GuestDevices } from "./GuestDevices.tsx";

/** `secret`: what the address carried; null: a reload. */
export function GuestPage({ secret }: { secret: string | null }) {
	const work = useWork();
	const opening = useAction();
	const { session, visit, room } = work.state;
	const signedIn = session.value.kind === "in";
	const starting = session.value.kind === "starting";
	const now = visit.value;
	useEffect(() => {
		if (!starting && !signedIn && now.kind === "none")
			void opening.run(() => work.visit.open(secret));
	}, [starting, signedIn, secret]);
	if (signedIn) return <Said title={t().guest.page} text={t().guest.signedIn} />;
	if (now.kind === "none") {
		if (starting || opening.busy) return <Loading text={t().common.connecting} />;
		const error = now.error ?? opening.error;
		return error === null ? (
			<Said title={t().guest.noneTitle} text={t().guest.noLink} />
		) : (
			<Said title={t().guest.badTitle} text={explain(error)} bad />
		);
	}
	const here = room.value;
	if (now.kind === "in")
		return here !== null && here.phase !== "closed" ? (
			<GuestCall room={here} />
		) : (
			<Loading text={t().guest.entering} />
		);
	switch (now.kind) {
		case "shown":
			return <Shown greeting={now.greeting} failure={opening.error} />;
		case "knocking":
			return <Waits greeting={now.greeting} />;
		case "left":
			return <Left />;
		case "moved":
			return <Said title={t().guest.movedTitle} text={t().guest.moved} />;
		case "gone":
			return <Said title={t().guest.goneTitle} text={t().guest.gone} />;
	}
}

function Said(props: { readonly title: string; readonly text: string; readonly bad?: true }) {
	return (
		<Page title={props.title} enter={props.title}>
			<Box kind={props.bad ? "bad" : "info"} testid="guest-said">
				<p>{props.text}</p>
			</Box>
		</Page>
	);
}

function Shown(props: {
	readonly greeting: GuestGreeting;
	readonly failure: ReturnType<typeof useAction>["error"];
}) {
	const { by, org, name, role, expiresAt } = props.greeting;
	const work = useWork();
	const knocking = useAction();
	const forgetting = useAction();
	const text = t().guest;
	return (
		<Page title={text.page} enter="shown">
			<p class="lead">{text.what}</p>
			<Facts
				facts={[
					{ name: text.by, value: `${by}\n${org}` },
					{ name: text.you, value: `${name}, ${t().call.guestRole[role]}` },
					{ name: text.until, value: dayAndClock(expiresAt) },
				]}
			/>
			<Box kind="warn">
				<p>{text.notYou(name)}</p>
			</Box>
			<p>{text.secrecy}</p>
			<ErrorSummary failure={knocking.error ?? props.failure} />
			<GuestDevices />
			<div class="buttons">
				<Button
					icon="door-open"
					busy={knocking.busy}
					testid="guest-knock"
					onPress={() => void knocking.run(() => work.visit.knock())}
				>
					{text.knock}
				</Button>
				<Button
					kind="plain"
					icon="trash-2"
					busy={forgetting.busy}
					testid="guest-forget"
					onPress={() => void forgetting.run(() => work.visit.forget())}
				>
					{text.forget}
				</Button>
			</div>
			<p class="small muted">
				<Icon name="ear-off" /> {text.knockHint}
			</p>
		</Page>
	);
}

function Waits({ greeting }: { greeting: GuestGreeting }) {
	const work = useWork();
	const leaving = useAction();
	const text = t().guest;
	return (
		<Page title={text.waitTitle} enter="knocking">
			<div class="card strong" role="status" data-testid="guest-waits">
				<p class="big">
					<Icon name="circle-dashed" spin /> {text.wait(greeting.by)}
				</p>
				<p class="small muted">
					<Icon name="ear-off" /> {text.waitHearing}
				</p>
			</div>
			<GuestDevices />
			<ErrorSummary failure={leaving.error} />
			<div class="buttons">
				<Button
					kind="second"
					icon="log-out"
					busy={leaving.busy}
					testid="guest-leave"
					onPress={() => void leaving.run(() => work.visit.leave())}
				>
					{t().room.leave}
				</Button>
			</div>
		</Page>
	);
}

function Left() {
	const work = useWork();
	const knocking = useAction();
	const text = t().guest;
	return (
		<Page title={text.leftTitle} enter="left">
			<Box kind="info" testid="guest-left">
				<p>{text.left}</p>
			</Box>
			<ErrorSummary failure={knocking.error} />
			<div class="buttons">
				<Button
					icon="video"
					busy={knocking.busy}
					testid="guest-back"
					onPress={() => void knocking.run(() => work.visit.knock())}
				>
					{text.back}
				</Button>
			</div>
		</Page>
	);
}

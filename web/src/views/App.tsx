// From session and route to a page. Decides nothing else.
import { useEffect, useState } from "preact/hooks";
import type { LinkSecret, Route } from "../state/route.ts";
import { t } from "../text/language.ts";
import type { Me } from "../work/work.ts";
import { SignIn } from "./access/SignIn.tsx";
import { Unlock } from "./access/Unlock.tsx";
import { Waiting } from "./access/Waiting.tsx";
import { Accessibility } from "./admin/Accessibility.tsx";
import { CasePage } from "./cases/CasePage.tsx";
import { Cases } from "./cases/Cases.tsx";
import { useWork } from "./context.ts";
import { HourPage } from "./hours/HourPage.tsx";
import { Hours } from "./hours/Hours.tsx";
import { Today } from "./hours/Today.tsx";
import { Link } from "./parts/Link.tsx";
import { Loading } from "./parts/Loaded.tsx";
import { later } from "./parts/later.tsx";
import { Page } from "./parts/Page.tsx";
import { PlanPage } from "./plan/PlanPage.tsx";
import { go, replace, route } from "./router.ts";
import { Shell } from "./shell/Shell.tsx";
import { Integrity } from "./trust/Integrity.tsx";

/** Fetched after the first page is drawn: most days it is not needed, but when it is, it must be there. */
const RoomPage = later(async () => (await import("./room/RoomPage.tsx")).RoomPage);
const GuestPage = later(async () => (await import("./guest/GuestPage.tsx")).GuestPage);
const DevicesPage = later(async () => (await import("./devices/DevicesPage.tsx")).DevicesPage);
const Enrol = later(async () => (await import("./access/Enrol.tsx")).Enrol);
/** What few people need on few days: one file for them all. */
const seldom = () => import("./seldom.ts");
const CardPage = later(async () => (await seldom()).CardPage);
const FollowUpPage = later(async () => (await seldom()).FollowUpPage);
const CasePaper = later(async () => (await seldom()).CasePaper);
const ConsentPage = later(async () => (await seldom()).ConsentPage);
const QueueCase = later(async () => (await seldom()).QueueCase);
const FiguresPage = later(async () => (await seldom()).FiguresPage);
const GeneralQuestion = later(async () => (await seldom()).GeneralQuestion);
const NewCase = later(async () => (await seldom()).NewCase);
const ChangePassphrase = later(async () => (await seldom()).ChangePassphrase);
const ConfirmPerson = later(async () => (await seldom()).ConfirmPerson);
const HourChangePage = later(async () => (await seldom()).HourChangePage);
const InvitePerson = later(async () => (await seldom()).InvitePerson);
const MeasuresPage = later(async () => (await seldom()).MeasuresPage);
const NewConsent = later(async () => (await seldom()).NewConsent);
const Organisation = later(async () => (await seldom()).Organisation);
const PairForm = later(async () => (await seldom()).PairForm);
const Pairs = later(async () => (await seldom()).Pairs);
const People = later(async () => (await seldom()).People);
const PersonPage = later(async () => (await seldom()).PersonPage);
const Professionals = later(async () => (await seldom()).Professionals);
const Report = later(async () => (await seldom()).Report);
const Retention = later(async () => (await seldom()).Retention);
const SeriesForm = later(async () => (await seldom()).SeriesForm);
const SeriesPage = later(async () => (await seldom()).SeriesPage);
const Settings = later(async () => (await seldom()).Settings);
const ShelfPage = later(async () => (await seldom()).ShelfPage);
const SubstituteForm = later(async () => (await seldom()).SubstituteForm);
const Substitutes = later(async () => (await seldom()).Substitutes);
const TeamForm = later(async () => (await seldom()).TeamForm);
const Templates = later(async () => (await seldom()).Templates);
const WithdrawByPaper = later(async () => (await seldom()).WithdrawByPaper);

export function App({ link }: { link: LinkSecret | null }) {
	const work = useWork();
	const [secret, setSecret] = useState(link);
	const session = work.state.session.value;
	const here = route.value;
	const call = session.kind === "in" ? work.state.room.value : null;
	useEffect(() => {
		// Found again after a closed tab or a crash: whoever is in a room has it before their eyes.
		if (call !== null && call.phase !== "closed" && here.at !== "room")
			go({ at: "room", hour: call.hour });
	}, [call?.session]);
	useEffect(() => {
		const touch = () => work.touch();
		addEventListener("pointerdown", touch);
		addEventListener("keydown", touch);
		return () => {
			removeEventListener("pointerdown", touch);
			removeEventListener("keydown", touch);
		};
	}, [work]);
	useEffect(() => {
		// A sign-in link has done its work; an invite is done when Enrol says so.
		if (session.kind === "in" && secret?.kind === "sign-in") setSecret(null);
	}, [session.kind, secret]);

	useEffect(() => {
		if (session.kind !== "in") return;
		void RoomPage.fetch();
		void DevicesPage.fetch();
		void Settings.fetch();
	}, [session.kind]);

	const page = () => {
		if (here.at === "accessibility") return <Accessibility />;
		if (here.at === "integrity") return <Integrity />;
		if (here.at === "guest")
			return <GuestPage secret={secret?.kind === "guest" ? secret.secret : null} />;
		if (secret?.kind === "invite")
			return (
				<Enrol
					secret={secret.secret}
					onDone={() => {
						setSecret(null);
						replace({ at: "today" });
					}}
				/>
			);
		switch (session.kind) {
			case "starting":
				return <Loading text={t().common.connecting} />;
			case "waiting":
				return <Waiting number={session.number} onSignIn={() => void work.session.signOut()} />;
			case "signed-out":
				return (
					<SignIn
						remembered={session.remembered}
						link={secret?.kind === "sign-in" ? secret : null}
					/>
				);
			case "locked":
				return <Unlock username={session.username} display={session.display} />;
			case "in":
				return allowed(here, session.me) ? <Routed to={here} /> : <NoAccess />;
		}
	};
	return <Shell>{page()}</Shell>;
}

/** Pages that the role has nothing on. The broker refuses in any case; this spares people a dead end. */
function allowed(to: Route, me: Me): boolean {
	switch (to.at) {
		case "series":
		case "series-new":
		case "series-edit":
		case "pairs":
		case "pair":
		case "withdrawal":
		case "hour-change":
		case "templates":
			return me.roles.includes("coordinator") && me.orgKind === "county";
		case "invite":
		case "confirm":
		case "substitutes":
		case "substitute":
		case "figures":
		case "organisation":
		case "team":
			return me.roles.includes("coordinator");
		case "retention":
			return (
				me.roles.includes("worker") || (me.roles.includes("coordinator") && me.orgKind === "county")
			);
		case "case-new":
		case "general-new":
		case "case-queue":
		case "consent-new":
		case "report":
		case "paper":
		case "measures":
			return me.roles.includes("worker");
		case "cases":
		case "case":
		case "consent":
		case "plan":
		case "room":
		case "card":
		case "follow-up":
			return me.roles.includes("worker") || me.roles.includes("contact");
		default:
			return true;
	}
}

function Routed({ to }: { to: Route }) {
	switch (to.at) {
		case "today":
			return <Today />;
		case "hours":
			return <Hours />;
		case "hour":
			return <HourPage key={to.hour} id={to.hour} />;
		case "hour-change":
			return <HourChangePage key={`${to.hour} ${to.to}`} id={to.hour} to={to.to} />;
		case "room":
			return <RoomPage key={to.hour} id={to.hour} />;
		case "cases":
			return <Cases />;
		case "case-new":
			return <NewCase step={to.step} hour={to.hour} />;
		case "general-new":
			return <GeneralQuestion />;
		case "case":
			return <CasePage key={to.case} id={to.case} />;
		case "case-queue":
			return <QueueCase key={`${to.case} ${to.hour}`} id={to.case} hour={to.hour} />;
		case "consent":
			return <ConsentPage key={to.case} id={to.case} />;
		case "consent-new":
			return <NewConsent key={to.case} id={to.case} step={to.step} />;
		case "measures":
			return <MeasuresPage key={to.case} id={to.case} />;
		case "plan":
			return <PlanPage key={to.case} id={to.case} />;
		case "series":
			return <SeriesPage />;
		case "series-new":
			return <SeriesForm key="" id={null} />;
		case "series-edit":
			return <SeriesForm key={to.series} id={to.series} />;
		case "people":
			return <People />;
		case "person":
			return <PersonPage key={to.person} uid={to.person} />;
		case "invite":
			return <InvitePerson />;
		case "confirm":
			return <ConfirmPerson key={to.person} uid={to.person} />;
		case "pairs":
			return <Pairs />;
		case "pair":
			return <PairForm key={to.pair ?? ""} id={to.pair} />;
		case "report":
			return <Report key={to.case} id={to.case} />;
		case "paper":
			return <CasePaper key={to.case} id={to.case} paper={to.paper} />;
		case "follow-up":
			return <FollowUpPage />;
		case "shelf":
			return <ShelfPage />;
		case "card":
			return <CardPage key={to.case} id={to.case} />;
		case "figures":
			return <FiguresPage />;
		case "substitutes":
			return <Substitutes />;
		case "substitute":
			return (
				<SubstituteForm key={`${to.substitute} ${to.hour}`} id={to.substitute} hour={to.hour} />
			);
		case "withdrawal":
			return <WithdrawByPaper />;
		case "organisation":
			return <Organisation />;
		case "professionals":
			return <Professionals />;
		case "team":
			return <TeamForm key={to.team ?? ""} id={to.team} />;
		case "templates":
			return <Templates />;
		case "retention":
			return <Retention />;
		case "devices":
			return <DevicesPage hour={to.hour} />;
		case "settings":
			return <Settings />;
		case "passphrase":
			return <ChangePassphrase />;
		default:
			return <NotFound />;
	}
}

function NotFound() {
	return (
		<Page title={t().common.notFound}>
			<p>{t().common.notFoundText}</p>
			<Link to={{ at: "today" }}>{t().common.toToday}</Link>
		</Page>
	);
}

function NoAccess() {
	return (
		<Page title={t().common.notFound}>
			<p>{t().common.noAccess}</p>
			<Link to={{ at: "today" }}>{t().common.toToday}</Link>
		</Page>
	);
}

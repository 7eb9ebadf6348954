// The pages of a person who is in: from route and role to a page. Decides nothing else.
import { useEffect } from "preact/hooks";
import { mayEnter } from "../state/entry.ts";
import type { Route } from "../state/route.ts";
import { t } from "../text/first.ts";
import type { Me } from "../work/work.ts";
import { CasePage } from "./cases/CasePage.tsx";
import { Cases } from "./cases/Cases.tsx";
import { HourPage } from "./hours/HourPage.tsx";
import { Hours } from "./hours/Hours.tsx";
import { Today } from "./hours/Today.tsx";
import { DeadEnd } from "./parts/DeadEnd.tsx";
import { later } from "./parts/later.tsx";
import { PlanPage } from "./plan/PlanPage.tsx";

/** Fetched after the first of these pages is drawn: most days it is not needed, but when it is, it must be there. */
const RoomPage = later(async () => (await import("./room/RoomPage.tsx")).RoomPage);
const DevicesPage = later(async () => (await import("./devices/DevicesPage.tsx")).DevicesPage);
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

export function Pages({ to, me }: { to: Route; me: Me }) {
	useEffect(() => {
		void RoomPage.fetch();
		void DevicesPage.fetch();
		void Settings.fetch();
	}, []);
	return mayEnter(to, me) ? (
		<Routed to={to} />
	) : (
		<DeadEnd title={t().common.noAccessTitle} text={t().common.noAccess} />
	);
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
			return <DeadEnd title={t().common.notFound} text={t().common.notFoundText} />;
	}
}

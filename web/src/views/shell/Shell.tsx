// What stands around every page: bars, header with navigation by role, the page, footer.
import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import { t } from "../../text/first.ts";
import { build } from "../build.ts";
import { useWork } from "../context.ts";
import { hush } from "../live.ts";
import { Icon } from "../parts/Icon.tsx";
import { Link } from "../parts/Link.tsx";
import { Live } from "../parts/Live.tsx";
import { later } from "../parts/later.tsx";
import { Offline } from "../parts/Offline.tsx";
import { AlarmBar } from "../trust/AlarmBar.tsx";
import { Languages } from "./Languages.tsx";

const inside = () => import("../inside.ts");
const QUIET = { quiet: true };
const CallBar = later(async () => (await inside()).CallBar, QUIET);
const DirectoryAge = later(async () => (await inside()).DirectoryAge, QUIET);
const NameMenu = later(async () => (await inside()).NameMenu, QUIET);
const Navigation = later(async () => (await inside()).Navigation, QUIET);
const Notices = later(async () => (await inside()).Notices, QUIET);
const Ring = later(async () => (await inside()).Ring, QUIET);
const TitleBadge = later(async () => (await inside()).TitleBadge, QUIET);

export function Shell({ children }: { children: ComponentChildren }) {
	const work = useWork();
	const { session, deployment, notices } = work.state;
	const me = session.value.kind === "in" ? session.value.me : null;
	// Who locks or signs out leaves no word behind.
	useEffect(() => hush, [me === null]);
	return (
		<>
			{me === null ? null : <TitleBadge me={me} />}
			{/* biome-ignore lint/a11y/useValidAnchor: a skip link is a link; the fragment itself is the router's */}
			<a
				class="skip"
				href="#main"
				onClick={(event) => {
					event.preventDefault();
					document.getElementById("main")?.focus();
				}}
			>
				{t().common.skip}
			</a>
			<header>
				{deployment.value?.demo ? (
					<div class="demo-bar" data-testid="demo-bar">
						<div class="shell-row">
							<Icon name="info" />
							<span>{t().common.demo}</span>
						</div>
					</div>
				) : null}
				{me === null ? null : <DirectoryAge />}
				<AlarmBar />
				<Offline />
				<div class="shell-top">
					<div class="shell-row">
						<a class="brand" href="#/">
							{t().common.name}
						</a>
						{me === null ? (
							<Languages />
						) : (
							<>
								<Navigation me={me} />
								<NameMenu me={me} />
							</>
						)}
					</div>
				</div>
			</header>
			{me === null ? null : <CallBar />}
			{me === null ? null : <Ring />}
			<main class="main" id="main" tabIndex={-1}>
				{children}
			</main>
			<Live />
			<section class="toasts" aria-label={t().shell.notices} data-testid="notices">
				{me === null && notices.value.length === 0 ? null : <Notices />}
			</section>
			<footer class="shell-foot">
				<div class="shell-row">
					<p>{t().common.name}</p>
					<Link to={{ at: "help", role: null }} testid="to-help">
						{t().shell.help}
					</Link>
					<Link to={{ at: "privacy" }}>{t().shell.privacy}</Link>
					<Link to={{ at: "accessibility" }}>{t().shell.accessibility}</Link>
					<Link to={{ at: "feedback" }}>{t().shell.feedback}</Link>
					{deployment.value === null ? null : <p>{t().shell.version(deployment.value.version)}</p>}
					{build.value === null ? null : (
						<Link to={{ at: "integrity" }} testid="build">
							{t().shell.build(build.value)}
						</Link>
					)}
				</div>
			</footer>
		</>
	);
}

// What stands around every page: bars, header with navigation by role, the page, footer.
import type { ComponentChildren } from "preact";
import { t } from "../../text/language.ts";
import { build } from "../build.ts";
import { useWork } from "../context.ts";
import { Icon } from "../parts/Icon.tsx";
import { Link } from "../parts/Link.tsx";
import { Ring } from "../ring/Ring.tsx";
import { AlarmBar } from "../trust/AlarmBar.tsx";
import { CallBar } from "./CallBar.tsx";
import { Languages } from "./Languages.tsx";
import { NameMenu } from "./NameMenu.tsx";
import { Navigation } from "./Navigation.tsx";
import { Notices } from "./Notices.tsx";
import { TitleBadge } from "./TitleBadge.tsx";

export function Shell({ children }: { children: ComponentChildren }) {
	const work = useWork();
	const { session, connection, deployment, directory } = work.state;
	const now = session.value;
	const fresh =
		now.kind === "in" && directory.value.kind === "ready" ? directory.value.value.fresh : "fresh";
	return (
		<>
			{now.kind === "in" ? <TitleBadge me={now.me} /> : null}
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
				{fresh === "fresh" ? null : (
					<div
						class={fresh === "old" ? "demo-bar" : "demo-bar stale"}
						role={fresh === "old" ? "status" : "alert"}
						data-testid={`directory-${fresh}`}
					>
						<div class="shell-row">
							<Icon name={fresh === "old" ? "triangle-alert" : "shield-alert"} />
							<span>{t().trust.fresh[fresh]}</span>
						</div>
					</div>
				)}
				<AlarmBar />
				{connection.value === "offline" ? (
					<div class="offline-bar" role="status" data-testid="offline-bar">
						<div class="shell-row">
							<Icon name="wifi-off" />
							<span>{t().common.offline}</span>
						</div>
					</div>
				) : null}
				<div class="shell-top">
					<div class="shell-row">
						<a class="brand" href="#/">
							{t().common.name}
						</a>
						{now.kind === "in" ? <Navigation me={now.me} /> : null}
						<div class="shell-tools">
							<Languages />
							{now.kind === "in" ? <NameMenu me={now.me} /> : null}
						</div>
					</div>
				</div>
			</header>
			{now.kind === "in" ? <CallBar /> : null}
			{now.kind === "in" ? <Ring /> : null}
			<main class="main" id="main" tabIndex={-1}>
				{children}
			</main>
			<Notices />
			<footer class="shell-foot">
				<div class="shell-row">
					<p>{t().common.name}</p>
					<Link to={{ at: "accessibility" }}>{t().shell.accessibility}</Link>
					{deployment.value === null ? null : <p>{t().shell.version(deployment.value.version)}</p>}
					{build.value === null ? null : (
						<Link to={{ at: "integrity" }} testid="build">
							{t().trust.build(build.value)}
						</Link>
					)}
				</div>
			</footer>
		</>
	);
}

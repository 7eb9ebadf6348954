// What is loading, has failed, or is here; in a page, or as the page itself. The one place where waiting and failing are drawn.
import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { Route } from "../../state/route.ts";
import { t } from "../../text/first.ts";
import type { Loadable, WorkError, WorkErrorCode } from "../../work/work.ts";
import { explain, useAction } from "../action.ts";
import { useWork } from "../context.ts";
import { Box } from "./Box.tsx";
import { Button } from "./Button.tsx";
import { Icon } from "./Icon.tsx";
import { Page } from "./Page.tsx";

/** What comes sooner is not announced: a word that flashes is noise. */
const LATE_MS = 300;
/** Another try gives the same answer. */
const FINAL: readonly WorkErrorCode[] = [
	"not_found",
	"not_verified",
	"expired",
	"used",
	"bad_link",
];

export function Loading({ text }: { text?: string }) {
	const offline = useWork().state.connection.value === "offline";
	const [late, setLate] = useState(false);
	useEffect(() => {
		const timer = setTimeout(() => setLate(true), LATE_MS);
		return () => clearTimeout(timer);
	}, []);
	return (
		<div aria-busy="true" data-testid="loading">
			<p class="muted" role="status">
				{late ? (
					<>
						{/* Nothing turns where nothing moves. */}
						<Icon name={offline ? "wifi-off" : "circle-dashed"} spin={!offline} />{" "}
						{offline ? t().common.loadingLater : (text ?? t().common.loading)}
					</>
				) : null}
			</p>
		</div>
	);
}

/** Why something could not be shown, in one sentence, and the way to try again. */
export function Failure(props: {
	readonly error: WorkError;
	/** Asks anew for what is missing. */
	readonly again: () => Promise<unknown>;
}) {
	const asking = useAction();
	const { error, again } = props;
	return (
		<Box kind="bad" testid={`failure-${error.code}`}>
			<p role="alert">{explain(error)}</p>
			{FINAL.includes(error.code) ? null : (
				<div class="buttons">
					<Button
						kind="second"
						icon="rotate-ccw"
						busy={asking.busy}
						testid="again"
						onPress={() =>
							void asking.run(async () => {
								await again();
							})
						}
					>
						{t().common.again}
					</Button>
				</div>
			)}
		</Box>
	);
}

interface Of<T> {
	readonly of: Loadable<T>;
	/** Left out: it is one of the lists that the work layer keeps. */
	readonly again?: (() => Promise<unknown>) | undefined;
	readonly children: (value: T) => ComponentChildren;
}

export function Loaded<T>(props: Of<T>) {
	const work = useWork();
	switch (props.of.kind) {
		case "loading":
			return <Loading />;
		case "failed":
			return <Failure error={props.of.error} again={props.again ?? (() => work.refresh())} />;
		case "ready":
			return <>{props.children(props.of.value)}</>;
	}
}

/** A page whose title is known only with what it shows: until then it is called after its kind. */
export function LoadedPage<T>(props: Of<T> & { readonly title: string; readonly back: Route }) {
	const { title, back, ...rest } = props;
	if (props.of.kind === "ready") return <>{props.children(props.of.value)}</>;
	return (
		<Page title={title} back={back}>
			<Loaded {...rest} />
		</Page>
	);
}

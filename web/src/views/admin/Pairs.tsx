// The county's care pairs.
import { list } from "../../text/dates.ts";
import { t } from "../../text/language.ts";
import { useMe, useNames, useWork } from "../context.ts";
import { Empty } from "../parts/Empty.tsx";
import { Icon } from "../parts/Icon.tsx";
import { Link } from "../parts/Link.tsx";
import { Loaded } from "../parts/Loaded.tsx";
import { Page } from "../parts/Page.tsx";
import { State } from "../parts/State.tsx";

export function Pairs() {
	const me = useMe();
	const names = useNames();
	const text = t().pairs;
	return (
		<Page title={text.title} back={{ at: "organisation" }}>
			<p>{text.lead}</p>
			<Loaded of={useWork().state.directory.value}>
				{(directory) => {
					const pairs = directory.pairs.filter((pair) => pair.org === me.org);
					const workers = directory.people.some(
						(person) => person.org === me.org && person.roles.includes("worker"),
					);
					return (
						<>
							{workers ? (
								<p>
									<Link to={{ at: "pair", pair: null }} button="first" testid="add-pair">
										<Icon name="plus" /> {text.add}
									</Link>
								</p>
							) : (
								<Empty text={text.noWorkers} />
							)}
							{pairs.length === 0 ? (
								<Empty text={text.none} />
							) : (
								<ul class="rows" data-testid="pairs">
									{pairs.map((pair) => (
										<li key={pair.pair}>
											<div class="what">
												<p>
													<Link to={{ at: "pair", pair: pair.pair }}>{pair.name}</Link>
												</p>
												<p class="small muted">{list(pair.workers.map((uid) => names(uid)))}</p>
											</div>
											{pair.workers.length === 1 ? (
												<State tone="warn" icon="triangle-alert" word={text.one} />
											) : null}
										</li>
									))}
								</ul>
							)}
						</>
					);
				}}
			</Loaded>
		</Page>
	);
}

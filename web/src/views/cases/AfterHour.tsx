// What comes out of a case: its plan, the plan's papers and an answer for everybody, in the order in which they are done;
// and what the client may be given of who has used the case. The measures are among the case's steps (CaseTasks).
import { href, type Paper, type Route } from "../../state/route.ts";
import { t } from "../../text/language.ts";
import type { CaseFile, Id } from "../../work/work.ts";
import { Link } from "../parts/Link.tsx";
import { ToCard } from "../shelf/ToCard.tsx";

export function AfterHour({ file, pair }: { file: CaseFile; pair: boolean }) {
	if (file.question === null) return null;
	const papers = pair && file.plan.rev > 0;
	const links: readonly (readonly [Route, string])[] = [
		[{ at: "plan", case: file.case }, t().plan.title],
		...(papers ? papersOf(file.case, ["record", "summary"]) : []),
	];
	return (
		<section aria-labelledby="after-hour">
			<h2 id="after-hour">{t().cases.after}</h2>
			<Ways links={links} />
			<ToCard file={file} />
		</section>
	);
}

/** Who has used the case, and on what ground. */
export function Disclosures({ file }: { file: CaseFile }) {
	return (
		<section aria-labelledby="disclosures">
			<h2 id="disclosures">{t().papers.title}</h2>
			<Ways
				links={[
					[{ at: "report", case: file.case }, t().report.open],
					...(file.lane === "client" ? papersOf(file.case, ["receipt"]) : []),
				]}
			/>
		</section>
	);
}

/** Where a plan that is finished goes next. */
export const PlanPapers = ({ id }: { id: Id }) => (
	<Ways links={papersOf(id, ["record", "summary"])} />
);

const papersOf = (id: Id, papers: readonly Paper[]): readonly (readonly [Route, string])[] =>
	papers.map((paper) => [{ at: "paper", case: id, paper }, t().papers[paper]]);

function Ways({ links }: { links: readonly (readonly [Route, string])[] }) {
	return links.map(([to, word]) => (
		<p key={href(to)}>
			<Link to={to} testid={`to-${to.at === "paper" ? to.paper : to.at}`}>
				{word}
			</Link>
		</p>
	));
}

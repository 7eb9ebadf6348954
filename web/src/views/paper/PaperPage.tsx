// The page round a paper of a case: it needs the case's contents, which whoever has lost the key has not.
import type { ComponentChildren } from "preact";
import { t } from "../../text/language.ts";
import type { CaseFile, Id } from "../../work/work.ts";
import { AccessEnded } from "../cases/AccessEnded.tsx";
import { WithCase } from "../cases/WithCase.tsx";
import { Link } from "../parts/Link.tsx";
import { Page } from "../parts/Page.tsx";

export function PaperPage(props: {
	readonly id: Id;
	readonly title: string;
	readonly children: (file: CaseFile) => ComponentChildren;
}) {
	return (
		<WithCase id={props.id}>
			{(file) => (
				<Page
					title={props.title}
					above={file.question?.reference ?? t().today.theCase}
					back={{ at: "case", case: props.id }}
				>
					{file.question === null ? (
						<AccessEnded file={file} />
					) : file.plan.rev === 0 ? (
						<>
							<p>{t().papers.noPlan}</p>
							<p>
								<Link to={{ at: "plan", case: props.id }} testid="to-plan">
									{t().plan.title}
								</Link>
							</p>
						</>
					) : (
						props.children(file)
					)}
				</Page>
			)}
		</WithCase>
	);
}

// On a case's page: the way to what it gives for everybody to read, once there is something to say or to look at.
import { t } from "../../text/language.ts";
import type { CaseFile } from "../../work/work.ts";
import { useWork } from "../context.ts";
import { Link } from "../parts/Link.tsx";
import { useMayPropose } from "./useMayPropose.ts";

export function ToCard({ file }: { file: CaseFile }) {
	const waits = useWork().state.proposals.value.some((one) => one.case === file.case);
	const can = useMayPropose(file);
	if (file.question === null || file.state === "erased") return null;
	if (!waits && !can && file.state === "open") return null;
	return (
		<p>
			<Link to={{ at: "card", case: file.case }} testid="to-card">
				{waits || file.state === "closed" ? t().shelf.proposeTitle : t().shelf.propose}
			</Link>
		</p>
	);
}

// Help for everybody, signed in or not: which of its pages is shown.
import type { HelpRoute } from "../../state/route.ts";
import { Accessibility } from "./Accessibility.tsx";
import { Feedback } from "./Feedback.tsx";
import { GuidePage } from "./GuidePage.tsx";
import { HelpIndex } from "./HelpIndex.tsx";
import { Information } from "./Information.tsx";
import { Privacy } from "./Privacy.tsx";

export { FirstTime } from "./FirstTime.tsx";

export function HelpPages({ to }: { to: HelpRoute }) {
	switch (to.at) {
		case "help":
			return to.role === null ? <HelpIndex /> : <GuidePage key={to.role} role={to.role} />;
		case "information":
			return <Information key={to.case} of={to.case} />;
		case "privacy":
			return <Privacy />;
		case "accessibility":
			return <Accessibility />;
		case "feedback":
			return <Feedback />;
	}
}

// The colleague's acknowledgement, under the document that it is about.
import { useState } from "preact/hooks";
import { type Errors, NO_ERRORS } from "../../state/form.ts";
import { t } from "../../text/language.ts";
import type { Id } from "../../work/work.ts";
import { useAction } from "../action.ts";
import { useWork } from "../context.ts";
import { Button } from "../parts/Button.tsx";
import { ErrorSummary } from "../parts/ErrorSummary.tsx";
import { Tick } from "../parts/Tick.tsx";

export function Acknowledge({ id }: { id: Id }) {
	const work = useWork();
	const acting = useAction();
	const [ticked, setTicked] = useState(false);
	const [errors, setErrors] = useState<Errors>(NO_ERRORS);
	const text = t().consent;
	const submit = () => {
		setErrors(ticked ? NO_ERRORS : { compared: "confirm-first" });
		if (ticked) void acting.run(() => work.consent.acknowledge(id));
	};
	return (
		<section class="card strong" aria-labelledby="acknowledge">
			<h2 id="acknowledge">{text.acknowledgeTitle}</h2>
			<p>{text.acknowledgeLead}</p>
			<ErrorSummary errors={errors} failure={acting.error} />
			<form
				onSubmit={(event) => {
					event.preventDefault();
					submit();
				}}
			>
				<Tick
					name="compared"
					label={text.acknowledgeTick}
					value={ticked}
					onChange={setTicked}
					error={errors["compared"]}
				/>
				<Button submit busy={acting.busy} testid="acknowledge">
					{text.acknowledge}
				</Button>
			</form>
		</section>
	);
}

// Everything that is wrong on this page, with links to the fields; takes the focus when it appears (GOV.UK's pattern).
import { useEffect, useId, useRef } from "preact/hooks";
import { type Errors, hasErrors } from "../../state/form.ts";
import { t } from "../../text/first.ts";
import type { WorkError } from "../../work/work.ts";
import { explain } from "../action.ts";

export function ErrorSummary(props: {
	readonly errors?: Errors;
	/** Label of a field, said before its error. */
	readonly label?: (field: string) => string;
	readonly failure?: WorkError | null;
}) {
	const box = useRef<HTMLDivElement>(null);
	const title = useId();
	const errors = props.errors ?? {};
	const shown = hasErrors(errors) || (props.failure ?? null) !== null;
	useEffect(() => {
		if (shown) box.current?.focus();
	}, [shown, props.errors, props.failure]);
	if (!shown) return null;
	return (
		<div
			class="error-summary"
			ref={box}
			tabIndex={-1}
			role="alert"
			aria-labelledby={title}
			data-testid="error-summary"
		>
			<h2 id={title}>{hasErrors(errors) ? t().common.errorTitle : t().common.failedTitle}</h2>
			<ul>
				{Object.entries(errors).map(([field, error]) => (
					<li key={field}>
						<a
							href={`#${field}`}
							onClick={(event) => {
								// The fragment is the router's: move the focus by hand.
								event.preventDefault();
								const target = document.getElementById(field);
								target?.focus();
								target?.scrollIntoView({ block: "center" });
							}}
						>
							{props.label === undefined ? "" : `${props.label(field)}: `}
							{t().formErrors[error]}
						</a>
					</li>
				))}
				{props.failure === undefined || props.failure === null ? null : (
					<li data-testid={`failure-${props.failure.code}`}>{explain(props.failure)}</li>
				)}
			</ul>
		</div>
	);
}

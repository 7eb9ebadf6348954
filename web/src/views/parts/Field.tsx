// What stands around any input: label, hint, error, tied together by id.
import type { ComponentChildren } from "preact";
import type { FieldError } from "../../state/form.ts";
import { t } from "../../text/first.ts";
import { Icon } from "./Icon.tsx";

export interface FieldProps {
	/** Also the id of the input, to which the error summary links. */
	readonly name: string;
	readonly label: string;
	readonly hint?: string;
	readonly error?: FieldError | undefined;
	readonly optional?: boolean;
}

/** Ids of hint and error for aria-describedby. */
export function described(props: FieldProps): string | undefined {
	const ids = [
		props.hint === undefined ? "" : `${props.name}-hint`,
		props.error === undefined ? "" : `${props.name}-error`,
	].filter((id) => id !== "");
	return ids.length === 0 ? undefined : ids.join(" ");
}

export function HintAndError(props: FieldProps) {
	return (
		<>
			{props.hint === undefined ? null : (
				<p class="hint" id={`${props.name}-hint`}>
					{props.hint}
				</p>
			)}
			{props.error === undefined ? null : (
				<p class="wrong" id={`${props.name}-error`}>
					<Icon name="circle-alert" />
					<span>
						<span class="hidden-text">{t().common.errorPrefix} </span>
						{t().formErrors[props.error]}
					</span>
				</p>
			)}
		</>
	);
}

export function Field(props: FieldProps & { readonly children: ComponentChildren }) {
	return (
		<div class={props.error === undefined ? "field" : "field has-error"}>
			<label for={props.name}>
				{props.label} {props.optional ? <span class="optional">{t().common.optional}</span> : null}
			</label>
			<HintAndError {...props} />
			{props.children}
		</div>
	);
}

// A button. While its work runs, or while it cannot be pressed, it stays focusable and says so (aria-disabled).
import type { ComponentChildren } from "preact";
import type { IconName } from "../../icons/icons.ts";
import { Icon } from "./Icon.tsx";

export interface ButtonProps {
	/** None: the icon alone, with a label. */
	readonly children?: ComponentChildren;
	readonly kind?: "first" | "second" | "danger" | "plain";
	readonly submit?: boolean;
	readonly busy?: boolean;
	readonly disabled?: boolean;
	readonly icon?: IconName;
	readonly pressed?: boolean;
	readonly label?: string;
	/** Id of the text that says why it cannot be pressed. */
	readonly describedBy?: string;
	/** The key that presses it from anywhere on its page. */
	readonly keys?: string;
	readonly testid?: string;
	readonly onPress?: () => void;
}

export function Button(props: ButtonProps) {
	const off = props.busy === true || props.disabled === true;
	return (
		<button
			type={props.submit ? "submit" : "button"}
			class={props.kind === undefined || props.kind === "first" ? "button" : `button ${props.kind}`}
			aria-disabled={off ? "true" : undefined}
			aria-pressed={props.pressed}
			aria-label={props.label}
			aria-describedby={props.describedBy}
			aria-keyshortcuts={props.keys}
			data-testid={props.testid}
			onClick={(event) => {
				if (off) event.preventDefault();
				else props.onPress?.();
			}}
		>
			{props.busy ? (
				<Icon name="circle-dashed" spin />
			) : props.icon === undefined ? null : (
				<Icon name={props.icon} />
			)}
			{props.children}
		</button>
	);
}

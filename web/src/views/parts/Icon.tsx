// One lucide icon, always beside a word: hidden from assistive technology.
import { h } from "preact";
import { ICONS, type IconName, type IconPart } from "../../icons/icons.ts";

export function Icon({ name, spin = false }: { name: IconName; spin?: boolean }) {
	const parts: readonly IconPart[] = ICONS[name];
	return (
		<svg
			class={spin ? "icon spin" : "icon"}
			viewBox="0 0 24 24"
			fill="none"
			stroke="currentColor"
			stroke-width="2"
			stroke-linecap="round"
			stroke-linejoin="round"
			aria-hidden="true"
			focusable="false"
		>
			{parts.map(([tag, attributes]) =>
				h(tag, { ...attributes, key: Object.values(attributes).join() }),
			)}
		</svg>
	);
}

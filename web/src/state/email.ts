// An e-mail address as it is typed: enough to notice a slip; the broker decides. Pure.
import type { FieldError } from "./form.ts";

const ADDRESS_MAX = 254;
const ADDRESS = /^[^\s@,;:<>()"]+@[^\s@,;:<>()"]+\.[^\s@,;:<>()".]+$/;

export function emailError(typed: string): FieldError | null {
	const text = typed.trim();
	if (text === "") return "required";
	return text.length > ADDRESS_MAX || !ADDRESS.test(text) ? "not-email" : null;
}

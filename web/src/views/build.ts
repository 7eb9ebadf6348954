// Which build the page came from, for people to compare: set once by main.tsx, shown in the footer.
import { signal } from "@preact/signals";

/** Eight characters; null while it is asked for, or if the server does not say. */
export const build = signal<string | null>(null);

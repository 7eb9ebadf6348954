// How many things wait for this person: what every page's title begins with.
import { signal } from "@preact/signals";

export const badge = signal(0);

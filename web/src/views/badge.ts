// What stands in the tab's title besides the page's own: how many things wait for this person, or a call to them.
import { signal } from "@preact/signals";

export const badge = signal(0);
/** In place of everything else, while it is somebody's turn; null: nobody is called. */
export const calling = signal<string | null>(null);

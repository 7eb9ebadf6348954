// The screens of Etätunti, as one table: whose, what it is called, how one gets there. The pictures (pictures.test.ts) and the
// test of accessibility walk the whole of it (screens-walk.ts); a page without a row fails screens.test.ts.
import { BEGUN, CALLS } from "./screens-call.ts";
import { COORDINATORS } from "./screens-coordinator.ts";
import { OTHERS } from "./screens-others.ts";
import type { Row } from "./screens-row.ts";
import { CUT, STARTS } from "./screens-states.ts";
import { WORKER } from "./screens-worker.ts";

export interface Part {
	/** Not before the hour of the demo's record has begun. */
	readonly begun: boolean;
	/** Each role goes its own way through its rows, at the same time; else one row after the other. */
	readonly apart: boolean;
	/** Without the server: everybody's network is cut before, and given back afterwards. */
	readonly cut?: true;
	readonly rows: readonly Row[];
}

export const SCREENS: readonly Part[] = [
	{ begun: false, apart: true, rows: [...WORKER, ...COORDINATORS, ...OTHERS] },
	{ begun: true, apart: true, rows: BEGUN },
	{ begun: true, apart: false, rows: CALLS },
	{ begun: true, apart: false, rows: STARTS },
	{ begun: true, apart: true, cut: true, rows: CUT },
];

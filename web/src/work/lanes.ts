// Many pieces of one thing, some of them on their way at a time. Knows neither what they are nor how they travel.
import { WireError } from "../wire/errors.ts";

const isTooMuch = (error: unknown): boolean =>
	error instanceof WireError && error.code === "rate_limited";

/**
 * What `ask` gives for 0 … count-1, at most `width` of them asked for at a time. Where the broker asks to be spared it
 * goes on one by one, and only that one waits (`alone`): so what waits does not ask in chorus. The first other failure
 * is the whole's, and nothing more is asked for.
 */
export async function inLanes<T>(
	count: number,
	width: number,
	ask: (index: number, alone: boolean) => Promise<T>,
): Promise<T[]> {
	const todo = Array.from({ length: count }, (_, index) => index);
	const done = new Array<T>(count);
	let lanes = Math.min(width, count);
	const lane = async (): Promise<void> => {
		for (let index = todo.shift(); index !== undefined; index = todo.shift()) {
			const alone = lanes === 1;
			try {
				done[index] = await ask(index, alone);
			} catch (error) {
				if (alone || !isTooMuch(error)) {
					todo.length = 0;
					throw error;
				}
				todo.unshift(index);
				if (lanes > 1) {
					lanes -= 1;
					return;
				}
			}
		}
	};
	await Promise.all(Array.from({ length: lanes }, lane));
	return done;
}

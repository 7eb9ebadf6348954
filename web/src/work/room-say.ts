// What people in a room tell each other about themselves (signal "state"): devices, who sits beside, pause, hidden, same
// room. Whatever is not as it should be is as if it had not been said. Pure.
import type { Id } from "./work.ts";

export interface Said {
	readonly microphone: "on" | "off";
	readonly camera: "on" | "off";
	/** My camera is on, and you do not get it: the network between us does not carry it. */
	readonly videoOff: "network" | null;
	readonly hidden: boolean;
	readonly pausing: boolean;
	readonly beside: readonly Id[];
	/** Where in the plan I am writing. */
	readonly field: string | null;
	readonly sameRoom: "same" | "apart" | null;
	/** When I first came into this room, and when I opened the microphone by hand (0: not), by the broker's clock. */
	readonly enteredAt: number;
	readonly openedAt: number;
}

/** A field of the plan, or a step: `step/ID`. */
const FIELD = /^[\w/-]{1,80}$/;
const ID = /^[\w-]{22}$/;
/** More than a house full of them is no list. */
const BESIDE_MAX = 8;

export const stateText = (said: Said): string => JSON.stringify({ v: 1, ...said });

/** Null: nothing that can be understood. */
export function readState(payload: string): Said | null {
	const value = objectOf(payload);
	if (value === null) return null;
	const { beside, field, sameRoom, enteredAt, openedAt } = value;
	const ids = Array.isArray(beside) ? beside.filter(isId).slice(0, BESIDE_MAX) : [];
	return {
		microphone: value.microphone === "on" ? "on" : "off",
		camera: value.camera === "on" ? "on" : "off",
		videoOff: value.videoOff === "network" ? "network" : null,
		hidden: value.hidden === true,
		pausing: value.pausing === true,
		beside: [...new Set(ids)],
		field: typeof field === "string" && FIELD.test(field) ? field : null,
		sameRoom: sameRoom === "same" || sameRoom === "apart" ? sameRoom : null,
		enteredAt: timeOf(enteredAt),
		openedAt: timeOf(openedAt),
	};
}

/** The document of a signal "draft"; undefined: none. */
export const readDraft = (payload: string): unknown => objectOf(payload)?.plan;

export const draftText = (plan: unknown): string => JSON.stringify({ v: 1, plan });

const timeOf = (value: unknown): number =>
	typeof value === "number" && Number.isFinite(value) ? value : 0;

const isId = (value: unknown): value is Id => typeof value === "string" && ID.test(value);

function objectOf(payload: string): Record<string, unknown> | null {
	try {
		const value: unknown = JSON.parse(payload);
		const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
		return isObject ? (value as Record<string, unknown>) : null;
	} catch {
		return null;
	}
}

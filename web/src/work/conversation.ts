// The real-time text of one room: my line, the others' lines as they stand, and what has been said. In memory only, and
// gone with the room. Knows no channel.
import { cleaned, edits, endOfLine, snapshot, typed } from "../media/rtt.ts";
import type { Id, SpokenLine } from "./work.ts";

const LINES_MAX = 500;

export class Conversation {
	#mine = "";
	#lines: readonly SpokenLine[] = [];
	readonly #theirs = new Map<Id, string>();

	get mine(): string {
		return this.#mine;
	}

	get lines(): readonly SpokenLine[] {
		return this.#lines;
	}

	/** What to send so that the others see this line. */
	type(text: string): readonly string[] {
		const next = cleaned(text);
		const messages = edits(this.#mine, next);
		this.#mine = next;
		return messages;
	}

	/** My line is said; an empty one is none. */
	end(me: Id, at: number): readonly string[] {
		const text = this.#mine.trim();
		if (text === "") return [];
		this.#mine = "";
		this.#keep({ from: me, at, text });
		return [endOfLine()];
	}

	/** For somebody whose channel has just opened. */
	snapshot(): readonly string[] {
		return snapshot(this.#mine);
	}

	/** Their line as it stands now; null: the message says nothing. */
	hear(conn: Id, uid: Id, message: string, at: number): string | null {
		const heard = typed(this.#theirs.get(conn) ?? "", message);
		if (heard === null) return null;
		const line = heard.kind === "end" ? "" : heard.line;
		this.#theirs.set(conn, line);
		const text = heard.line.trim();
		if (heard.kind === "end" && text !== "") this.#keep({ from: uid, at, text });
		return line;
	}

	forget(conn: Id): void {
		this.#theirs.delete(conn);
	}

	wipe(): void {
		this.#mine = "";
		this.#lines = [];
		this.#theirs.clear();
	}

	#keep(line: SpokenLine): void {
		this.#lines = [...this.#lines, line].slice(-LINES_MAX);
	}
}

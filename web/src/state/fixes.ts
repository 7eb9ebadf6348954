// Which of the fix-it texts fits this trouble of a device on this browser and this system. Pure; the words are in src/text.
import type { Texts } from "../text/texts.ts";
import { type Browser, type System, type Trouble, whereOf } from "./devices.ts";

export function stepsFor(
	device: "camera" | "microphone",
	trouble: Trouble,
	browser: Browser,
	system: System,
	text: Texts["devices"],
): readonly string[] {
	const phone = system === "android" || system === "ios";
	switch (trouble) {
		case "blocked-browser":
			return text.fixBrowser[whereOf(browser, system)];
		case "blocked-system":
			return text.fixSystem[system];
		case "busy":
			return text.fixBusy[phone ? "phone" : system === "windows" ? "windows" : "other"];
		case "missing":
			return text.fixMissing[phone ? "phone" : device];
	}
}

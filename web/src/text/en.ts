import { fi } from "./fi.ts";
import type { Texts } from "./texts.ts";
export const en: Texts = fi;

import { fi } from "./fi.ts";
import type { Texts } from "./texts.ts";
export const sv: Texts = fi;

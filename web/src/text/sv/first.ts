// Swedish, what the first page is drawn with.
import type { FirstTexts } from "../texts.ts";
import { alarm } from "./alarm.ts";
import { common, errors, formErrors, shell } from "./common.ts";
import { signIn } from "./sign-in.ts";

export const first: FirstTexts = { common, shell, errors, formErrors, signIn, alarm };

// Finnish, what the first page brings: what is drawn before anybody is in.
import { alarm } from "./alarm.ts";
import { common, errors, formErrors, shell } from "./common.ts";
import { signIn } from "./sign-in.ts";

export const first = { common, shell, errors, formErrors, signIn, alarm } as const;

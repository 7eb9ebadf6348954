// Pages that need nobody signed in and that few see: becoming a user, and what the footer leads to.
export { Enrol } from "./access/Enrol.tsx";
export { OnThisDevice } from "./access/OnThisDevice.tsx";
export { Waiting } from "./access/Waiting.tsx";
export { Integrity } from "./trust/Integrity.tsx";

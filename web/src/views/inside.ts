// What comes after the first page, at once: the daily pages of those who are in, and what stands around them.
export { Pages } from "./Pages.tsx";
export { Ring } from "./ring/Ring.tsx";
export { CallBar } from "./shell/CallBar.tsx";
export { DirectoryAge } from "./shell/DirectoryAge.tsx";
export { IdleWarning } from "./shell/IdleWarning.tsx";
export { NameMenu } from "./shell/NameMenu.tsx";
export { Navigation } from "./shell/Navigation.tsx";
export { Notices } from "./shell/Notices.tsx";
export { TitleBadge } from "./shell/TitleBadge.tsx";

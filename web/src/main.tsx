// The composition root of the browser: clears secrets from the address first thing, then ties vault, socket, media,
// work and views together. Decides nothing.
import { startVault } from "./crypto/vault-client.ts";
import { browserKeepsake } from "./keepsake.ts";
import { browserMedia } from "./media/call.ts";
import { addressAfter, holdsSecret, parseSecret } from "./state/route.ts";
import { takeTabId } from "./tab.ts";
import { build } from "./views/build.ts";
import { start } from "./views/start.tsx";
import { type Socket, SUBPROTOCOL, WS_PATH } from "./wire/connection.ts";
import { buildId } from "./wire/manifest.ts";
import { createWork } from "./work/create.ts";

const link = parseSecret(location.hash);
if (holdsSecret(location.hash)) history.replaceState(null, "", addressAfter(link));

// The vault may report a lock only after it was started, so after `work` exists.
const vault = startVault({ tab: takeTabId(), onLocked: () => work.vaultLocked() });
const work = createWork({
	vault,
	open: () => {
		const socket = new WebSocket(location.origin.replace(/^http/, "ws") + WS_PATH, SUBPROTOCOL);
		return socket as unknown as Socket;
	},
	origin: location.origin,
	media: browserMedia,
	keepsake: browserKeepsake(),
});
addEventListener("online", () => work.networkChanged());
addEventListener("offline", () => work.networkChanged());
const network = navigator as { readonly connection?: EventTarget };
network.connection?.addEventListener("change", () => work.nudge());
document.addEventListener("visibilitychange", () => {
	if (!document.hidden) work.nudge();
});

const root = document.getElementById("app");
if (root === null) throw new Error("index.html has no #app");
start(work, root, link);
void buildId().then((id) => {
	build.value = id;
});

// A sign-in or invite link opened in a tab that already shows the page changes only the fragment.
addEventListener("hashchange", () => {
	if (holdsSecret(location.hash)) location.reload();
});

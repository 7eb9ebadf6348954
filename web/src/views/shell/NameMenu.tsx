// My name, and under it settings, lock and sign out. Opens and closes by key; Esc closes; not a menu role, plain links.
import { href } from "../../state/route.ts";
import { t } from "../../text/language.ts";
import type { Me } from "../../work/work.ts";
import { useWork } from "../context.ts";
import { Icon } from "../parts/Icon.tsx";
import { replace } from "../router.ts";
import { useOpen } from "./useOpen.ts";

export function NameMenu({ me }: { me: Me }) {
	const work = useWork();
	const { open, setOpen, box, button, onKeyDown } = useOpen();
	return (
		// biome-ignore lint/a11y/noStaticElementInteractions: Esc closes what the button inside opened
		<div class="menu" ref={box} onKeyDown={onKeyDown}>
			<button
				ref={button}
				type="button"
				class="button plain"
				aria-expanded={open}
				aria-controls="name-menu"
				data-testid="name-menu"
				onClick={() => setOpen(!open)}
			>
				<Icon name="user" /> <span class="name">{me.display}</span> <Icon name="chevron-down" />
			</button>
			{open ? (
				<div class="menu-list" id="name-menu">
					<p class="small muted">
						{me.roles.map((role) => t().roles[role]).join(", ")}
						<br />
						{me.orgName}
					</p>
					<a
						href={href({ at: "settings" })}
						onClick={() => setOpen(false)}
						data-testid="to-settings"
					>
						<Icon name="settings" /> {t().shell.settings}
					</a>
					<button type="button" data-testid="lock" onClick={() => void work.session.lock()}>
						<Icon name="lock" /> {t().shell.lock}
					</button>
					<button
						type="button"
						data-testid="sign-out"
						// The next person does not come to the page of the one before.
						onClick={() => void work.session.signOut().then(() => replace({ at: "today" }))}
					>
						<Icon name="log-out" /> {t().shell.signOut}
					</button>
				</div>
			) : null}
		</div>
	);
}

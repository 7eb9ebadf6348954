// Language, reminders, calendar, my number, passphrase, sessions, the account sheet again; for a county's coordinator the consents' rule.
import { useState } from "preact/hooks";
import { dateOf } from "../../text/dates.ts";
import { chooseLanguage } from "../../text/first.ts";
import { language, t } from "../../text/language.ts";
import type { AccountSheet } from "../../work/work.ts";
import { PassphraseField } from "../access/PassphraseField.tsx";
import { RemoveFromDevice } from "../access/RemoveFromDevice.tsx";
import { Sheet } from "../access/Sheet.tsx";
import { useAction } from "../action.ts";
import { useMe, useWork } from "../context.ts";
import { Button } from "../parts/Button.tsx";
import { Digits } from "../parts/Digits.tsx";
import { ErrorSummary } from "../parts/ErrorSummary.tsx";
import { Facts } from "../parts/Facts.tsx";
import { LanguageChoice } from "../parts/LanguageChoice.tsx";
import { Link } from "../parts/Link.tsx";
import { Page } from "../parts/Page.tsx";
import { Tick } from "../parts/Tick.tsx";
import { isOn } from "../searchKey.ts";
import { CalendarFeed } from "./CalendarFeed.tsx";
import { ConsentAck } from "./ConsentAck.tsx";
import { EmailReminders } from "./EmailReminders.tsx";
import { Sessions } from "./Sessions.tsx";

export function Settings() {
	const me = useMe();
	const text = t().settings;
	return (
		<Page title={text.title}>
			<LanguageChoice
				name="my-language"
				label={text.language}
				value={language.value}
				onChange={(one) => void chooseLanguage(one, localStorage)}
			/>
			<h2>{text.searchKeyTitle}</h2>
			<Tick
				name="search-key"
				label={text.searchKey}
				hint={text.searchKeyHint}
				value={isOn.value}
				onChange={(on) => {
					isOn.value = on;
				}}
			/>
			<h2>{text.account}</h2>
			<Facts
				facts={[
					{ name: t().people.name, value: me.display },
					{ name: t().people.username, value: me.username },
					{ name: t().people.roles, value: me.roles.map((role) => t().roles[role]).join(", ") },
					{ name: t().people.org, value: me.orgName },
					{ name: text.validTo, value: dateOf(me.notAfter) },
				]}
			/>
			<EmailReminders />
			<CalendarFeed />
			<h2>{text.number}</h2>
			<p class="muted">{text.numberHint}</p>
			<Digits number={me.number} testid="my-number" />
			<h2>{t().account.passphrase}</h2>
			<p>{t().account.passphraseText}</p>
			<p>
				<Link to={{ at: "passphrase" }} button="second" testid="to-passphrase">
					{t().account.change}
				</Link>
			</p>
			<h2>{t().account.sessions}</h2>
			<p class="muted">{t().account.sessionsText}</p>
			<Sessions of={null} />
			{me.roles.includes("coordinator") && me.orgKind === "county" ? <ConsentAck /> : null}
			<h2>{text.sheet}</h2>
			<SheetAgain />
			<h2>{t().account.thisDevice}</h2>
			<p>{t().account.thisDeviceText}</p>
			<RemoveFromDevice username={me.username} />
		</Page>
	);
}

function SheetAgain() {
	const work = useWork();
	const showing = useAction();
	const [passphrase, setPassphrase] = useState("");
	const [sheet, setSheet] = useState<AccountSheet | null>(null);
	const text = t().settings;
	if (sheet !== null)
		return (
			<>
				<Sheet sheet={sheet} />
				<div class="buttons">
					<Button kind="second" icon="printer" onPress={() => print()}>
						{t().enrol.printSheet}
					</Button>
					<Button kind="plain" onPress={() => setSheet(null)}>
						{t().common.close}
					</Button>
				</div>
			</>
		);
	return (
		<form
			onSubmit={(event) => {
				event.preventDefault();
				void showing.run(async () => {
					setSheet(await work.session.sheet(passphrase));
					setPassphrase("");
				});
			}}
		>
			<p>{text.sheetText}</p>
			<ErrorSummary failure={showing.error} />
			<PassphraseField
				name="passphrase"
				label={t().signIn.pass}
				value={passphrase}
				onChange={setPassphrase}
				current
			/>
			<Button kind="second" submit busy={showing.busy} testid="show-sheet">
				{text.showSheet}
			</Button>
		</form>
	);
}

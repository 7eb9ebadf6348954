// The account sheet as it is shown and printed.
import { grouped } from "../../state/passphrase.ts";
import { dateOf } from "../../text/dates.ts";
import { t } from "../../text/language.ts";
import type { AccountSheet } from "../../work/work.ts";
import { Qr } from "../parts/Qr.tsx";

export function Sheet({ sheet }: { sheet: AccountSheet }) {
	const text = t().enrol;
	return (
		<section class="sheet" aria-labelledby="sheet-heading" data-testid="account-sheet">
			<div>
				<h2 id="sheet-heading">{text.sheetHeading}</h2>
				<dl>
					<dt>{text.asName}</dt>
					<dd>
						{sheet.display}, {sheet.orgName}
					</dd>
					<dt>{text.asUser}</dt>
					<dd>{sheet.username}</dd>
					<dt>{text.accountKey}</dt>
					<dd class="code" data-testid="account-key">
						{grouped(sheet.accountKey, 4)}
					</dd>
					<dt>{text.address}</dt>
					<dd>{sheet.origin}</dd>
					<dt>{text.made}</dt>
					<dd>{dateOf(sheet.madeOn)}</dd>
				</dl>
				<p class="small muted tight">{text.sheetKeep}</p>
			</div>
			<Qr text={sheet.link} label={text.qrLabel} />
		</section>
	);
}

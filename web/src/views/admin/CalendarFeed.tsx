// My own hours in my own calendar program: a secret address, made, replaced and removed here.
import { useState } from "preact/hooks";
import { dateOf } from "../../text/dates.ts";
import { LANGUAGES, type Language, language, t } from "../../text/language.ts";
import { useAction } from "../action.ts";
import { useWork } from "../context.ts";
import { Box } from "../parts/Box.tsx";
import { Button } from "../parts/Button.tsx";
import { ConfirmButton } from "../parts/ConfirmButton.tsx";
import { CopyField } from "../parts/CopyField.tsx";
import { ErrorSummary } from "../parts/ErrorSummary.tsx";
import { Loaded } from "../parts/Loaded.tsx";
import { SelectField } from "../parts/SelectField.tsx";
import { useAsked } from "../parts/useAsked.ts";

type Made = { readonly madeAt: number } | null;

export function CalendarFeed() {
	const work = useWork();
	const acting = useAction();
	const asked = useAsked<Made>(() => work.settings.feed(), [work]);
	const [own, setOwn] = useState<Language>(language.value);
	const [url, setUrl] = useState<string | null>(null);
	const [dropped, setDropped] = useState(false);
	const text = t().feed;
	const make = async () => {
		const fresh = await work.settings.makeFeed(own);
		setUrl(fresh.url);
		setDropped(false);
		asked.put(await work.settings.feed());
	};
	const drop = async () => {
		await work.settings.dropFeed();
		setUrl(null);
		setDropped(true);
		asked.put(null);
	};
	return (
		<section aria-labelledby="feed" data-testid="feed">
			<h2 id="feed">{text.title}</h2>
			<p>{text.text}</p>
			<ErrorSummary failure={acting.error} />
			{url === null ? null : (
				<Box kind="ok" testid="feed-url-box">
					<p role="status">{text.once}</p>
					<CopyField name="feed-url" label={text.url} value={url} />
				</Box>
			)}
			<Loaded {...asked}>
				{(made) => (
					<>
						{dropped ? <p role="status">{text.dropped}</p> : null}
						{url !== null || dropped ? null : (
							<p>{made === null ? text.none : text.made(dateOf(made.madeAt))}</p>
						)}
						<SelectField
							name="feed-language"
							label={text.language}
							short
							{...(made === null ? {} : { hint: text.renewHint })}
							value={own}
							options={LANGUAGES.map((one) => ({ value: one, label: text.languages[one] }))}
							onChange={(one) => setOwn(LANGUAGES.find((known) => known === one) ?? "fi")}
						/>
						<div class="buttons">
							{made === null ? (
								<Button
									kind="second"
									busy={acting.busy}
									onPress={() => void acting.run(make)}
									testid="feed-make"
								>
									{text.make}
								</Button>
							) : (
								<>
									<ConfirmButton
										name="feed-make"
										word={text.renew}
										title={text.renewTitle}
										text={text.renewHint}
										run={make}
									/>
									<ConfirmButton
										name="feed-drop"
										kind="plain"
										word={text.drop}
										title={text.dropTitle}
										text={text.dropText}
										run={drop}
									/>
								</>
							)}
						</div>
					</>
				)}
			</Loaded>
		</section>
	);
}

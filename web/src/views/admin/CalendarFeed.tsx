// My own hours in my own calendar program: a secret address, made, replaced and removed here.
import { useEffect, useState } from "preact/hooks";
import { dateOf } from "../../text/dates.ts";
import { LANGUAGES, type Language, language, t } from "../../text/language.ts";
import { useAction } from "../action.ts";
import { useWork } from "../context.ts";
import { Box } from "../parts/Box.tsx";
import { Button } from "../parts/Button.tsx";
import { CopyField } from "../parts/CopyField.tsx";
import { ErrorSummary } from "../parts/ErrorSummary.tsx";
import { Loading } from "../parts/Loaded.tsx";
import { SelectField } from "../parts/SelectField.tsx";

type Made = { readonly madeAt: number } | null;

export function CalendarFeed() {
	const work = useWork();
	const acting = useAction();
	const online = work.state.connection.value === "online";
	const [made, setMade] = useState<Made | undefined>(undefined);
	const [own, setOwn] = useState<Language>(language.value);
	const [url, setUrl] = useState<string | null>(null);
	const [dropped, setDropped] = useState(false);
	const text = t().feed;
	useEffect(() => {
		if (online) void acting.run(async () => setMade(await work.settings.feed()));
	}, [work, online]);
	const make = () =>
		void acting.run(async () => {
			const fresh = await work.settings.makeFeed(own);
			setUrl(fresh.url);
			setDropped(false);
			setMade(await work.settings.feed());
		});
	const drop = () =>
		void acting.run(async () => {
			await work.settings.dropFeed();
			setUrl(null);
			setDropped(true);
			setMade(null);
		});
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
			{made === undefined ? (
				acting.error === null ? (
					<Loading />
				) : null
			) : (
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
						<Button kind="second" busy={acting.busy} onPress={make} testid="feed-make">
							{made === null ? text.make : text.renew}
						</Button>
						{made === null ? null : (
							<Button kind="plain" onPress={drop} testid="feed-drop">
								{text.drop}
							</Button>
						)}
					</div>
				</>
			)}
		</section>
	);
}

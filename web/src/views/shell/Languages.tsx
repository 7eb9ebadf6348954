// FI SV EN. Each named in its own language for those who listen.
import { useEffect } from "preact/hooks";
import { chooseLanguage, LANGUAGES, language, t } from "../../text/first.ts";

const NAMES = { fi: "Suomeksi", sv: "På svenska", en: "In English" } as const;

export function Languages() {
	const now = language.value;
	useEffect(() => {
		document.documentElement.lang = now;
	}, [now]);
	return (
		<fieldset class="languages">
			<legend class="hidden-text">{t().shell.languages}</legend>
			<ul>
				{LANGUAGES.map((one) => (
					<li key={one}>
						<button
							type="button"
							lang={one}
							aria-pressed={one === now}
							data-testid={`language-${one}`}
							onClick={() => void chooseLanguage(one, localStorage)}
						>
							{one.toUpperCase()}
							<span class="hidden-text"> {NAMES[one]}</span>
						</button>
					</li>
				))}
			</ul>
		</fieldset>
	);
}

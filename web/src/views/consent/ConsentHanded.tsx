// What the client does with the consent on the device: reads and chooses, reads the paper, signs or not. The worker stores it.
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { changeConsent, consentDocOf, consentErrors } from "../../state/consentForm.ts";
import { dayOf } from "../../state/dates.ts";
import { type Errors, hasErrors, NO_ERRORS } from "../../state/form.ts";
import { type Language, t } from "../../text/language.ts";
import type { Id } from "../../work/work.ts";
import { useMe, useWork } from "../context.ts";
import { ClientLanguage } from "../handed/ClientLanguage.tsx";
import { Box } from "../parts/Box.tsx";
import { Button } from "../parts/Button.tsx";
import { ErrorSummary } from "../parts/ErrorSummary.tsx";
import { Loading } from "../parts/Loaded.tsx";
import { Page } from "../parts/Page.tsx";
import { Saved } from "../parts/Saved.tsx";
import { ConsentScope, consentLabel } from "./ConsentFields.tsx";
import { ConsentPaper } from "./ConsentPaper.tsx";
import { SignHere } from "./ConsentSign.tsx";
import { useConsentDraft } from "./consentDraft.ts";

type Step = "scope" | "sign" | "thanks";

export function ConsentHanded({ id, own }: { id: Id; own: Language }) {
	const work = useWork();
	const me = useMe();
	const draft = useConsentDraft(id);
	const [step, setStep] = useState<Step>("scope");
	const [errors, setErrors] = useState<Errors>(NO_ERRORS);
	const text = t().handed;
	const form = draft.value;
	const titles = { scope: text.scopeTitle, sign: text.signTitle, thanks: text.thanksTitle };
	if (form === null)
		return (
			<Page title={titles[step]}>
				<Loading />
			</Page>
		);
	const set = (change: Parameters<typeof changeConsent>[1]) => {
		if (change.signature) setErrors(NO_ERRORS);
		draft.set(changeConsent(form, change));
	};
	const goTo = (next: Step) => {
		setErrors(NO_ERRORS);
		setStep(next);
	};
	const onwards = () => {
		const found = consentErrors("scope", form, dayOf(work.now()));
		setErrors(found);
		if (!hasErrors(found)) goTo("sign");
	};
	const signed = () => {
		const missing = form.signature === null;
		setErrors(missing ? { signature: "sign-here" } : NO_ERRORS);
		if (!missing) goTo("thanks");
	};
	const refused = () => {
		set({ signature: null });
		goTo("thanks");
	};
	return (
		<Page title={titles[step]} enter={step}>
			<ErrorSummary errors={errors} label={consentLabel} />
			{step === "scope" ? (
				<>
					<ClientLanguage own={own} onChange={(one) => set({ language: one })} />
					<ConsentScope form={form} set={set} errors={errors} lead={text.scopeLead} />
					<Steps status={draft.status}>
						<Button onPress={onwards} testid="handed-next">
							{t().common.next}
						</Button>
					</Steps>
				</>
			) : step === "sign" ? (
				<>
					<p>{text.signLead}</p>
					<ConsentPaper
						doc={{ ...consentDocOf(form, me.display), signature: null }}
						reference={work.cases.reference(id)}
						blank
					/>
					<SignHere form={form} set={set} errors={errors} />
					<Steps status={draft.status}>
						<Button onPress={signed} testid="handed-done">
							{text.sign}
						</Button>
						<Button kind="second" onPress={() => goTo("scope")} testid="handed-before">
							{t().common.back}
						</Button>
						<Button kind="plain" onPress={refused} testid="handed-not">
							{text.notNow}
						</Button>
					</Steps>
				</>
			) : (
				<>
					<Box kind={form.signature === null ? "info" : "ok"} testid="handed-thanks">
						<p>{form.signature === null ? text.thanksNot : text.thanks}</p>
					</Box>
					<Steps status={draft.status}>
						<Button kind="plain" onPress={() => goTo("sign")} testid="handed-again">
							{text.again}
						</Button>
					</Steps>
				</>
			)}
		</Page>
	);
}

function Steps(props: {
	readonly status: "saved" | "saving" | "unsaved";
	readonly children: ComponentChildren;
}) {
	return (
		<div class="buttons">
			{props.children}
			<Saved status={props.status} />
		</div>
	);
}

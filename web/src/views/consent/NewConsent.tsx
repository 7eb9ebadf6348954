// Recording a consent with the client: who → what → signature → check. The client's part may be done by the client, who gets
// the device for it. What is typed and signed is kept as a draft; a scan is not.
import { useEffect, useState } from "preact/hooks";
import {
	changeConsent,
	consentDocOf,
	consentErrors,
	firstBadStep,
} from "../../state/consentForm.ts";
import { dayOf } from "../../state/dates.ts";
import { type Errors, hasErrors, NO_ERRORS } from "../../state/form.ts";
import { CONSENT_STEPS, type ConsentStep } from "../../state/route.ts";
import { t } from "../../text/language.ts";
import type { CaseFile, Id } from "../../work/work.ts";
import { useAction } from "../action.ts";
import { CaseOver } from "../cases/CaseOver.tsx";
import { WithCase } from "../cases/WithCase.tsx";
import { useMe, useWork } from "../context.ts";
import { GiveDevice } from "../handed/GiveDevice.tsx";
import { learnClientLanguage } from "../paper/clientLanguage.ts";
import { Button } from "../parts/Button.tsx";
import { ErrorSummary } from "../parts/ErrorSummary.tsx";
import { Link } from "../parts/Link.tsx";
import { Loading } from "../parts/Loaded.tsx";
import { Page } from "../parts/Page.tsx";
import { Saved } from "../parts/Saved.tsx";
import { finish, go, replace } from "../router.ts";
import { ConsentCheck } from "./ConsentCheck.tsx";
import { ConsentFields, consentLabel } from "./ConsentFields.tsx";
import { useConsentDraft } from "./consentDraft.ts";

export function NewConsent({ id, step }: { id: Id; step: ConsentStep }) {
	return <WithCase id={id}>{(file) => <Steps file={file} step={step} />}</WithCase>;
}

function Steps({ file, step }: { file: CaseFile; step: ConsentStep }) {
	const work = useWork();
	const me = useMe();
	const storing = useAction();
	const today = dayOf(work.now());
	const text = t().consent;
	const draft = useConsentDraft(file.case);
	const [errors, setErrors] = useState<Errors>(NO_ERRORS);
	useEffect(() => setErrors(NO_ERRORS), [step]);
	const form = draft.value;
	useEffect(() => {
		if (form !== null) learnClientLanguage(file.case, form.language);
	}, [form?.language]);
	const to = (next: ConsentStep) => ({ at: "consent-new", case: file.case, step: next }) as const;
	const before = CONSENT_STEPS[CONSENT_STEPS.indexOf(step) - 1];
	const page = {
		back: before === undefined ? ({ at: "case", case: file.case } as const) : to(before),
		above: `${file.question?.reference ?? ""} · ${t().common.stepOf(CONSENT_STEPS.indexOf(step) + 1, CONSENT_STEPS.length)}`,
		enter: step,
	};
	const titles = {
		client: text.clientTitle,
		scope: text.scopeTitle,
		sign: text.signTitle,
		check: text.checkTitle,
	};
	if (file.state !== "open" || form === null)
		return (
			<Page title={titles[step]} {...page}>
				{file.state === "open" ? <Loading /> : <CaseOver state={file.state} />}
			</Page>
		);
	// Once it says whose it is; a scan that was taken is in no draft, and would be lost.
	const mayGive =
		(step === "scope" || step === "sign") &&
		form.scan === null &&
		!hasErrors(consentErrors("client", form, today));
	const submit = () => {
		const found = consentErrors(step, form, today);
		setErrors(found);
		const next = CONSENT_STEPS[CONSENT_STEPS.indexOf(step) + 1];
		if (!hasErrors(found) && next !== undefined) go(to(next));
	};
	const store = () => {
		const bad = firstBadStep(form, today);
		if (bad !== null) {
			replace(to(bad));
			return;
		}
		const doc = consentDocOf(form, me.display);
		void storing.run(async () => {
			await work.consent.record(file.case, doc, form.scan);
			await draft.drop();
			finish({ at: "consent", case: file.case });
		});
	};
	return (
		<Page title={titles[step]} {...page}>
			<ErrorSummary errors={errors} failure={storing.error} label={consentLabel} />
			{step === "client" ? (
				<p>
					<Link to={{ at: "information", case: file.case }} testid="to-information">
						{text.information}
					</Link>
				</p>
			) : null}
			{mayGive ? (
				<GiveDevice
					page={{ what: "consent", case: file.case }}
					language={form.language}
					word={t().handed.give}
				/>
			) : null}
			{step === "check" ? (
				<>
					<ConsentCheck form={form} doc={consentDocOf(form, me.display)} to={to} />
					<div class="buttons">
						<Button busy={storing.busy} onPress={store} testid="store-consent">
							{text.store}
						</Button>
					</div>
				</>
			) : (
				<form
					onSubmit={(event) => {
						event.preventDefault();
						submit();
					}}
				>
					<ConsentFields
						step={step}
						form={form}
						set={(change) => draft.set(changeConsent(form, change))}
						errors={errors}
						doc={consentDocOf(form, me.display)}
						reference={file.reference}
					/>
					<div class="buttons">
						<Button submit testid="next">
							{t().common.next}
						</Button>
						<Saved status={draft.status} />
					</div>
				</form>
			)}
		</Page>
	);
}

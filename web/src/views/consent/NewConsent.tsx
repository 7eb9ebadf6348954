// Recording a consent with the client: who → what → signature → check. What is typed is kept as a draft; ink and scan are not.
import { useEffect, useState } from "preact/hooks";
import {
	type ConsentForm,
	changeConsent,
	consentDocOf,
	consentErrors,
	firstBadStep,
	newConsent,
	readConsent,
} from "../../state/consentForm.ts";
import { dayOf } from "../../state/dates.ts";
import { type Errors, hasErrors, NO_ERRORS } from "../../state/form.ts";
import { CONSENT_STEPS, type ConsentStep } from "../../state/route.ts";
import { language, t } from "../../text/language.ts";
import type { CaseFile, Id } from "../../work/work.ts";
import { useAction } from "../action.ts";
import { WithCase } from "../cases/WithCase.tsx";
import { useMe, useWork } from "../context.ts";
import { useDraft } from "../draft.ts";
import { Button } from "../parts/Button.tsx";
import { ErrorSummary } from "../parts/ErrorSummary.tsx";
import { Loading } from "../parts/Loaded.tsx";
import { Page } from "../parts/Page.tsx";
import { Saved } from "../parts/Saved.tsx";
import { go, replace } from "../router.ts";
import { ConsentCheck } from "./ConsentCheck.tsx";
import { ConsentFields, consentLabel } from "./ConsentFields.tsx";

/** Where the form is kept while it is filled in; LimitConsent puts the present consent there. */
export const consentDraftKey = (id: Id): string => `consent-${id}`;

export function NewConsent({ id, step }: { id: Id; step: ConsentStep }) {
	return <WithCase id={id}>{(file) => <Steps file={file} step={step} />}</WithCase>;
}

function Steps({ file, step }: { file: CaseFile; step: ConsentStep }) {
	const work = useWork();
	const me = useMe();
	const storing = useAction();
	const today = dayOf(work.now());
	const text = t().consent;
	const draft = useDraft<ConsentForm>(
		consentDraftKey(file.case),
		newConsent(today, language.value),
		(stored) => readConsent(stored, today, language.value),
		(form) => ({ ...form, signature: null, scan: null, witnessed: false }),
	);
	const [errors, setErrors] = useState<Errors>(NO_ERRORS);
	useEffect(() => setErrors(NO_ERRORS), [step]);
	const form = draft.value;
	const spoken = language.value;
	useEffect(() => {
		// The paper changes with the page, and what was signed was signed in another language.
		if (form !== null && form.language !== spoken)
			draft.set(changeConsent(form, { language: spoken }));
	}, [spoken, form === null]);
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
	if (form === null)
		return (
			<Page title={titles[step]} {...page}>
				<Loading />
			</Page>
		);
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
			replace({ at: "consent", case: file.case });
		});
	};
	return (
		<Page title={titles[step]} {...page}>
			<ErrorSummary errors={errors} failure={storing.error} label={consentLabel} />
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

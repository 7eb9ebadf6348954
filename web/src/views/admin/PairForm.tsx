// Making or changing a care pair.
import { useState } from "preact/hooks";
import { collect, type Errors, hasErrors, NO_ERRORS, textError } from "../../state/form.ts";
import { t } from "../../text/language.ts";
import type { Directory, Id, Pair } from "../../work/work.ts";
import { useAction } from "../action.ts";
import { useMe, useWork } from "../context.ts";
import { Choices } from "../parts/Choices.tsx";
import { DeadEnd } from "../parts/DeadEnd.tsx";
import { FormFrame } from "../parts/FormFrame.tsx";
import { LoadedPage } from "../parts/Loaded.tsx";
import { Page } from "../parts/Page.tsx";
import { TextField } from "../parts/TextField.tsx";
import { replace } from "../router.ts";

const WORKERS_MAX = 6;

export function PairForm({ id }: { id: Id | null }) {
	const me = useMe();
	return (
		<LoadedPage of={useWork().state.directory.value} title={t().pairs.title} back={{ at: "pairs" }}>
			{(directory) => {
				const before = directory.pairs.find((pair) => pair.pair === id && pair.org === me.org);
				if (id === null || before !== undefined)
					return <Form id={id} directory={directory} before={before} />;
				return <DeadEnd title={t().pairs.title} text={t().pairs.gone} back={{ at: "pairs" }} />;
			}}
		</LoadedPage>
	);
}

function Form(props: {
	readonly id: Id | null;
	readonly directory: Directory;
	readonly before: Pair | undefined;
}) {
	const { id, directory, before } = props;
	const work = useWork();
	const me = useMe();
	const saving = useAction();
	const [name, setName] = useState(before?.name ?? "");
	const [workers, setWorkers] = useState<readonly Id[]>(before?.workers ?? []);
	const [errors, setErrors] = useState<Errors>(NO_ERRORS);
	const text = t().pairs;
	const people = directory.people.filter(
		(person) => person.org === me.org && person.roles.includes("worker"),
	);
	const submit = () => {
		const found = collect({
			name: textError(name, 80),
			workers: workers.length < 1 || workers.length > WORKERS_MAX ? "choose" : null,
		});
		setErrors(found);
		if (hasErrors(found)) return;
		void saving.run(async () => {
			await work.coordinator.setPair({ pair: id, name: name.trim(), workers });
			replace({ at: "pairs" });
		});
	};
	return (
		<Page title={id === null ? text.newTitle : text.editTitle} back={{ at: "pairs" }}>
			<FormFrame
				errors={errors}
				action={saving}
				labels={{ name: text.name, workers: text.workers }}
				submit={t().common.save}
				testid="save-pair"
				onSubmit={submit}
			>
				<TextField
					name="name"
					label={text.name}
					hint={text.nameHint}
					value={name}
					onChange={setName}
					error={errors["name"]}
				/>
				<Choices
					name="workers"
					label={text.workers}
					hint={text.workersHint}
					many
					choices={people.map((person) => ({ value: person.uid, label: person.display }))}
					value={workers}
					onChange={setWorkers}
					error={errors["workers"]}
				/>
			</FormFrame>
		</Page>
	);
}

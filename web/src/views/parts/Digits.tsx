// Thirty digits in six groups, to be read aloud.
export function Digits({ number, testid }: { number: string; testid?: string }) {
	const groups = number.replace(/\D/g, "").match(/.{1,5}/g) ?? [];
	return (
		<p class="digits" data-testid={testid}>
			{groups.map((group, index) => (
				<span key={index}>{group} </span>
			))}
		</p>
	);
}

// There is nothing here yet, in one sentence; what to do about it stands beside it on its page.
export function Empty({ text, testid }: { text: string; testid?: string }) {
	return (
		<p class="muted" data-testid={testid ?? "empty"}>
			{text}
		</p>
	);
}

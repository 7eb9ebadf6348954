// Why nothing can be changed here any more.
import { Box } from "./Box.tsx";

export function ReadOnly({ text, testid }: { text: string; testid: string }) {
	return (
		<Box kind="info" icon="lock" testid={testid}>
			<p>{text}</p>
		</Box>
	);
}

// A file for the person to keep, made here: nothing is fetched for it.

export function saveFile(text: string, name: string, type: string): void {
	const url = URL.createObjectURL(new Blob([text], { type }));
	const link = document.createElement("a");
	link.href = url;
	link.download = name;
	link.click();
	// After the browser has taken it.
	setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

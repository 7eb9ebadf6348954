// The Finnish personal identity code (henkilötunnus): ddmmyy, century mark, number, check character. Pure.

const CHECK = "0123456789ABCDEFHJKLMNPRSTUVWXY";
const SHAPE = /^(\d{2})(\d{2})(\d{2})([-+A-FU-Y])(\d{3})([0-9A-Y])$/;

export function tidyCode(text: string): string {
	return text.replace(/\s/g, "").toUpperCase();
}

/** Right in shape, in date and in its check character. */
export function isIdentityCode(text: string): boolean {
	const found = SHAPE.exec(tidyCode(text));
	if (found === null) return false;
	const [, day = "", month = "", year = "", , number = "", check = ""] = found;
	if (Number(day) < 1 || Number(day) > 31 || Number(month) < 1 || Number(month) > 12) return false;
	return CHECK[Number(`${day}${month}${year}${number}`) % 31] === check;
}

/** Is there something in this text that looks like one? It must not be in a reference or in what the whole room reads. */
export function holdsIdentityCode(text: string): boolean {
	return /\b\d{6}[-+A-FU-Y]\d{3}[0-9A-Y]\b/i.test(text);
}

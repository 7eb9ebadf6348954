// Swedish: guests of one case, on both sides of the door.
import type { Section } from "../texts.ts";

export const guest: Section<"guest"> = {
	title: "Gäster",
	none: "Ingen har bjudits in till ärendet.",
	invite: "Bjud in en gäst",
	open: (until) => `Inbjuden, länken fungerar till ${until}`,
	admitted: "I samtalet nu",
	removeTitle: "Återta inbjudan?",
	removeText: "Länken slutar genast fungera. Du kan bjuda in med en ny länk.",
	putOutTitle: "Ta bort deltagaren ur samtalet?",
	putOutText: "Samtalet bryts genast för hen, och samma länk släpper inte in igen.",
	remove: "Återta inbjudan",
	putOut: "Ta bort ur samtalet",
	unnamed: "Gäst",

	inviteTitle: "Bjud in en gäst till ärendet",
	inviteLead:
		"En gäst är en yrkesperson utan konto, till exempel en tolk. Gästen hör och ser bara samtalet, inte ärendets uppgifter.",
	name: "Gästens namn",
	role: "Uppgift",
	days: "Länken gäller",
	dayCount: (n) => (n === 1 ? "1 dag" : `${n} dagar`),
	named: "Andra deltagare enligt samtycket:",
	tick: "Samtycket omfattar den här personen",
	nobody:
		"Samtycket nämner inga andra deltagare, så ingen kan bjudas in. Anteckna ett nytt samtycke där klienten säger vilka andra som får delta.",
	general: "I en allmän fråga talar man inte om klienter, inte heller med en gäst.",
	make: "Skapa länk",
	linkLead: (name, until) =>
		`Ge länken bara till ${name}. Den fungerar till ${until} och öppnar bara det här ärendets samtal.`,
	link: "Gästens länk",
	linkOnce: "Länken visas bara nu. Etätunti skickar den inte till någon.",
	linkHow:
		"Skicka den med ett skyddat meddelande. Gästen kommer in först när gästen knackar och du släpper in.",

	knocks: (name, role) => `${name} (${role}) väntar utanför dörren`,
	admit: "Släpp in",
	falseKnock: (name) =>
		`Någon försöker komma in med inbjudan (${name}) men har inte rätt länk. Personen kan inte släppas in. Berätta för koordinatorn.`,

	page: "Gäst i en distanskonsultation",
	what: "Du har bjudits in till ett videosamtal om en klients sak. Du hör och ser bara samtalet. Samtalet spelas inte in.",
	by: "Inbjuden av",
	you: "Inbjuden",
	until: "Länken upphör",
	notYou: (name) => `Om du inte är ${name}, stäng den här sidan. Länken är personlig.`,
	secrecy: "Det du hör i samtalet är sekretessbelagt. Se till att ingen annan hör eller ser.",
	test: "Pröva kamera och ljud",
	knock: "Knacka",
	knockHint: "Du ber att få komma in. Ingen ser eller hör dig innan du släpps in.",
	waitHearing: "Ingen hör eller ser dig innan du släpps in.",
	waitTitle: "Vänta utanför dörren",
	wait: (by) =>
		`${by} eller den andra i arbetsparet släpper in dig när saken står i tur. Håll den här sidan öppen.`,
	entering: "Du släpptes in. Samtalet öppnas.",
	call: "Samtal",
	present: "Andra i samtalet",
	leftTitle: "Du lämnade samtalet",
	left: "Du kommer tillbaka så länge saken behandlas.",
	back: "Tillbaka till samtalet",
	goneTitle: "Länken öppnar ingenting längre",
	gone: "Samtalet är slut, inbjudan har återtagits eller länken har redan använts någon annanstans. Ingen hör dig. Be om en ny länk om du ännu behövs.",
	movedTitle: "Samtalet är öppet någon annanstans",
	moved: "Du är i samma samtal i ett annat fönster eller på en annan enhet.",
	noneTitle: "Öppna länken som du fick",
	noLink: "Det finns ingen länk på den här sidan. Öppna den på nytt ur meddelandet som den kom i.",
	badTitle: "Länken kan inte öppnas",
	signedIn:
		"Någon är inloggad i det här fönstret. Öppna länken i en annan webbläsare eller logga ut först.",
	forget: "Glöm länken på den här enheten",
};

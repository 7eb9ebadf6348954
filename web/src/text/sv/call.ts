// Swedish: what a call has besides pictures and sound, and being called to one.
import type { Section } from "../texts.ts";

export const call: Section<"call"> = {
	hearer: {
		beside: (name, at) => `${name} (bredvid ${at})`,
		guest: (name, role) => `${name} (${role}, gäst)`,
	},
	guestRole: {
		interpreter: "tolk",
		doctor: "läkare",
		employment: "arbetskraftsservice",
		other: "sakkunnig",
	},
	on: "på",
	off: "av",
	quality: { good: "Bra förbindelse", weak: "Svag förbindelse", poor: "Dålig förbindelse" },
	way: { direct: "direkt förbindelse", relayed: "förmedlad förbindelse" },
	audioOnly: "Bara ljud: nätverket är svagt",
	myVideoOff:
		"Ditt nätverk är svagt, så din bild syns inte för andra just nu. Du hörs. Bilden kommer tillbaka av sig själv.",
	theyHide: "Har dolt bild och ljud",
	theyPause: "Pausar",
	meBeside: (names) => `Du och ${names}`,
	besideThem: (names) => `bredvid ${names}`,
	bigger: "Förstora bilderna",
	smaller: "Förminska bilderna",

	share: "Dela skärm",
	stopShare: "Sluta dela",
	shareTitle: "Vill du visa något på din skärm?",
	shareLead: "Alla i rummet ser det du delar.",
	shareWarn: [
		"Välj helst ett enda fönster, inte hela skärmen.",
		"Stäng först andra klienters uppgifter, e-post och meddelanden.",
		"Visa bara sådant som samtycket låter er tala om.",
	],
	shareGo: "Välj vad som visas",
	sharingMine: "Du visar din skärm för andra.",
	sharedBy: (name) => `${name} visar sin skärm`,
	full: "Helskärm",

	hide: "Dölj allt",
	hiddenTitle: "Allt är dolt",
	hiddenText:
		"Ingen ser eller hör dig, och inget syns på den här skärmen. Inte heller du hör de andra.",
	show: "Tillbaka till samtalet",

	pause: "Paus",
	endPause: "Fortsätt samtalet",
	paused: (names) => `Paus, begärd av ${names}. Ingen ser eller hör någon annan.`,
	pausedMine: "Du bad om en paus. Ingen ser eller hör någon annan.",
	pauseWaits: (names) => `Samtalet fortsätter när ${names} fortsätter.`,

	text: "Textsamtal",
	textHint: "Andra ser texten medan du skriver. Enter avslutar raden.",
	textMine: "Egen rad",
	textEnd: "Avsluta raden",
	textLines: "Skrivna rader",
	writes: (name) => `${name} skriver`,
	textKept: "Texten sparas ingenstans. Den försvinner när rummet stängs.",

	beside: "Bredvid mig",
	besideTitle: "Vem sitter med dig vid den här enheten?",
	besideLead: "Alla i rummet ser vilka som lyssnar på samtalet.",
	besideWho: "Bredvid mig",
	besideNobody: "Alla andra som hör till ärendet är redan i rummet med sin egen enhet.",
	besideOnly: "Bara den som hör till ärendet får vara på plats. Andra måste lämna rummet.",

	sameAsk: (name) => `Är du i samma rum som ${name}?`,
	sameWhy: "Två enheter i samma rum börjar lätt tjuta.",
	sameYes: "Ja, i samma",
	sameNo: "Nej, på olika ställen",
	same: "Ni är i samma rum: den enas mikrofon är av, och era enheter spelar inte varandra.",
	howl: "Din mikrofon stängdes eftersom ljudet började gå runt. Flytta enheterna längre från varandra eller använd hörlurar.",
	howlOn: "Öppna mikrofonen",

	lost: "Förbindelsen bröts. Du kommer av dig själv tillbaka till samma ärende när den är tillbaka.",
	lostPhone: (number) => `Om den inte kommer tillbaka, ring ${number}`,
	soundBack: "Tryck för att få tillbaka ljudet",

	more: "Mer",
	help: "Hjälp",
	helpTitle: "Hjälp och förbindelser",
	helpKeys: "Tangenter",
	helpHide: (key) =>
		`${key} döljer allt genast: bild, ljud och delad skärm bryts och den här skärmen täcks. Samma tangent eller Esc tar inte fram dem igen, det gör en knapp.`,
	helpNext: (key) => `${key} frågar hur ärendet lämnas och öppnar nästa. Sedan räcker Enter.`,
	helpEnter: "Enter avslutar en rad i textsamtalet.",
	connections: "Förbindelser",
	noConnections: "Det finns inga andra i rummet.",
};

export const ring: Section<"ring"> = {
	title: (name) => `${name} kallar på dig`,
	text: (hour) => `Du är väntad på timmen ${hour}.`,
	textPlain: "Du är väntad på timmen.",
	answer: "Svara och anslut",
	answerThere: "Gå till timmen",
	dismiss: "Avvisa",
	tab: (name) => `${name} kallar`,
	desktopAsk: "Visa kallelser också när ett annat fönster är framme",
	desktopOn: "Kallelser visas också på skrivbordet.",
	desktopOff: "Webbläsaren hindrar aviseringar. Kallelsen hörs när den här sidan är öppen.",
	soundOff: "Webbläsaren spelar inget ljud förrän du trycker på sidan.",
};

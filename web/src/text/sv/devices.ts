// Swedish: the check of devices and connection, and what to do when one does not work.
import type { Section } from "../texts.ts";

export const devices: Section<"devices"> = {
	title: "Test av enheter",
	test: "Testa enheterna",
	lead: "Testet tar under en minut. Inget sparas, och ingen ser eller hör dig.",
	permission: "Webbläsaren ber om lov att använda kameran och mikrofonen. Tillåt båda.",
	done: "Klar",
	start: "Börja testet",
	camera: "Kamera",
	cameraShows: "Bilden syns",
	cameraStarts: "Kameran öppnas",
	cameraWhich: "Välj kamera",
	selfView: "Din egen bild",
	microphone: "Mikrofon",
	microphoneStarts: "Mikrofonen öppnas",
	microphoneWhich: "Välj mikrofon",
	speak: "Säg något",
	speakHint: "Tala med vanlig röst: stapeln ska röra sig.",
	level: "Ljudets styrka",
	heard: "Du hörs",
	notHeard: "Inget ljud har hörts ännu",
	speaker: "Högtalare",
	speakerWhich: "Välj högtalare",
	speakerHint: "Du hör tre stigande toner.",
	play: "Spela testljudet",
	playing: "Ljudet spelas",
	didYouHear: "Hörde du ljudet?",
	heardIt: "Ja, jag hörde",
	heardNothing: "Nej, inget",
	speakerWorks: "Högtalaren fungerar",
	speakerSilent: "Ljudet hörs inte",
	speakerNotTried: "Inte prövad ännu",
	speakerSteps: [
		"Höj volymen på enheten och kontrollera att ljudet inte är avstängt.",
		"Om du har hörlurar, kontrollera att de är anslutna. Välj sedan högtalare i listan.",
		"Kontrollera att fliken i webbläsaren inte är tystad.",
	],
	connection: "Förbindelse",
	connectionTests: "Förbindelsen prövas genom servern",
	way: {
		direct: "Direkt förbindelse fungerar",
		relayed: "Förbindelsen fungerar genom en förmedlande server",
		blocked: "Nätverket hindrar samtal",
		none: "Inte prövad",
	},
	wayText: {
		direct: "Bild och ljud går direkt från det här nätverket.",
		relayed: "Bild och ljud går genom servern. Samtalet fungerar.",
		blocked:
			"Samtalet kommer inte igenom det här nätverket. Pröva ett annat nätverk, till exempel delat från en telefon, eller be it-stödet tillåta tjänstens förmedlande server.",
		none: "Servern har inte gett någon förmedlande server att pröva med.",
	},
	wayEarly: "Förbindelsen kan prövas när det är högst en timme till timmens början.",
	roundTrip: (ms) => `Fördröjning ${ms} ms.`,
	clock: "Klocka",
	clockOk: "Enhetens klocka går rätt",
	clockBad: (off) => `Enhetens klocka går fel: ${off}`,
	clockAhead: (n) => `${n} före`,
	clockBehind: (n) => `${n} efter`,
	clockFix: "Rätta tiden i enhetens inställningar. En klocka som går fel hindrar samtalet.",
	trouble: {
		missing: { camera: "Ingen kamera hittas", microphone: "Ingen mikrofon hittas" },
		busy: {
			camera: "Ett annat program använder kameran",
			microphone: "Ett annat program använder mikrofonen",
		},
		"blocked-browser": {
			camera: "Kameran är blockerad i webbläsaren",
			microphone: "Mikrofonen är blockerad i webbläsaren",
		},
		"blocked-system": {
			camera: "Enhetens inställningar hindrar kameran",
			microphone: "Enhetens inställningar hindrar mikrofonen",
		},
	},
	without: "Du kan ansluta till samtalet också utan den.",
	whatToDo: "Gör så här",
	fixBrowser: {
		chrome: [
			"Tryck på symbolen i början av adressfältet.",
			"Tillåt kamera och mikrofon.",
			"Tryck på Försök igen. Om det inte hjälper, ladda om sidan.",
		],
		edge: [
			"Tryck på låset i början av adressfältet.",
			"Välj Tillåt för kamera och mikrofon.",
			"Tryck på Försök igen. Om det inte hjälper, ladda om sidan.",
		],
		firefox: [
			"Tryck på den överstrukna kameran eller mikrofonen i början av adressfältet.",
			"Ta bort blockeringen med krysset bredvid.",
			"Tryck på Försök igen och välj Tillåt.",
		],
		safari: [
			"Öppna Safari i menyn och välj Inställningar för den här webbplatsen.",
			"Välj Tillåt för kamera och mikrofon.",
			"Tryck på Försök igen.",
		],
		"chrome-android": [
			"Tryck på symbolen i början av adressfältet och välj Behörigheter.",
			"Tillåt kamera och mikrofon.",
			"Tryck på Försök igen.",
		],
		"firefox-android": [
			"Tryck på låset i början av adressfältet.",
			"Tryck på Blockerad för kamera och mikrofon, så ändras det till tillåten.",
			"Tryck på Försök igen.",
		],
		ios: [
			"Tryck på knappen i början av adressfältet och välj webbplatsens inställningar.",
			"Tillåt kamera och mikrofon.",
			"Ladda om sidan.",
		],
		other: [
			"Öppna den här webbplatsens behörigheter i webbläsarens inställningar.",
			"Tillåt kamera och mikrofon.",
			"Ladda om sidan.",
		],
	},
	fixSystem: {
		windows: [
			"Öppna Inställningar i Windows och välj Sekretess och säkerhet.",
			"Öppna Kamera och tillåt den för appar och skrivbordsappar. Gör likadant för Mikrofon.",
			"Tryck på Försök igen. Om inställningen är grå, be it-stödet om hjälp.",
		],
		mac: [
			"Öppna Systeminställningar och välj Integritet och säkerhet.",
			"Öppna Kamera och tillåt den för webbläsaren. Gör likadant för Mikrofon.",
			"Stäng webbläsaren helt och öppna den igen.",
		],
		linux: [
			"Öppna systemets inställningar och välj Integritet.",
			"Tillåt kamera och mikrofon. Om webbläsaren är en Flatpak eller Snap, tillåt dem också för den.",
			"Tryck på Försök igen.",
		],
		android: [
			"Öppna telefonens Inställningar, Appar och den här webbläsaren.",
			"Öppna Behörigheter och tillåt Kamera och Mikrofon.",
			"Kontrollera i snabbmenyn att kameran eller mikrofonen inte är avstängd för hela enheten.",
			"Kom tillbaka hit och tryck på Försök igen.",
		],
		ios: [
			"Öppna Inställningar och leta upp den här webbläsaren.",
			"Tillåt Kamera och Mikrofon.",
			"Kom tillbaka hit och ladda om sidan.",
		],
		other: [
			"Öppna enhetens inställningar och tillåt kamera och mikrofon för webbläsaren.",
			"Tryck på Försök igen.",
		],
	},
	fixBusy: {
		windows: [
			"Stäng program som använder kameran eller mikrofonen: till exempel Teams, Skype eller Zoom, också bland symbolerna i aktivitetsfältet.",
			"Stäng andra flikar i webbläsaren där ett samtal pågår.",
			"Tryck på Försök igen. Om det inte hjälper, kontrollera i Windows inställningar att webbläsaren får använda kameran och mikrofonen.",
		],
		other: [
			"Stäng program och flikar som använder kameran eller mikrofonen.",
			"Försök igen. Om det inte hjälper, starta om enheten.",
		],
		phone: [
			"Avsluta pågående samtal och stäng appar som använder kameran eller mikrofonen.",
			"Försök igen.",
		],
	},
	fixMissing: {
		camera: [
			"Kontrollera att enheten är ordentligt ansluten. Pröva ett annat uttag.",
			"Kontrollera att inget skydd är för kameran och att den inte är avstängd med en tangent.",
			"Försök igen.",
		],
		microphone: [
			"Kontrollera att enheten är ordentligt ansluten. Pröva ett annat uttag.",
			"Kontrollera att mikrofonen inte är avstängd med en knapp på headsetet eller en tangent.",
			"Försök igen.",
		],
		phone: [
			"Koppla loss hörlurarna eller anslut dem på nytt.",
			"Starta om webbläsaren och försök igen.",
		],
	},
};

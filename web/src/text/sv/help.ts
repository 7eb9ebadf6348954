// Swedish: help, the client's information sheet, privacy, the accessibility statement, feedback.
import { type HelpTexts, say } from "../help.ts";
import { guides } from "./guides.ts";

export const help: HelpTexts = {
	title: "Hjälp",
	lead: "Välj din roll. Varje anvisning går att läsa på ett par minuter.",
	guides,
	forRole: (role) => `Hjälp: ${role}`,
	picture: (part) => `Bild av skärmen: ${part}`,
	others: "Andra anvisningar",
	clients: "För klienten",
	clientsText: "Skriv ut informationen och ge den till klienten innan du ber om samtycke.",

	hint: {
		title: "Är du här för första gången?",
		lines: (b) => ({
			worker: say`På den här sidan ser du nästa timme och vad som väntas av dig. Det första ärendet börjar med ${b.cases.add}.`,
			contact: say`Ärendena som du förbereder finns under ${b.shell.cases}. Testa enheterna före den första timmen: ${b.devices.test}.`,
			coordinator: say`Bjud först in personer under ${b.shell.people}. När du har bekräftat dem kan du skapa arbetspar och timmar.`,
		}),
		read: "Läs anvisningen, 2 minuter",
		close: "Stäng tipset",
	},

	information: {
		title: "Information till klienten",
		lead: "Välj det språk som klienten läser och skriv ut. Informationen ryms på en sida.",
		heading: "Ditt ärende på en gemensam timme med FPA",
		sections: ({ county, days }) => [
			{
				title: "Vad är timmen?",
				lines: [
					"Ditt ärende sköts av ett arbetspar: en arbetstagare från hälso- och sjukvården och en från socialvården. De kan tala om ditt ärende med FPA:s kontaktperson i ett videosamtal. För ditt ärende reserveras 10–30 minuter. Du behöver inte vara med. Samtalet spelas inte in.",
				],
			},
			{
				title: "Vem ser vad?",
				listed: true,
				lines: [
					"Arbetsparet ser allt som har skrivits om ditt ärende.",
					"FPA ser frågan, en kort beskrivning av din situation, ditt samtycke och planen. FPA ser inte arbetsparets egna anteckningar.",
					"En annan sakkunnig, till exempel en tolk, hör samtalet bara om det står så i ditt samtycke.",
					"Ingen annan ser något. Koordinatorn, som ordnar timmarna, ser inte vad ditt ärende innehåller. Uppgifterna är krypterade så att servern inte kan läsa dem.",
				],
			},
			{
				title: "Vad betyder samtycket?",
				lines: [
					"Utan ditt skriftliga samtycke får FPA inte veta något. Du bestämmer vad som får berättas, för vem och hur länge, högst ett år. Om din hälsa frågar vi separat. Samtycket är frivilligt. Du får service även om du inte ger det.",
				],
			},
			{
				title: "Hur återkallar jag samtycket?",
				lines: [
					"Du kan återkalla eller begränsa samtycket när som helst. Du behöver inte säga varför. Berätta det för din arbetstagare eller FPA. Du kan också berätta det för koordinatorn: uppge då referensen på ditt samtyckespapper. Utbytet av uppgifter upphör genast. Om det som redan har berättats finns en anteckning kvar.",
				],
			},
			{
				title: "Vem förvarar mina uppgifter, och hur länge?",
				lines: [
					`För dina uppgifter ansvarar ${county ?? "ditt välfärdsområde"}. När ditt ärende har avslutats raderas innehållet ${days === null ? "vanligen efter 90" : `efter ${days}`} dagar. Anteckningarna om vem som gjorde vad och när blir kvar. Planen skrivs också in i dina patient- eller klientuppgifter, och FPA skriver in sin del. De förvaras så länge som lagen kräver.`,
				],
			},
			{
				title: "Vilka rättigheter har jag?",
				listed: true,
				lines: [
					"Du får veta vem som har sett dina uppgifter, när och på vilken grund.",
					"Du får se dina uppgifter och be att ett fel rättas.",
					"Råd ger socialombudet eller patientombudet. Om du är missnöjd med hur dina uppgifter behandlas kan du klaga hos dataombudsmannen, tietosuoja.fi.",
				],
			},
			{
				title: "Vem frågar jag?",
				lines: ["Fråga din arbetstagare, som skriver sitt namn och telefonnummer här."],
			},
		],
		worker: "Arbetstagare",
		phone: "Telefon",
	},

	privacy: {
		title: "Dataskydd",
		lead: () =>
			"Vad Etätunti sparar om dem som använder tjänsten i sitt arbete. För klienter finns egen information.",
		sections: ({ org }) => [
			{
				title: "Vem ansvarar",
				lines: [
					`Personuppgiftsansvarig är ${org === null ? "din egen organisation" : `din organisation, ${org}`}. Fråga dess dataskyddsombud. Den som driver servern behandlar uppgifter för organisationernas räkning.`,
				],
			},
			{
				title: "På servern",
				listed: true,
				lines: [
					"Ditt namn, användarnamn, din organisation, dina roller och hur länge kontot gäller, vem som bjöd in och bekräftade dig, samt dina arbetspar, timmar och vikariat. Andra användare ser dem. Ur förteckningen raderas inget: en ny anteckning ersätter den gamla.",
					"Dina nycklar. De hemliga nycklarna finns på servern bara så krypterade att den inte kan öppna dem. Din lösenfras och din kontonyckel finns aldrig på servern.",
					"När du loggade in och när du senast använde tjänsten. Uppgiften försvinner 12 timmar efter att du senast använde den. Koordinatorn i din egen organisation ser dina öppna sessioner.",
					"Dina utkast och egna anteckningar i krypterad form. Bara du kan öppna dem. De försvinner 90 dagar efter att de senast sparades.",
					"Din e-postadress, om du ber om påminnelser. Andra användare ser den inte. Den försvinner när du slutar med påminnelserna eller kontot upphör. Uppgiften om en skickad påminnelse försvinner efter 30 dagar.",
					"Om du skapar en kalenderadress: dess kontrollsumma, som inte röjer adressen.",
					"Din bedömning av timmen som en siffra utan ditt namn. I loggen syns vem som skickade den.",
				],
			},
			{
				title: "I loggen",
				listed: true,
				lines: [
					"Om varje inloggning, läsning, ändring och stoppat försök: vem, från vilken organisation, vad, vilket ärende och när. IP-adresser finns inte i loggen.",
					"Ur loggen kan inget raderas och den kan inte ändras. Den finns kvar så länge som den här tjänsten drivs.",
					"Klienten får på begäran en rapport där ditt namn syns och vad du gjorde med uppgifterna.",
				],
			},
			{
				title: "I samtalet",
				lines: [
					"Samtalet spelas inte in. Bild och ljud går krypterade från webbläsare till webbläsare. Din IP-adress ser servern, och under samtalet också de andra deltagarna eller samtalets förmedlingsserver. Etätunti sparar den inte.",
				],
			},
			{
				title: "På den här enheten",
				listed: true,
				lines: [
					"Inga kakor, ingen mätning och inget från andra webbplatser.",
					"Ditt val av språk, kamera och mikrofon, de tips som du har stängt, kortkommandot om du har stängt av det, under samtalet vilket rum du är i, och att enheten har getts åt en klient.",
					"Krypterat: nycklarna till din session tills du låser, loggar ut eller 15 minuter har gått, och det som en klient har fyllt i på enheten tills det finns på servern. Din kontonyckel tills du tar bort den i inställningarna eller på inloggningssidan; därefter behöver du ditt kontoblad. Minnet av vad enheten har sett av serverns underskrivna uppgifter tills du raderar den här webbplatsens data ur webbläsaren.",
				],
			},
			{
				title: "På vilken grund",
				lines: [
					"Din organisations lagstadgade skyldighet och uppgift av allmänt intresse (EU:s allmänna dataskyddsförordning, artikel 6.1 c och e). Över användningen av klientuppgifter inom social- och hälsovården ska det föras logg (lag 703/2023). E-postadressen och kalenderadressen sparas för att du ber om det.",
				],
			},
			{
				title: "Vem uppgifterna ges till",
				lines: [
					"Ingen annan. Påminnelser går genom organisationernas e-postserver, och den som gör ditt kalenderprogram kan se kalenderadressen och tiderna för dina timmar. Det som syns i loggen och klientens rapport får klienten på begäran.",
				],
			},
			{
				title: "Dina rättigheter",
				lines: [
					"Du får se dina uppgifter och be att ett fel rättas. Fråga din organisations dataskyddsombud. Du kan klaga hos dataombudsmannen, tietosuoja.fi.",
				],
			},
		],
	},

	accessibility: {
		title: "Tillgänglighetsutlåtande",
		lead: ({ host, county }) =>
			`Utlåtandet gäller tjänsten Etätunti på adressen ${host}. Tjänsten tillhandahålls av ${county ?? "den organisation som gav dig adressen"}. Utlåtandet är upprättat 23.11.2026 och granskat samma dag. Tillgänglighet krävs av lagen om tillhandahållande av digitala tjänster (306/2019).`,
		sections: () => [
			{
				title: "Hur tillgänglig tjänsten är",
				lines: [
					"Tjänsten uppfyller tillgänglighetskraven delvis. Målet är nivåerna A och AA i WCAG 2.2 och standarden EN 301 549, också dess krav på tal och video i två riktningar. I samtalet kan man skriva så att de andra ser texten tecken för tecken.",
				],
			},
			{
				title: "Vad som inte är tillgängligt, och varför",
				listed: true,
				lines: [
					"Sessionen upphör utan varning 12 timmar efter inloggningen, och tiden kan inte förlängas (WCAG 2.2.1). Orsaken är skyddet av klientuppgifter. Utkast till ärende, samtycke och plan sparas. Om inget görs på 15 minuter låses sessionen, men tjänsten varnar en minut i förväg och vilken tryckning som helst räcker för att fortsätta.",
					"En bild av ett underskrivet papper och en ritad underskrift är bilder (WCAG 1.1.1), eftersom de är bevis. Samtyckets innehåll finns som text på samma sida. En underskrift kan inte ritas med tangentbordet, men det går alltid att skriva under på papper.",
					"Kontrollkoden på klientens kvitto finns bara som QR-kod (WCAG 1.1.1). Kvittots uppgifter finns som text på samma papper.",
					"En delad skärm visas för andra bara som bild (WCAG 1.1.1). Be den som delar att läsa eller skriva vad där står.",
					"Samtalet har ingen textning eller teckenspråkstolkning, eftersom talet inte kan ges till en utomstående tjänst. En tolk kan bjudas in som gäst om klientens samtycke täcker det.",
				],
			},
			{
				title: "Om du inte får en uppgift eller ett ärende skött",
				lines: [
					"Be om uppgiften i en annan form på responsadressen eller hos koordinatorn i din egen organisation. Samtycket kan alltid skrivas under på papper, och varje papper till klienten kan skrivas ut eller läsas upp.",
				],
			},
			{
				title: "Hur tjänsten har bedömts",
				lines: [
					"De som har gjort den har bedömt den själva: vyerna har granskats av ett program (axe-core) på tre språk, breda och smala och med höga kontraster. Arbetet i de tre rollerna har gåtts igenom med bara tangentbordet, och vyerna på en bredd av 320 bildpunkter, vilket motsvarar 400 procents förstoring. Ingen utomstående sakkunnig eller användare av hjälpmedel har ännu bedömt tjänsten. Bedömningen görs om när tjänsten ändras.",
				],
			},
			{
				title: "Märkte du en brist?",
				lines: [
					"Berätta det för den som tillhandahåller tjänsten. Svaret ska komma inom 14 dagar.",
				],
			},
		],
		authority: {
			title: "Tillsynsmyndighet",
			lead: "Om du inte får svar inom två veckor eller inte är nöjd med svaret kan du göra en anmälan till tillsynsmyndigheten. På dess webbplats står hur man gör det och hur saken behandlas.",
			name: "Transport- och kommunikationsverket Traficom",
			unit: "Enheten för tillsyn över digital tillgänglighet",
			site: "www.tillganglighetskrav.fi",
			contact: "saavutettavuus@traficom.fi, växel 029 534 5000",
		},
	},

	feedback: {
		title: "Respons",
		lead: "Berätta vad som inte fungerar, är oklart eller inte är tillgängligt. Respons om tillgänglighet besvaras inom 14 dagar.",
		address: "Skicka din respons till",
		noAddress:
			"Den här tjänsten har ingen responsadress. En brist i tillgängligheten kan du anmäla direkt till tillsynsmyndigheten: Transport- och kommunikationsverket Traficom, saavutettavuus@traficom.fi.",
		coordinators: (org) => `Koordinatorer: ${org}`,
		none: "Din organisation har ingen koordinator vars konto gäller. Kontakta din chef.",
		strangers:
			"Du kan också berätta för den organisation som gav dig tjänstens adress eller bjöd in dig: dess registratorskontor eller kundtjänst. När du loggar in ser du här koordinatorerna i din egen organisation.",
		sections: [
			{
				title: "Berätta det här",
				listed: true,
				lines: [
					"På vilken sida du var och vad du försökte göra. Berätta inget om klienter.",
					"Vad som hände och om sidan visade ett fel. Skriv dess ord.",
					"Vilken webbläsare och enhet du har, och om du använder hjälpmedel.",
					"Versionen och koden längst ner på sidan.",
				],
			},
			{
				title: "Säkerhet",
				lines: [
					"Om sidan visar ett rött larm eller du misstänker att någon annan har kommit åt uppgifter, fortsätt inte. Ring koordinatorn genast och skriv upp larmets ord och klockslaget.",
				],
			},
			{
				title: "En klients sak",
				lines: [
					"En begäran eller ett klagomål om en klients uppgifter hör till klientens välfärdsområde, inte hit.",
				],
			},
		],
	},
};

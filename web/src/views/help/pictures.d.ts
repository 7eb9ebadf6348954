// What build.mjs found in pictures/help, by file name without its end; none is missed where there is none.
declare module "help-pictures" {
	interface HelpPicture {
		readonly src: string;
		readonly width: number;
		readonly height: number;
	}
	const pictures: Readonly<Record<string, HelpPicture>>;
	export default pictures;
}

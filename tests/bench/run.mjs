// ./run bench: measures one thing after the other, each with its subjects in turn, some rounds of it, and says
// medians, ratios and whether the reaches of the table are met. Judges nothing but that; ends with 0.
//
// node run.mjs --build DIR [--runs N] [--seconds N] [MEASURE...]
//
// Our server counts connections and sign-ins by address, so loads come from as many as that asks for, to all alike.
//
// A measure is a module in measures/, default export:
//   name      what it is called on the command line
//   title     one line
//   seconds   how long a subject's load lasts, unless --seconds says otherwise
//   runs      how many rounds, unless --runs says otherwise (3)
//   subjects  [{ name, run: async (bench) => figures }], in turn in every round; figures: numbers by name
//             (nested objects are fine; what is no number is kept but not summarised)
//   rows      (medians) => [{ what, value, unit?, least?, most? }]: what the table says; medians[subject][figure].
//             With least or most the row has a reach, and is met or is not.
// and may have: prepare(bench), once before the first round; finish(bench), once after the last, whatever happened.
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { Bench } from './bench.mjs';
import { raised } from './ours.mjs';
import { keep, print, printRows, spread, summarise } from './results.mjs';

const here = import.meta.dirname;
/** In the order in which they run when none is named: what takes longest comes last. */
const order = ['relay', 'paced', 'beside', 'connect', 'idle', 'commands', 'attachment', 'history', 'verify'];

function refuse(sentence) {
	console.error(`bench: ${sentence}`);
	process.exit(2);
}

function known() {
	const names = readdirSync(path.join(here, 'measures'))
		.filter((file) => file.endsWith('.mjs'))
		.map((file) => path.basename(file, '.mjs'));
	const place = (name) => (order.includes(name) ? order.indexOf(name) : order.length);
	return names.sort((a, b) => place(a) - place(b));
}

function count(text, flag) {
	const n = Number(text);
	if (!(n > 0)) refuse(`${flag} needs a number above 0, not '${text ?? ''}'`);
	return n;
}

function options(words) {
	const found = { measures: [], build: null, runs: null, seconds: null };
	const rest = [...words];
	for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
		if (word === '--build') found.build = path.resolve(rest.shift() ?? '');
		else if (word === '--runs') found.runs = Math.ceil(count(rest.shift(), word));
		else if (word === '--seconds') found.seconds = count(rest.shift(), word);
		else if (word.startsWith('-')) refuse(`'${word}' is not known (--help explains)`);
		else found.measures.push(word);
	}
	if (found.build === null) refuse('--build must name the folder that everything is built in');
	for (const name of found.measures)
		if (!known().includes(name)) refuse(`nothing is measured that is called '${name}'; there are: ${known().join(' ')}`);
	if (found.measures.length === 0) found.measures = known();
	return found;
}

/** One after the other, and another one first in each round: what changes on the machine meets all. */
async function rounds(measure, bench, runs) {
	const all = Object.fromEntries(measure.subjects.map((subject) => [subject.name, []]));
	for (let round = 0; round < runs; round++) {
		const at = round % measure.subjects.length;
		for (const subject of [...measure.subjects.slice(at), ...measure.subjects.slice(0, at)]) {
			bench.say(`${measure.name}, round ${round + 1} of ${runs}: ${subject.name}`);
			all[subject.name].push(await subject.run(bench));
		}
	}
	return all;
}

async function one(name, bench, asked) {
	const { default: measure } = await import(path.join(here, 'measures', `${name}.mjs`));
	bench.seconds = asked.seconds ?? measure.seconds;
	const runs = asked.runs ?? measure.runs ?? 3;
	await measure.prepare?.(bench);
	try {
		const all = await rounds(measure, bench, runs);
		const medians = Object.fromEntries(Object.entries(all).map(([subject, list]) => [subject, summarise(list)]));
		const spreads = Object.fromEntries(Object.entries(all).map(([subject, list]) => [subject, spread(list)]));
		const rows = measure.rows(medians);
		print(measure, medians, spreads);
		printRows(rows);
		return { title: measure.title, seconds: bench.seconds, runs: all, medians, spreads, rows };
	} finally {
		await measure.finish?.(bench);
	}
}

const asked = options(process.argv.slice(2));
const bench = new Bench(asked.build);
const results = {};
try {
	for (const name of asked.measures) {
		results[name] = await one(name, bench, asked);
		keep(asked.build, results);
	}
} finally {
	await bench.close();
}
const flags = Object.entries(raised).map(([name, value]) => `--${name} ${value}`);
console.log(`\nOur server had limits raised by its own options: ${flags.join(' ')}.`);
console.log(path.join(asked.build, 'bench', 'results.json'));

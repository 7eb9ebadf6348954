// What comes out of a bench: medians and spreads of figures, tables on the terminal, the JSON file. Starts nothing.
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { raised } from './ours.mjs';

/** The numbers of an object by their paths: { latency: { p99_us: 5 } } gives { 'latency.p99_us': 5 }. */
function flat(figures, before = '') {
	const out = {};
	for (const [name, value] of Object.entries(figures)) {
		if (typeof value === 'number') out[before + name] = value;
		else if (value !== null && typeof value === 'object' && !Array.isArray(value))
			Object.assign(out, flat(value, `${before}${name}.`));
	}
	return out;
}

function median(values) {
	const sorted = [...values].sort((a, b) => a - b);
	const middle = sorted.length >> 1;
	return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

function over(list, judge) {
	const flats = list.map((figures) => flat(figures));
	const names = Object.keys(flats[0] ?? {});
	return Object.fromEntries(names.map((name) => [name, judge(flats.map((one) => one[name] ?? 0))]));
}

/** Of each figure the median of all runs. */
export function summarise(list) {
	return { ...over(list, median), generator_is_full: list.some((one) => one.generator_is_full === true) };
}

/** Of each figure how far the runs lie apart, as a share of the median. */
export function spread(list) {
	return over(list, (values) => {
		const middle = median(values);
		return middle === 0 ? 0 : (Math.max(...values) - Math.min(...values)) / middle;
	});
}

export function short(value) {
	if (typeof value !== 'number' || Number.isNaN(value)) return '–';
	if (Number.isInteger(value) || Math.abs(value) >= 1000) return Math.round(value).toLocaleString('en');
	return value.toPrecision(3);
}

function table(lines) {
	const widths = lines[0].map((_, i) => Math.max(...lines.map((line) => line[i].length)));
	for (const line of lines)
		console.log(line.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]) : cell.padStart(widths[i]))).join('  '));
}

/** The subjects side by side: of each figure that the measure shows (`show`) the median and the spread. */
export function print(measure, medians, spreads) {
	const subjects = Object.keys(medians);
	const shown = measure.show ?? Object.keys(medians[subjects[0]]).filter((name) => name !== 'generator_is_full');
	console.log(`\n${measure.title}`);
	table([
		['', ...subjects],
		...shown.map((name) => [
			name,
			...subjects.map((subject) => {
				const value = medians[subject][name];
				const apart = spreads[subject][name];
				return value === undefined ? '–' : `${short(value)} ±${Math.round((apart / 2) * 100)} %`;
			}),
		]),
	]);
	for (const subject of subjects)
		if (medians[subject].generator_is_full) console.log(`! the generator used more than 85 % of its core: ${subject}`);
}

/** The reaches: what was to be reached, what was. Adds `met` to the rows that have one. */
export function printRows(rows) {
	for (const row of rows) {
		const most = row.most !== undefined;
		if (most || row.least !== undefined) row.met = most ? row.value <= row.most : row.value >= row.least;
		const reach = most ? `at most ${short(row.most)}` : row.least !== undefined ? `at least ${short(row.least)}` : '';
		const verdict = row.met === undefined ? '' : row.met ? ' (met)' : ' (MISSED)';
		console.log(`  ${row.what}: ${short(row.value)}${row.unit ? ` ${row.unit}` : ''}${reach ? `, ${reach}` : ''}${verdict}`);
	}
}

/** Writes build/bench/results.json; measures that were not made this time stay as they were in it. */
export function keep(build, results) {
	const file = path.join(build, 'bench', 'results.json');
	let before = {};
	try {
		before = JSON.parse(readFileSync(file, 'utf8')).measures;
	} catch {
		// There is none yet.
	}
	const made = Object.fromEntries(
		Object.entries(results).map(([name, result]) => [name, { at: new Date().toISOString(), ...result }]),
	);
	mkdirSync(path.dirname(file), { recursive: true });
	const [cpu] = os.cpus();
	const machine = { cpus: os.cpus().length, model: cpu?.model, kernel: os.release(), load: os.loadavg()[0] };
	writeFileSync(`${file}.new`, `${JSON.stringify({ machine, raised, measures: { ...before, ...made } }, null, '\t')}\n`);
	renameSync(`${file}.new`, file);
}

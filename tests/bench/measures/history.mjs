// What a long history costs core: from 10^3 cases on, ten times as many each, a hundred rows of the log for each case.
// The whole, 10^5 cases and 10^7 rows, takes most of an hour: ET_BENCH_CASES=100000. By itself it goes to 10^4.
const cases = Number(process.env.ET_BENCH_CASES ?? 10_000);
const rows = Number(process.env.ET_BENCH_ROWS ?? cases * 100);

/** Figures of the largest; and how many times those of the smallest they are, by CPU. */
function figures(sizes) {
	const [least] = sizes;
	const most = sizes.at(-1);
	const grown = (name) => most[name] / least[name];
	return {
		...most,
		...{ signed_grown: grown('signed_us'), unsigned_grown: grown('unsigned_us'), read_grown: grown('read_us') },
	};
}

export default {
	name: 'history',
	title: `history: ${cases.toLocaleString('en')} cases, ${rows.toLocaleString('en')} rows of the log, inside core`,
	seconds: 0,
	runs: 1,
	show: [
		...['cases', 'log', 'bytes', 'made_s', 'start_s', 'start_cpu_s', 'today_cold.p99_ms', 'today.p50_ms', 'today.p99_ms'],
		...['case_cold.p99_ms', 'case.p50_ms', 'case.p99_ms', 'signed_us', 'unsigned_us', 'read_us'],
	],
	subjects: [
		{
			name: 'etatunti',
			run: async (bench) => figures(await bench.json(bench.program('bench_history_core'), ['--cases', cases, '--log', rows])),
		},
	],
	rows: ({ etatunti }) => [
		{ what: 'the screen of today, p99', value: etatunti['today.p99_ms'], unit: 'ms', most: 20 },
		{ what: 'the same by CPU, without the disk', value: etatunti['today.cpu_p99_ms'], unit: 'ms' },
		{ what: 'after a start, p99', value: etatunti['today_cold.p99_ms'], unit: 'ms' },
		{ what: 'a case that is opened, p99', value: etatunti['case.p99_ms'], unit: 'ms', most: 20 },
		{ what: 'start', value: etatunti.start_s, unit: 's', most: 2 },
		{ what: 'signed statement, CPU × that at 10^3 cases', value: etatunti.signed_grown, most: 1.5 },
		{ what: 'unsigned write, CPU × that at 10^3 cases', value: etatunti.unsigned_grown, most: 1.5 },
		{ what: 'read, CPU × that at 10^3 cases', value: etatunti.read_grown, most: 1.5 },
	],
};

// Durable commands: 64 clients, each answer after the commit with synchronous=FULL. Against what stands under them,
// measured alone in the same run: rows into SQLite, and Ed25519 on one core. Half of the rate reached is then asked for
// at fixed times.
const CLIENTS = 64;

/** So many statements in a command (0: drafts, which nobody signs). */
function overSockets(name, statements, window) {
	const run = async (bench) => {
		const server = await bench.ours({ rooms: CLIENTS });
		const words = ['--count', CLIENTS, '--statements', statements, '--body', 1024, '--seconds', bench.seconds];
		try {
			const all = await bench.load('commands', server, [...words, '--window', window]);
			const half = await bench.load('commands', server, [...words, '--rate', Math.floor(all.commands_per_s / 2)]);
			return { ...all, half_p99_ms: half.latency.p99_us / 1000, half_share: half.server_share };
		} finally {
			await bench.stop(server);
		}
	};
	return { name, run };
}

export default {
	name: 'commands',
	title: 'durable commands: 64 clients, answered after the commit; beside raw SQLite and bare verifying',
	seconds: 5,
	show: [
		...['commands_per_s', 'statements_per_s', 'latency.p99_us', 'half_p99_ms', 'server_share', 'generator_share'],
		...['raw_row.per_s', 'raw_rows_grouped.per_s', 'verify.per_s', 'verify.per_cpu_s'],
		...['signed.per_cpu_s', 'signed_many.per_cpu_s', 'unsigned.per_cpu_s', 'read.per_cpu_s'],
	],
	subjects: [
		{ name: 'in core', run: (bench) => bench.json(bench.program('bench_commands_core'), ['--rounds', 64]) },
		overSockets('signed, one each', 1, 4),
		overSockets('signed, 16 each', 16, 2),
		overSockets('unsigned', 0, 8),
	],
	rows: (medians) => {
		const core = medians['in core'];
		const one = medians['signed, one each'];
		const many = medians['signed, 16 each'];
		const { unsigned } = medians;
		return [
			{ what: 'signed statements/s, × verifying alone', value: many.statements_per_s / core['verify.per_s'], least: 0.7 },
			{ what: 'the same with one in each command', value: one.statements_per_s / core['verify.per_s'] },
			{ what: 'unsigned commands/s, × SQLite with a row a transaction', value: unsigned.commands_per_s / core['raw_row.per_s'], least: 2 },
			{ what: 'signed, p99 at half of that', value: many.half_p99_ms, unit: 'ms', most: 20 },
			{ what: 'signed one each, p99 at half of that', value: one.half_p99_ms, unit: 'ms', most: 20 },
			{ what: 'unsigned, p99 at half of that', value: unsigned.half_p99_ms, unit: 'ms', most: 20 },
			{ what: 'in core, by CPU: signed, × verifying', value: core['signed_many.per_cpu_s'] / core['verify.per_cpu_s'] },
		];
	},
};

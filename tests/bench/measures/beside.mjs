// Whether a call is held up while core commits all that it can: the paced relay alone, and beside 64 clients whose
// unsigned commands have no pause. The generator of the commands is another process on the same two cores.
const CLIENTS = 64;
/** The commands begin before the relay's span and end after it. */
const MARGIN_S = 2;

function pacedOn(bench, server) {
	return bench.load('paced', server, [
		...['--rooms', 100, '--sources', 8, '--rate', 10000, '--body', 1024, '--seconds', bench.seconds],
	]);
}

async function both(bench) {
	const server = await bench.ours({ rooms: 100 });
	bench.keepApart(server);
	try {
		const alone = await pacedOn(bench, server);
		const commands = bench.load('commands', server, [
			...['--count', CLIENTS, '--window', 8, '--body', 1024, '--sources', 2],
			...['--warm-up', 0, '--seconds', bench.seconds + 2 * MARGIN_S],
		]);
		const [beside, load] = await Promise.all([pacedOn(bench, server), commands]);
		return {
			alone_p99_us: alone.latency.p99_us,
			beside_p99_us: beside.latency.p99_us,
			alone_late_p99_us: alone.sent_late.p99_us,
			beside_late_p99_us: beside.sent_late.p99_us,
			lost: alone.wanted - alone.delivered + beside.wanted - beside.delivered,
			commands_per_s: load.commands_per_s,
			commands_p99_us: load.latency.p99_us,
			server_share: beside.server_share,
			generator_share: beside.generator_share + load.generator_share,
		};
	} finally {
		await bench.stop(server);
	}
}

export default {
	name: 'beside',
	title: 'paced relay as above, alone and while core commits at full load',
	seconds: 5,
	subjects: [{ name: 'etatunti', run: both }],
	rows: ({ etatunti }) => [
		{ what: 'p99 beside the commands, × alone', value: etatunti.beside_p99_us / etatunti.alone_p99_us, most: 2 },
		{ what: 'commands meanwhile', value: etatunti.commands_per_s, unit: '/s' },
		{ what: 'lost', value: etatunti.lost, most: 0 },
	],
};

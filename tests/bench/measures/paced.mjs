// How long a frame takes at 10,000 sends a second, from when it was due to when the other two have it.
import { onServers } from '../bench.mjs';

export default {
	name: 'paced',
	title: 'paced: 10,000 sends/s in 100 rooms of 3, 1 KiB, from when each was due',
	seconds: 5,
	show: ['latency.p50_us', 'latency.p99_us', 'latency.p999_us', 'sent_late.p99_us', 'server_share', 'generator_share'],
	subjects: onServers(['etatunti', 'mosquitto', 'bun', 'ws', 'raw'], { rooms: 100 }, undefined, (bench, server) => {
		bench.keepApart(server);
		return bench.load('paced', server, [
			...['--rooms', 100, '--sources', 8, '--rate', 10000, '--body', 1024, '--seconds', bench.seconds],
		]);
	}),
	rows: ({ etatunti, mosquitto, bun }) => [
		{ what: 'p99, µs', value: etatunti['latency.p99_us'] },
		{ what: 'p99, × mosquitto', value: etatunti['latency.p99_us'] / mosquitto['latency.p99_us'], most: 1 },
		{ what: 'p99, × bun', value: etatunti['latency.p99_us'] / bun['latency.p99_us'], most: 1 },
		{ what: 'lost', value: etatunti.wanted - etatunti.delivered, most: 0 },
	],
};

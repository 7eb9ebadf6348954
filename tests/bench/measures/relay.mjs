// How much the relay carries: 100 rooms of three, each member with a window of sends outstanding, all the time.
import { onServers } from '../bench.mjs';

export default {
	name: 'relay',
	title: 'relay: 100 rooms of 3, 1 KiB, 16 sends of each outstanding, TLS 1.3',
	seconds: 5,
	show: ['delivered_per_s', 'delivered_per_server_cpu_s', 'server_share', 'generator_share', 'latency.p99_us'],
	subjects: onServers(['etatunti', 'mosquitto', 'bun', 'ws', 'raw'], { rooms: 100 }, undefined, (bench, server) =>
		bench.load('relay', server, ['--rooms', 100, '--sources', 8, '--window', 16, '--body', 1024, '--seconds', bench.seconds]),
	),
	rows: ({ etatunti, mosquitto, bun, raw }) => {
		const against = (other, figure) => etatunti[figure] / other[figure];
		return [
			{ what: 'delivered/s, × mosquitto', value: against(mosquitto, 'delivered_per_s'), least: 4 },
			{ what: 'delivered/s, × bun', value: against(bun, 'delivered_per_s'), least: 0.8 },
			{ what: 'delivered/s, × raw epoll', value: against(raw, 'delivered_per_s') },
			{ what: 'delivered by a second of server CPU, × mosquitto', value: against(mosquitto, 'delivered_per_server_cpu_s') },
			{ what: 'delivered by a second of server CPU, × bun', value: against(bun, 'delivered_per_server_cpu_s') },
		];
	},
};

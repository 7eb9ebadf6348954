// How fast 2,000 come up that all ask at once: ours with TLS, upgrade and signing in, peers with TLS and upgrade.
import { onServers } from '../bench.mjs';

const CONNECTIONS = 2000;

export default {
	name: 'connect',
	title: 'connect: 2,000 at once; ours with signing in, and beside it without',
	seconds: 30,
	show: ['connections_per_s', 'connections_per_server_cpu_s', 'seconds', 'latency.p99_us', 'server_share', 'generator_share'],
	subjects: [
		...onServers(['etatunti', 'mosquitto', 'bun', 'ws', 'raw'], { people: CONNECTIONS / 4, rooms: 1 }, undefined, (bench, server) =>
			bench.load('connect', server, ['--count', CONNECTIONS, '--at-once', 0, '--sources', 20]),
		),
		...onServers(['etatunti'], { people: 1, rooms: 1 }, undefined, (bench, server) =>
			bench.load('connect', server, ['--count', CONNECTIONS, '--at-once', 0, '--sources', 20, '--stranger']),
		).map((subject) => ({ ...subject, name: 'not signed in' })),
	],
	rows: ({ etatunti, bun }) => [
		{ what: 'connections/s, × bun', value: etatunti.connections_per_s / bun.connections_per_s, least: 0.6 },
		{
			what: 'connections by a second of server CPU, × bun',
			value: etatunti.connections_per_server_cpu_s / bun.connections_per_server_cpu_s,
		},
		{ what: 'until all are in', value: etatunti.seconds, unit: 's', most: 30 },
	],
};

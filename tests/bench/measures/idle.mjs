// What 10,000 connections cost that say nothing but pongs: ours signed in, those of peers merely up.
import { onServers } from '../bench.mjs';

const CONNECTIONS = 10000;

export default {
	name: 'idle',
	title: 'idle: 10,000 connections, ours signed in; memory and CPU over all processes of the server',
	seconds: 30,
	show: ['rss_kib_each', 'rss_kib_each_with_all', 'server_rss_kib_before', 'server_share', 'generator_share'],
	subjects: onServers(
		['etatunti', 'mosquitto', 'bun', 'ws', 'raw'],
		{ people: CONNECTIONS / 4, rooms: 1 },
		undefined,
		(bench, server) =>
			bench.load('idle', server, [
				...['--count', CONNECTIONS, '--at-once', 100, '--sources', 100, '--warm-up', 3],
				...['--seconds', bench.seconds],
			]),
	),
	rows: ({ etatunti }) => [
		{ what: 'memory of each', value: etatunti.rss_kib_each, unit: 'KiB', most: 20 },
		{ what: 'CPU of all', value: etatunti.server_share * 100, unit: '% of a core', most: 3 },
	],
};

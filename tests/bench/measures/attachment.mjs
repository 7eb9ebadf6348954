// An attachment of 10 MB there and back through the commands of the browser, against what plain TLS moves between two
// threads in the same run; and what core and front hold meanwhile.
import path from 'node:path';

export default {
	name: 'attachment',
	title: 'attachment: 10 MB as chunks, up with the statement that takes them, and down; beside plain TLS',
	seconds: 0,
	subjects: [
		{
			name: 'etatunti',
			run: async (bench) => {
				const server = await bench.ours({ rooms: 1 });
				try {
					return await bench.json(bench.program('bench_attachment'), [
						...['--port', server.port, '--pid', server.pid, '--world', server.keys],
						...['--cert', path.join(bench.certs, 'cert.pem'), '--key', path.join(bench.certs, 'key.pem')],
					]);
				} finally {
					await bench.stop(server);
				}
			},
		},
	],
	rows: ({ etatunti }) => [
		{ what: 'up, × plain TLS', value: etatunti.up_mb_per_s / etatunti.plain_up_mb_per_s, least: 0.4 },
		{ what: 'down, × plain TLS', value: etatunti.down_mb_per_s / etatunti.plain_down_mb_per_s, least: 0.4 },
		{ what: 'memory of core and front beyond what they had', value: etatunti.rss_mib_most - etatunti.rss_mib_before, unit: 'MiB', most: 64 },
	],
};

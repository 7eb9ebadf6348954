// How long `etatunti verify` takes for a record of a million log rows: once, no peers, no reach.
import { execFileSync } from 'node:child_process';

export default {
	name: 'verify',
	title: 'verify: a record of a million log rows',
	seconds: 0,
	runs: 1,
	subjects: [
		{
			name: 'etatunti',
			run: async (bench) => {
				execFileSync(bench.program('bench_verify'), { stdio: 'inherit' });
				return {};
			},
		},
	],
	rows: () => [],
};

// The generator's own dialect against the real server, with the limits that everybody has: a few seconds, for CI.
// et1_check.mjs ETATUNTI BENCH_WORLD BENCH_ET1_CHECK
import { execFileSync } from 'node:child_process';
import { Ours } from './ours.mjs';

const [etatunti, world, check] = process.argv.slice(2);
const ours = new Ours({
	programs: { etatunti, world },
	world: { rooms: 2 },
	source: process.env.ET_SOURCE_DIR ?? process.cwd(),
	options: {},
});
try {
	await ours.start();
	process.stdout.write(execFileSync(check, [`${ours.port}`, ours.keys], { encoding: 'utf8', timeout: 60000 }));
	const code = await ours.stop();
	if (code !== 0) throw new Error(`the server ended with ${code}:\n${ours.said}`);
	process.stdout.write(ours.verify());
} finally {
	await ours.close();
}

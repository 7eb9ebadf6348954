/*
 * Everything that people and strangers send, in any order, with time between: commands, statements of both
 * chains, texts that are none. Judged as script.h says and, at the end, by the whole record.
 */
#include "fuzz.h"
#include "script.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct fz_script script = { .world = fz_world_begin(),
		.lines = FZ_ALL,
		.judges_refusals = fuzz_is_thorough(data, size) };

	fz_script_run(&script, data, size);
	if (script.taken > 0 && script.judges_refusals) /* else it is as it was */
		fz_world_judge(script.world);
	return 0;
}

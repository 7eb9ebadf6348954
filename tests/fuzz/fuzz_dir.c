/*
 * The directory: signed statements of every kind by people of the world, right and wrong. What is
 * refused has done nothing, and whatever was taken verifies (script.h says how it is written).
 */
#include "fuzz.h"
#include "script.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct fz_script script = { .world = fz_world_begin(),
		.lines = FZ_DIR_LINES,
		.judges_refusals = fuzz_is_thorough(data, size) };

	fz_script_run(&script, data, size);
	if (script.taken > 0 && script.judges_refusals) /* else it is as it was */
		fz_world_judge(script.world);
	return 0;
}

/* statvfs(), and its answer kept for a moment. */
#include <etatunti/core/space.h>

#include <sys/statvfs.h>

int64_t et_space_free_len(const char *path)
{
	struct statvfs fs;

	if (statvfs(path, &fs) != 0 || fs.f_frsize == 0 ||
		fs.f_bavail > (uint64_t)INT64_MAX / fs.f_frsize)
		return INT64_MAX;
	return (int64_t)(fs.f_bavail * fs.f_frsize);
}

bool et_space_is_low(void *ctx)
{
	struct et_space *space = ctx;
	int64_t now_ms = et_env_mono_ms(space->env);

	if (space->asked_ms == 0 || now_ms - space->asked_ms >= ET_SPACE_ASK_MS) {
		space->is_low = space->free_len(space->path) < space->low_len;
		space->asked_ms = now_ms;
	}
	return space->is_low;
}

/*
 * LD_PRELOAD for a server in a test: its wall clock is off by the milliseconds in the file ET_CLOCK_SHIFT names, which is
 * mapped before the process confines itself, so that the test moves the clock of all of them at once while they run.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static const volatile int64_t *shift_ms;

__attribute__((constructor)) static void map_shift(void)
{
	const char *path = getenv("ET_CLOCK_SHIFT");
	int fd = path != NULL ? open(path, O_RDONLY | O_CLOEXEC) : -1;
	void *at;

	if (fd == -1)
		return;
	at = mmap(NULL, sizeof(*shift_ms), PROT_READ, MAP_SHARED, fd, 0);
	close(fd);
	if (at != MAP_FAILED)
		shift_ms = at;
}

int clock_gettime(clockid_t clock, struct timespec *out)
{
	int result = (int)syscall(SYS_clock_gettime, clock, out);
	int64_t ms;

	if (result != 0 || clock != CLOCK_REALTIME || shift_ms == NULL)
		return result;
	ms = (int64_t)out->tv_sec * 1000 + out->tv_nsec / 1000000 + *shift_ms;
	out->tv_sec = (time_t)(ms / 1000);
	out->tv_nsec = (long)(ms % 1000) * 1000000;
	return 0;
}

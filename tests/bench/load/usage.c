/*
 * /proc, read: CPU from schedstat, memory from smaps_rollup, the most of it from status, children from every
 * thread's list.
 */
#include "usage.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#define NS_S INT64_C(1000000000)

int64_t usage_own_cpu_ns(void)
{
	struct rusage own;

	getrusage(RUSAGE_SELF, &own);
	return ((int64_t)own.ru_utime.tv_sec + own.ru_stime.tv_sec) * NS_S +
		((int64_t)own.ru_utime.tv_usec + own.ru_stime.tv_usec) * 1000;
}

/*
 * Nanoseconds that the scheduler gave a thread: finer than stat's ticks. The sum over the threads
 * that live.
 */
static int64_t cpu_of(pid_t pid)
{
	char path[64];
	struct dirent *entry;
	int64_t sum = 0;
	DIR *dir;

	snprintf(path, sizeof(path), "/proc/%d/task", (int)pid);
	if ((dir = opendir(path)) == NULL)
		return 0;
	while ((entry = readdir(dir)) != NULL) {
		char file_path[384];
		long long ns = 0;
		FILE *file;

		if (entry->d_name[0] == '.')
			continue; /* the process itself stands behind .. */
		snprintf(file_path, sizeof(file_path), "%s/%s/schedstat", path, entry->d_name);
		if ((file = fopen(file_path, "r")) == NULL)
			continue;
		if (fscanf(file, "%lld", &ns) == 1)
			sum += ns;
		fclose(file);
	}
	closedir(dir);
	return sum;
}

/* The KiB behind a word that a line of /proc/PID/NAME begins with; 0: it is gone. */
static int64_t kib_of(pid_t pid, const char *name, const char *word)
{
	char path[64], line[256];
	long long kib = 0;
	FILE *file;

	snprintf(path, sizeof(path), "/proc/%d/%s", (int)pid, name);
	if ((file = fopen(path, "r")) == NULL)
		return 0;
	while (fgets(line, sizeof(line), file) != NULL)
		if (strncmp(line, word, strlen(word)) == 0)
			kib = strtoll(line + strlen(word), NULL, 10);
	fclose(file);
	return kib;
}

/* From here on the most is counted anew. Where the kernel does not let us, it stays that since the start. */
static void forget_most(pid_t pid)
{
	char path[64];
	FILE *file;

	snprintf(path, sizeof(path), "/proc/%d/clear_refs", (int)pid);
	if ((file = fopen(path, "w")) == NULL)
		return;
	fputs("5", file);
	fclose(file);
}

static void add(struct usage *usage, pid_t pid);

static void add_children(struct usage *usage, pid_t pid)
{
	char path[64];
	FILE *file;
	int child;

	snprintf(path, sizeof(path), "/proc/%d/task/%d/children", (int)pid, (int)pid);
	if ((file = fopen(path, "r")) == NULL)
		return;
	while (fscanf(file, "%d", &child) == 1)
		add(usage, child);
	fclose(file);
}

static void add(struct usage *usage, pid_t pid)
{
	int64_t rss = kib_of(pid, "smaps_rollup", "Rss:");

	if (rss == 0)
		return;
	usage->processes++;
	usage->cpu_ns += cpu_of(pid);
	usage->rss_kib += rss;
	usage->most_kib += kib_of(pid, "status", "VmHWM:");
	forget_most(pid);
	add_children(usage, pid);
}

struct usage usage_of(pid_t pid)
{
	struct usage usage = { 0 };

	add(&usage, pid);
	return usage;
}

/*
 * SQLite's memory for the fuzzer's programs of scripts: the C library's own, past the sanitizer, whose every
 * allocation costs more than what SQLite does with it. Replays leave it out, and so look at that memory too.
 */
#include <string.h>

#include <sqlite3.h>

#include "fuzz.h"

/* glibc's names beside those that the sanitizer takes. */
void *__libc_malloc(size_t len);
void __libc_free(void *ptr);

/* Before each: its length, as xSize has to tell it. */
#define HEAD 16

static void *take(int len)
{
	uint8_t *whole = __libc_malloc((size_t)len + HEAD);

	if (whole == NULL)
		return NULL;
	memcpy(whole, &len, sizeof(len));
	return whole + HEAD;
}

static int size_of(void *ptr)
{
	int len = 0;

	if (ptr != NULL)
		memcpy(&len, (uint8_t *)ptr - HEAD, sizeof(len));
	return len;
}

static void give(void *ptr)
{
	if (ptr != NULL)
		__libc_free((uint8_t *)ptr - HEAD);
}

static void *again(void *ptr, int len)
{
	void *grown = take(len);
	int had = size_of(ptr);

	if (grown == NULL)
		return NULL;
	memcpy(grown, ptr, (size_t)(had < len ? had : len));
	give(ptr);
	return grown;
}

static int round_up(int len)
{
	return (len + 7) & ~7;
}

static int start(void *ctx)
{
	(void)ctx;
	return SQLITE_OK;
}

static void stop(void *ctx)
{
	(void)ctx;
}

__attribute__((constructor)) static void install(void)
{
	static const sqlite3_mem_methods methods = { take, give, again, size_of, round_up, start,
		stop, NULL };

	FUZZ_MUST(sqlite3_config(SQLITE_CONFIG_MALLOC, &methods) == SQLITE_OK);
	FUZZ_MUST(sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0) == SQLITE_OK);
}

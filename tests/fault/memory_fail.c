/* See memory_fail.h. The disk in memory and what listens to it are compiled past the wrapping (memory.cmake). */
#include "memory_fail.h"

#include <execinfo.h>
#include <sqlite3.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define WHO_DEPTH 24

/* Of the one thread that enters: what another one asks for (crypto/ahead.c) is there, and has no number. */
static struct mf_counts counts;
static size_t countdown;             /* 0: none fails */
static _Thread_local unsigned depth; /* of mf_enter */
static atomic_long live;             /* whoever asked */
static bool for_good, has_failed;
static sqlite3_mem_methods plain;
static void *who[WHO_DEPTH];
static int who_depth;

const char *mf_name(enum mf_whose whose)
{
	static const char *const names[] = { "our own", "SQLite's" };

	return names[whose];
}

void mf_enter(void)
{
	depth++;
}

void mf_leave(void)
{
	depth--;
}

void mf_fail(size_t number, bool all_after)
{
	countdown = number;
	for_good = all_after;
	has_failed = false;
}

void mf_fail_no_more(void)
{
	countdown = 0;
	for_good = false;
}

bool mf_has_failed(void)
{
	return has_failed;
}

void mf_print_who(void)
{
	backtrace_symbols_fd(who, who_depth, STDERR_FILENO);
}

struct mf_counts mf_counts(void)
{
	struct mf_counts now = counts;

	now.live = atomic_load(&live);
	return now;
}

/* Whether this one is there. */
static bool is_there(enum mf_whose whose)
{
	if (depth == 0)
		return true;
	counts.asked[whose]++;
	counts.all++;
	if (has_failed && for_good)
		return false;
	if (countdown == 0 || --countdown > 0)
		return true;
	has_failed = true;
	who_depth = backtrace(who, WHO_DEPTH);
	return false;
}

static void *taken(void *ptr)
{
	atomic_fetch_add(&live, ptr != NULL);
	return ptr;
}

/* ---------------------------------------------------------------------- our own */

void *__real_malloc(size_t len);
void *__wrap_malloc(size_t len);
void *__real_calloc(size_t count, size_t len);
void *__wrap_calloc(size_t count, size_t len);
void *__real_realloc(void *ptr, size_t len);
void *__wrap_realloc(void *ptr, size_t len);
char *__wrap_strdup(const char *text);
void __real_free(void *ptr);
void __wrap_free(void *ptr);

void *__wrap_malloc(size_t len)
{
	return is_there(MF_OURS) ? taken(__real_malloc(len)) : NULL;
}

void *__wrap_calloc(size_t count, size_t len)
{
	return is_there(MF_OURS) ? taken(__real_calloc(count, len)) : NULL;
}

void *__wrap_realloc(void *ptr, size_t len)
{
	if (!is_there(MF_OURS))
		return NULL;
	return ptr == NULL ? taken(__real_malloc(len)) : __real_realloc(ptr, len);
}

char *__wrap_strdup(const char *text)
{
	size_t len = strlen(text) + 1;
	char *copy = __wrap_malloc(len);

	return copy == NULL ? NULL : memcpy(copy, text, len);
}

void __wrap_free(void *ptr)
{
	atomic_fetch_sub(&live, ptr != NULL);
	__real_free(ptr);
}

/* --------------------------------------------------------------------- SQLite's */

static void *sqlite_malloc(int len)
{
	return is_there(MF_SQLITE) ? taken(plain.xMalloc(len)) : NULL;
}

static void *sqlite_realloc(void *ptr, int len)
{
	return is_there(MF_SQLITE) ? plain.xRealloc(ptr, len) : NULL;
}

static void sqlite_free(void *ptr)
{
	atomic_fetch_sub(&live, ptr != NULL);
	plain.xFree(ptr);
}

void mf_install(void)
{
	sqlite3_mem_methods methods;

	if (sqlite3_config(SQLITE_CONFIG_GETMALLOC, &plain) != SQLITE_OK) {
		fputs("memory_fail: SQLite has begun already\n", stderr);
		abort();
	}
	methods = plain;
	methods.xMalloc = sqlite_malloc;
	methods.xRealloc = sqlite_realloc;
	methods.xFree = sqlite_free;
	if (sqlite3_config(SQLITE_CONFIG_MALLOC, &methods) != SQLITE_OK)
		abort();
}

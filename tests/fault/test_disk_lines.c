/*
 * The file in which checkpoints are kept outside the database, on a disk that writes half a line, has no room, fails a sync or
 * loses its power: what was taken stands in it, in order, and every line in it is a whole one.
 */
#include "service/testkit.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/data.h"

#define LINES 60
#define LINE_LEN 400

ssize_t __real_write(int fd, const void *bytes, size_t len);
ssize_t __wrap_write(int fd, const void *bytes, size_t len);
int __real_ftruncate(int fd, off_t len);
int __wrap_ftruncate(int fd, off_t len);
int __real_fdatasync(int fd);
int __wrap_fdatasync(int fd);

/* What fails next on that file, each once. */
static struct {
	int fd; /* -1: none */
	bool write, truncate, sync;
	size_t written; /* of the write that fails */
} next = { .fd = -1 };

static bool falls(int fd, bool *what)
{
	bool does = fd == next.fd && *what;

	if (does)
		*what = false;
	return does;
}

ssize_t __wrap_write(int fd, const void *bytes, size_t len)
{
	if (!falls(fd, &next.write))
		return __real_write(fd, bytes, len);
	if (next.written > 0)
		return __real_write(fd, bytes, next.written < len ? next.written : len - 1);
	errno = ENOSPC;
	return -1;
}

int __wrap_ftruncate(int fd, off_t len)
{
	if (!falls(fd, &next.truncate))
		return __real_ftruncate(fd, len);
	errno = EIO;
	return -1;
}

int __wrap_fdatasync(int fd)
{
	if (!falls(fd, &next.sync))
		return __real_fdatasync(fd);
	errno = EIO;
	return -1;
}

/* ------------------------------------------------------------------------ lines */

struct place {
	char dir[64], path[96];
	int fd;
	bool taken[LINES];
};

/* Of different lengths, each knows its number. */
static struct et_slice line_of(int number, char text[LINE_LEN])
{
	int len = 10 + number * 37 % 300;

	(void)snprintf(text, LINE_LEN, "%04d%0*d", number, len, 7);
	return et_slice_str(text);
}

static int setup(void **state)
{
	struct place *place = calloc(1, sizeof(*place));

	assert_non_null(place);
	(void)snprintf(place->dir, sizeof(place->dir), "/tmp/etatunti-lines-XXXXXX");
	assert_non_null(mkdtemp(place->dir));
	(void)snprintf(place->path, sizeof(place->path), "%s/lines", place->dir);
	assert_int_equal(et_data_open_lines(place->path, &place->fd), ET_OK);
	next.fd = place->fd;
	*state = place;
	return 0;
}

static int teardown(void **state)
{
	struct place *place = *state;

	next.fd = -1;
	close(place->fd);
	unlink(place->path);
	rmdir(place->dir);
	free(place);
	return 0;
}

static void append(struct place *place, int number, enum et_err expected)
{
	char text[LINE_LEN];
	enum et_err err = et_data_append_line(place->fd, line_of(number, text));

	assert_int_equal(err, expected);
	place->taken[number] = err == ET_OK;
}

/* Whole lines of ours, rising; all that were taken. */
static void is_whole(const struct place *place)
{
	char text[LINE_LEN], got[2 * LINE_LEN];
	FILE *file = fopen(place->path, "r");
	bool found[LINES] = { false };
	int last = -1;

	assert_non_null(file);
	while (fgets(got, sizeof(got), file) != NULL) {
		int number =
			(int)strtol((char[]){ got[0], got[1], got[2], got[3], '\0' }, NULL, 10);

		assert_in_range(number, last + 1, LINES - 1);
		(void)line_of(number, text);
		assert_int_equal(got[strlen(got) - 1], '\n');
		got[strlen(got) - 1] = '\0';
		assert_string_equal(got, text);
		found[number] = true;
		last = number;
	}
	fclose(file);
	for (int i = 0; i < LINES; i++)
		assert_true(found[i] || !place->taken[i]);
}

static void restart(struct place *place)
{
	close(place->fd);
	next.fd = -1;
	assert_int_equal(et_data_open_lines(place->path, &place->fd), ET_OK);
	next.fd = place->fd;
}

/* ------------------------------------------------------------------------ faults */

static void test_half_a_line(void **state)
{
	struct place *place = *state;

	for (int i = 0; i < LINES; i++) {
		next.write = i % 3 == 1;
		next.written = (size_t)(i * 13);
		append(place, i, i % 3 == 1 ? ET_IO : ET_OK);
		is_whole(place);
		if (i % 7 == 0)
			restart(place);
	}
}

/* Nor can it be taken back. */
static void test_half_a_line_that_stays(void **state)
{
	struct place *place = *state;

	for (int i = 0; i < LINES; i++) {
		next.write = next.truncate = i % 3 == 1;
		next.written = (size_t)(i * 13 + 1);
		append(place, i, i % 3 == 1 ? ET_IO : ET_OK);
		if (i % 3 != 1)
			is_whole(place);
	}
	is_whole(place);
}

static void test_a_sync_that_fails(void **state)
{
	struct place *place = *state;

	for (int i = 0; i < LINES; i++) {
		next.sync = i % 2 == 1;
		append(place, i, i % 2 == 1 ? ET_IO : ET_OK);
		is_whole(place);
	}
	restart(place);
	is_whole(place);
}

/* Of a line that was not taken yet, each length; what follows the file's end may be zeroes. */
static void test_the_power_goes(void **state)
{
	struct place *place = *state;
	char text[LINE_LEN];
	off_t end;
	int number = 0;

	for (; number < 20; number++)
		append(place, number, ET_OK);
	end = lseek(place->fd, 0, SEEK_END);
	for (size_t len = 0; len <= line_of(number, text).len; len++) {
		assert_int_equal(__real_ftruncate(place->fd, end), 0);
		assert_int_equal(__real_write(place->fd, text, len), len);
		if (len % 2 == 1)
			assert_int_equal(__real_ftruncate(place->fd, end + LINE_LEN), 0);
		restart(place);
		is_whole(place);
		append(place, number + 1, ET_OK);
		is_whole(place);
		place->taken[number + 1] = false;
	}
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_half_a_line),
		TEST(test_half_a_line_that_stays),
		TEST(test_a_sync_that_fails),
		TEST(test_the_power_goes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

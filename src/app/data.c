/*
 * Files of the data folder other than the database.
 */
#include "data.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <etatunti/crypto/crypto.h>

enum et_err et_data_path(char out[ET_DATA_PATH_LEN], const char *dir, const char *name)
{
	int len = snprintf(out, ET_DATA_PATH_LEN, "%s/%s", dir, name);

	return len > 0 && len < ET_DATA_PATH_LEN ? ET_OK : ET_TOO_LARGE;
}

enum et_err et_data_write_secret(const char *path, const void *bytes, size_t len)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	bool done;

	if (fd < 0)
		return ET_IO;
	done = write(fd, bytes, len) == (ssize_t)len && fsync(fd) == 0;
	return close(fd) == 0 && done ? ET_OK : ET_IO;
}

enum et_err et_data_read_log_key(const char *dir, struct et_sign_key *out)
{
	char path[ET_DATA_PATH_LEN];
	uint8_t seed[ET_SEED_LEN + 1];
	ssize_t got;
	enum et_err err;
	int fd;

	*out = (struct et_sign_key){ 0 };
	if ((err = et_data_path(path, dir, ET_DATA_LOG_KEY)) != ET_OK)
		return err;
	if ((fd = open(path, O_RDONLY | O_CLOEXEC)) < 0)
		return ET_IO;
	errno = 0;
	got = read(fd, seed, sizeof(seed));
	close(fd);
	if (got == ET_SEED_LEN)
		et_sign_key_from_seed(seed, out);
	et_wipe(seed, sizeof(seed));
	return got == ET_SEED_LEN ? ET_OK : ET_IO;
}

/* Where the last whole line ends: a crash, or a full disk, may have cut the one after it short. */
static off_t end_of_lines(int fd, off_t size)
{
	char last;

	while (size > 0 && pread(fd, &last, 1, size - 1) == 1 && last != '\n')
		size--;
	return size;
}

/* Half a line would spoil the next one: it goes. Where the file ends then, -1 if it could not be cut. */
static off_t end_whole(int fd)
{
	off_t size = lseek(fd, 0, SEEK_END), end;

	if (size < 0)
		return -1;
	end = end_of_lines(fd, size);
	return end == size || ftruncate(fd, end) == 0 ? end : -1;
}

enum et_err et_data_open_lines(const char *path, int *fd)
{
	if ((*fd = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0600)) < 0)
		return ET_IO;
	if (end_whole(*fd) >= 0)
		return ET_OK;
	close(*fd);
	*fd = -1;
	return ET_IO;
}

enum et_err et_data_append_line(int fd, struct et_slice line)
{
	off_t before = end_whole(fd);
	char text[4096];
	int len = snprintf(text, sizeof(text), "%.*s\n", ET_SLICE_FMT(line));

	if (len <= 0 || len >= (int)sizeof(text))
		return ET_TOO_LARGE;
	if (before < 0)
		return ET_IO;
	if (write(fd, text, (size_t)len) != len) {
		(void)!ftruncate(fd, before); /* else before the next one */
		return ET_IO;
	}
	return fdatasync(fd) == 0 ? ET_OK : ET_IO;
}

enum et_err et_data_stage(char out[ET_DATA_PATH_LEN], const char *path)
{
	if (snprintf(out, ET_DATA_PATH_LEN, "%s.new-XXXXXX", path) >= ET_DATA_PATH_LEN) {
		errno = ENAMETOOLONG;
		return ET_TOO_LARGE;
	}
	return mkdtemp(out) == NULL ? ET_IO : ET_OK;
}

void et_data_discard(const char *dir)
{
	static const char *const names[] = {
		ET_DATA_LOG_KEY,
		ET_DATA_CHECKPOINTS,
		ET_DATA_DATABASE,
		ET_DATA_DATABASE "-wal",
		ET_DATA_DATABASE "-journal",
	};
	char path[ET_DATA_PATH_LEN];
	int error = errno;

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (et_data_path(path, dir, names[i]) == ET_OK)
			unlink(path);
	rmdir(dir);
	errno = error;
}

/* All that is in one, at the end of the other. */
static bool pour(int from, int to)
{
	char bytes[16384];
	ssize_t n;

	while ((n = read(from, bytes, sizeof(bytes))) > 0)
		if (write(to, bytes, (size_t)n) != n)
			return false;
	return n == 0;
}

enum et_err et_data_copy(const char *from, const char *to)
{
	int in = open(from, O_RDONLY | O_CLOEXEC), out, error;
	bool done;

	if (in < 0)
		return errno == ENOENT ? ET_NOT_FOUND : ET_IO;
	out = open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	errno = out < 0 ? errno : 0;
	done = out >= 0 && pour(in, out) && fsync(out) == 0;
	/* A short write says nothing of why: the next one would. */
	error = errno == 0 ? ENOSPC : errno;
	close(in);
	if (out >= 0 && close(out) != 0)
		done = false;
	errno = error;
	return done ? ET_OK : ET_IO;
}

enum et_err et_data_sync_dir(const char *dir)
{
	int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	bool done;

	if (fd < 0)
		return ET_IO;
	done = fsync(fd) == 0;
	close(fd);
	return done ? ET_OK : ET_IO;
}

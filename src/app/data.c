/*
 * Files of the data folder other than the database.
 */
#include "data.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
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

enum et_err et_data_open_lines(const char *path, int *fd)
{
	off_t size, end;

	if ((*fd = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0600)) < 0)
		return ET_IO;
	if ((size = lseek(*fd, 0, SEEK_END)) >= 0) {
		end = end_of_lines(*fd, size);
		if (end == size || ftruncate(*fd, end) == 0)
			return ET_OK;
	}
	close(*fd);
	*fd = -1;
	return ET_IO;
}

enum et_err et_data_append_line(int fd, struct et_slice line)
{
	off_t before = lseek(fd, 0, SEEK_END);
	char text[4096];
	int len = snprintf(text, sizeof(text), "%.*s\n", ET_SLICE_FMT(line));

	if (len <= 0 || len >= (int)sizeof(text))
		return ET_TOO_LARGE;
	if (before < 0)
		return ET_IO;
	if (write(fd, text, (size_t)len) != len) {
		/* Half a line would spoil the next one. */
		(void)!ftruncate(fd, before);
		return ET_IO;
	}
	return fdatasync(fd) == 0 ? ET_OK : ET_IO;
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

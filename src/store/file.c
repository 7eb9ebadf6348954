/*
 * Files: creating, checking, copying, removing. Refuses to know what is in them.
 */
#define _GNU_SOURCE /* F_OFD_SETLK */

#include "file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "why.h"

#define COPY_LEN ((size_t)1 << 20)
#define ASIDE_NAME "copy.db"

/* SQLite's lock bytes (os.h: PENDING_BYTE and what follows it); part of its file format. */
#define LOCK_AT 0x40000000
#define LOCK_LEN 512

static enum et_err fail(char why[ET_STORE_WHY_LEN], const char *path, const char *what)
{
	int error = errno;

	et_why(why, "%s: %s: %s", path, what, strerror(error));
	return error == ENOSPC || error == EDQUOT ? ET_STORAGE_FULL : ET_STORAGE;
}

enum et_err et_file_create(const char *path, char why[ET_STORE_WHY_LEN])
{
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

	if (fd < 0 && errno == EEXIST) {
		et_why(why, "%s is there already", path);
		return ET_CONFLICT;
	}
	if (fd < 0)
		return fail(why, path, "cannot be made");
	(void)close(fd);
	return ET_OK;
}

enum et_err et_file_check(const char *path, char why[ET_STORE_WHY_LEN])
{
	struct stat st;

	if (stat(path, &st) != 0 && errno == ENOENT) {
		et_why(why, "there is no %s", path);
		return ET_NOT_FOUND;
	}
	if (access(path, R_OK) != 0)
		return fail(why, path, "cannot be read");
	if (!S_ISREG(st.st_mode)) {
		et_why(why, "%s is not a file", path);
		return ET_CORRUPT;
	}
	return ET_OK;
}

enum et_err et_file_check_free(const char *path, char why[ET_STORE_WHY_LEN])
{
	struct flock lock = {
		.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = LOCK_AT, .l_len = LOCK_LEN
	};
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	int rc;

	if (fd < 0)
		return fail(why, path, "cannot be read");
	rc = fcntl(fd, F_GETLK, &lock);
	(void)close(fd);
	if (rc != 0)
		return fail(why, path, "its lock cannot be read");
	if (lock.l_type == F_UNLCK)
		return ET_OK;
	if (lock.l_pid > 0)
		et_why(why, "%s is in use by process %ld", path, (long)lock.l_pid);
	else
		et_why(why, "%s is in use by another process", path);
	return ET_CONFLICT;
}

enum et_err et_file_hold(const char *path, int *fd, char why[ET_STORE_WHY_LEN])
{
	struct flock lock = {
		.l_type = F_RDLCK, .l_whence = SEEK_SET, .l_start = LOCK_AT, .l_len = LOCK_LEN
	};
	enum et_err err;

	if ((*fd = open(path, O_RDONLY | O_CLOEXEC)) < 0)
		return fail(why, path, "cannot be read");
	/* The descriptor's, not the process's: it stays when a copy of the file is read and closed. */
	if (fcntl(*fd, F_OFD_SETLK, &lock) == 0)
		return ET_OK;
	if (errno == EAGAIN || errno == EACCES) {
		et_why(why, "%s is in use by another process", path);
		err = ET_CONFLICT;
	} else {
		err = fail(why, path, "cannot be locked");
	}
	(void)close(*fd);
	*fd = -1;
	return err;
}

static char *joined(const char *a, const char *b)
{
	size_t len = strlen(a) + strlen(b) + 1;
	char *out = malloc(len);

	if (out != NULL)
		(void)snprintf(out, len, "%s%s", a, b);
	return out;
}

bool et_file_has_wal(const char *path)
{
	char *wal = joined(path, "-wal");
	struct stat st;
	bool has = wal != NULL && stat(wal, &st) == 0 && st.st_size > 0;

	free(wal);
	return has;
}

static bool write_all(int fd, const char *bytes, size_t len)
{
	ssize_t n;

	while (len > 0) {
		n = write(fd, bytes, len);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return false;
		bytes += n;
		len -= (size_t)n;
	}
	return true;
}

static bool copy_bytes(int from, int to)
{
	char *bytes = malloc(COPY_LEN);
	ssize_t n = bytes == NULL ? -1 : 1;

	while (n > 0) {
		n = read(from, bytes, COPY_LEN);
		if (n < 0 && errno == EINTR)
			n = 1;
		else if (n > 0 && !write_all(to, bytes, (size_t)n))
			n = -1;
	}
	free(bytes);
	return n == 0;
}

static enum et_err copy_file(const char *from, const char *to, char why[ET_STORE_WHY_LEN])
{
	enum et_err err = ET_OK;
	int in, out = -1;

	in = open(from, O_RDONLY | O_CLOEXEC);
	if (in >= 0)
		out = open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (in < 0 || out < 0 || !copy_bytes(in, out))
		err = fail(why, from, "cannot be copied aside");
	if (in >= 0)
		(void)close(in);
	if (out >= 0)
		(void)close(out);
	return err;
}

static enum et_err copy_both(const char *path, const char *copy, char why[ET_STORE_WHY_LEN])
{
	char *wal = joined(path, "-wal"), *copy_wal = joined(copy, "-wal");
	enum et_err err = ET_NO_MEMORY;

	if (wal != NULL && copy_wal != NULL && (err = copy_file(path, copy, why)) == ET_OK)
		err = copy_file(wal, copy_wal, why);
	free(wal);
	free(copy_wal);
	return err;
}

enum et_err et_file_copy_aside(
	const char *path, char **dir, char **copy, char why[ET_STORE_WHY_LEN])
{
	const char *tmp = getenv("TMPDIR");
	enum et_err err;

	*copy = NULL;
	*dir = joined(tmp != NULL && tmp[0] != '\0' ? tmp : "/tmp", "/etatunti-XXXXXX");
	if (*dir == NULL)
		return ET_NO_MEMORY;
	if (mkdtemp(*dir) == NULL) {
		err = fail(why, *dir, "cannot be made");
		goto fail_dir;
	}
	if ((*copy = joined(*dir, "/" ASIDE_NAME)) == NULL)
		err = ET_NO_MEMORY;
	else
		err = copy_both(path, *copy, why);
	if (err == ET_OK)
		return ET_OK;
	et_file_remove_aside(*dir);
	free(*copy);
	*copy = NULL;
fail_dir:
	free(*dir);
	*dir = NULL;
	return err;
}

void et_file_remove(const char *path)
{
	static const char *const tails[] = { "", "-wal", "-shm", "-journal" };
	char *name;

	for (size_t i = 0; i < sizeof(tails) / sizeof(tails[0]); i++) {
		if ((name = joined(path, tails[i])) != NULL)
			(void)unlink(name);
		free(name);
	}
}

void et_file_remove_aside(const char *dir)
{
	char *path = joined(dir, "/" ASIDE_NAME);

	if (path != NULL)
		et_file_remove(path);
	free(path);
	(void)rmdir(dir);
}

char *et_file_immutable_uri(const char *path)
{
	static const char tail[] = "?immutable=1";
	size_t cap = strlen("file:") + strlen(path) * 3 + sizeof(tail);
	char *uri = malloc(cap), *at = uri;

	if (uri == NULL)
		return NULL;
	at += snprintf(at, cap, "file:");
	for (; *path != '\0'; path++) {
		if (*path == '%' || *path == '?' || *path == '#')
			at += snprintf(at, 4, "%%%02X", (unsigned)(unsigned char)*path);
		else
			*at++ = *path;
	}
	memcpy(at, tail, sizeof(tail));
	return uri;
}

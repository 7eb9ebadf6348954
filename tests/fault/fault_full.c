/*
 * Loaded before the C library by LD_PRELOAD, where no small file system can be mounted: files below ET_FULL_DIR grow no more, and
 * the file system has no room, while the first byte of ET_FULL_SWITCH is F; L: there is little room. What is there can be read
 * and written over, as on a disk that is full.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/uio.h>
#include <unistd.h>

#define FDS 1024
#define LOW ((fsblkcnt_t)32 << 20)

static const volatile char *state;
static const char *dir;
static bool is_below[FDS];

#define NEXT(name) (__extension__(__typeof__(&name)) dlsym(RTLD_NEXT, #name))

__attribute__((constructor)) static void begin(void)
{
	const char *path = getenv("ET_FULL_SWITCH");
	int fd = path != NULL ? NEXT(open)(path, O_RDONLY | O_CLOEXEC) : -1;
	void *page;

	dir = getenv("ET_FULL_DIR");
	if (fd < 0 || dir == NULL)
		abort();
	page = mmap(NULL, 1, PROT_READ, MAP_SHARED, fd, 0);
	if (page == MAP_FAILED)
		abort();
	state = page;
	close(fd);
}

static int opened(const char *path, int fd)
{
	if (fd >= 0 && fd < FDS && dir != NULL)
		is_below[fd] = strncmp(path, dir, strlen(dir)) == 0;
	return fd;
}

/* Whether the file would have to grow and can't. */
static bool grows(int fd, off_t end)
{
	struct stat st;

	if (fd < 0 || fd >= FDS || !is_below[fd] || state == NULL || *state != 'F')
		return false;
	if (fstat(fd, &st) != 0 || end <= st.st_size)
		return false;
	errno = ENOSPC;
	return true;
}

static off_t place(int fd)
{
	struct stat st;

	if ((fcntl(fd, F_GETFL) & O_APPEND) != 0)
		return fstat(fd, &st) == 0 ? st.st_size : 0;
	return lseek(fd, 0, SEEK_CUR);
}

#define MODE(flags, mode) \
	do { \
		va_list args; \
		va_start(args, flags); \
		mode = (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(args, mode_t) : 0; \
		va_end(args); \
	} while (0)

int open(const char *path, int flags, ...)
{
	mode_t mode;

	MODE(flags, mode);
	return opened(path, NEXT(open)(path, flags, mode));
}

int open64(const char *path, int flags, ...)
{
	mode_t mode;

	MODE(flags, mode);
	return opened(path, NEXT(open64)(path, flags, mode));
}

int close(int fd)
{
	if (fd >= 0 && fd < FDS)
		is_below[fd] = false;
	return NEXT(close)(fd);
}

ssize_t write(int fd, const void *bytes, size_t len)
{
	if (fd >= 0 && fd < FDS && is_below[fd] && grows(fd, place(fd) + (off_t)len))
		return -1;
	return NEXT(write)(fd, bytes, len);
}

ssize_t pwrite(int fd, const void *bytes, size_t len, off_t at)
{
	return grows(fd, at + (off_t)len) ? -1 : NEXT(pwrite)(fd, bytes, len, at);
}

ssize_t pwrite64(int fd, const void *bytes, size_t len, off64_t at)
{
	return grows(fd, at + (off_t)len) ? -1 : NEXT(pwrite64)(fd, bytes, len, at);
}

int ftruncate(int fd, off_t len)
{
	return grows(fd, len) ? -1 : NEXT(ftruncate)(fd, len);
}

int ftruncate64(int fd, off64_t len)
{
	return grows(fd, len) ? -1 : NEXT(ftruncate64)(fd, len);
}

int posix_fallocate(int fd, off_t at, off_t len)
{
	return grows(fd, at + len) ? ENOSPC : NEXT(posix_fallocate)(fd, at, len);
}

static bool is_scarce(const char *path)
{
	return state != NULL && *state != '-' && strncmp(path, dir, strlen(dir)) == 0;
}

int statvfs(const char *path, struct statvfs *fs)
{
	int rc = NEXT(statvfs)(path, fs);

	if (rc == 0 && is_scarce(path))
		fs->f_bavail = *state == 'L' ? LOW / fs->f_frsize : 0;
	return rc;
}

int statvfs64(const char *path, struct statvfs64 *fs)
{
	int rc = NEXT(statvfs64)(path, fs);

	if (rc == 0 && is_scarce(path))
		fs->f_bavail = *state == 'L' ? LOW / fs->f_frsize : 0;
	return rc;
}

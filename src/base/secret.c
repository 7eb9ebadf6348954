/*
 * One read, and nothing of it kept but what the caller has.
 */
#include <etatunti/base/secret.h>

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

enum et_err et_secret_read(const char *path, char out[ET_SECRET_TEXT_MAX])
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t len = fd < 0 ? -1 : read(fd, out, ET_SECRET_TEXT_MAX - 1);

	if (fd >= 0)
		(void)close(fd);
	if (len < 0)
		return ET_IO;
	if (len == ET_SECRET_TEXT_MAX - 1)
		return ET_TOO_LARGE;
	out[len] = '\0';
	out[strcspn(out, "\r\n")] = '\0';
	return ET_OK;
}

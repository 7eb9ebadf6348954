/*
 * A fuzz target without a fuzzer: puts the files of a folder to it, one after the other, as ctest does.
 * In the corpus x.hex is bytes in hex with # comments, any other name is the bytes as they are.
 *
 *   fuzz_NAME FOLDER              puts them
 *   fuzz_NAME FOLDER --unpack OUT writes them as the fuzzer reads them, one file each, and puts none
 */
#include <dirent.h>
#include <string.h>

#include "fuzz.h"

#define INPUT_MAX ((size_t)1 << 21)

static int hex_digit(int c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Blanks and comments mean nothing. In place; SIZE_MAX: not hex. */
static size_t from_hex(uint8_t *text, size_t len)
{
	size_t out = 0;
	int high = -1;

	for (size_t i = 0; i < len; i++) {
		int digit = hex_digit(text[i]);

		if (text[i] == '#') {
			while (i < len && text[i] != '\n')
				i++;
		} else if (digit >= 0 && high >= 0) {
			text[out++] = (uint8_t)(high * 16 + digit);
			high = -1;
		} else if (digit >= 0) {
			high = digit;
		} else if (memchr(" \t\r\n", text[i], 4) == NULL) {
			return SIZE_MAX;
		}
	}
	return high < 0 ? out : SIZE_MAX;
}

static size_t load(const char *path, uint8_t *bytes)
{
	const char *dot = strrchr(path, '.');
	FILE *file = fopen(path, "re");
	size_t len;

	if (file == NULL) {
		perror(path);
		exit(2);
	}
	len = fread(bytes, 1, INPUT_MAX, file);
	(void)fclose(file);
	if (dot != NULL && strcmp(dot, ".hex") == 0)
		len = from_hex(bytes, len);
	if (len == SIZE_MAX) {
		fprintf(stderr, "%s is not hex\n", path);
		exit(2);
	}
	return len;
}

static void unpack(const char *folder, const char *name, const uint8_t *bytes, size_t len)
{
	char path[4096];
	FILE *file;

	(void)snprintf(path, sizeof(path), "%s/%s", folder, name);
	file = fopen(path, "we");
	if (file == NULL || fwrite(bytes, 1, len, file) != len || fclose(file) != 0) {
		perror(path);
		exit(2);
	}
}

/* A buffer of exactly that length, so that a read beyond it is one beyond memory. */
static void put(const char *path, const uint8_t *bytes, size_t len)
{
	uint8_t *exact = malloc(len > 0 ? len : 1);

	FUZZ_MUST(exact != NULL);
	memcpy(exact, bytes, len);
	printf("%s\n", path);
	(void)fflush(stdout);
	(void)LLVMFuzzerTestOneInput(exact, len);
	free(exact);
}

static int is_file(const struct dirent *entry)
{
	return entry->d_name[0] != '.';
}

int main(int argc, char *argv[])
{
	static uint8_t bytes[INPUT_MAX];
	struct dirent **entries;
	char path[4096];
	int count;

	if (argc != 2 && (argc != 4 || strcmp(argv[2], "--unpack") != 0)) {
		(void)fprintf(stderr, "usage: %s FOLDER [--unpack OUT]\n", argv[0]);
		return 2;
	}
	if ((count = scandir(argv[1], &entries, is_file, alphasort)) <= 0) {
		(void)fprintf(stderr, "%s: no corpus in %s\n", argv[0], argv[1]);
		return 2;
	}
	for (int i = 0; i < count; i++) {
		size_t len;

		(void)snprintf(path, sizeof(path), "%s/%s", argv[1], entries[i]->d_name);
		len = load(path, bytes);
		if (argc == 4)
			unpack(argv[3], entries[i]->d_name, bytes, len);
		else
			put(path, bytes, len);
		free(entries[i]);
	}
	free(entries);
	return 0;
}

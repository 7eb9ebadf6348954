/*
 * Options from flags and from a file: what is refused is refused in a sentence, what is taken lies in the
 * bounds of config.def. The input: a byte that picks the subcommand, the words of the command line with a zero
 * after each, an empty word, and then the file.
 */
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "app/config.h"

#include "fuzz.h"

#define WORDS_MAX 24
#define MESSAGE_MAX 300

/* What config.def says of each field, once more from the table. */
static void judge_text(const char *value, int64_t min, int64_t max)
{
	(void)min;
	(void)max;
	FUZZ_MUST(value == NULL || value[0] != '\0');
}

static void judge_int(int64_t value, int64_t min, int64_t max)
{
	FUZZ_MUST(value >= min && value <= max);
}

static void judge_switch(bool value, int64_t min, int64_t max)
{
	(void)min;
	(void)max;
	FUZZ_MUST(value == 0 || value == 1);
}

static void judge_list(struct et_config_list list, int64_t min, int64_t max)
{
	(void)min;
	(void)max;
	FUZZ_MUST(list.count <= ET_CONFIG_LIST_MAX);
	for (size_t i = 0; i < list.count; i++)
		FUZZ_MUST(list.item[i] != NULL);
}

#define JUDGE_TEXT judge_text
#define JUDGE_PATH judge_text
#define JUDGE_INT judge_int
#define JUDGE_SWITCH judge_switch
#define JUDGE_LIST judge_list

static void judge(const struct et_config *config)
{
#define X(field, name, type, def, min, max, commands, help) JUDGE_##type(config->field, min, max);
#include "app/config.def"
#undef X
}

/* The file that --config names, whatever the words say; nothing else is opened. */
static const char *the_file(struct et_slice text)
{
	static char path[64];
	static int fd = -1;

	if (fd == -1) {
		FUZZ_MUST((fd = memfd_create("config", MFD_CLOEXEC)) != -1);
		(void)snprintf(path, sizeof(path), "--config=/proc/self/fd/%d", fd);
	}
	FUZZ_MUST(ftruncate(fd, 0) == 0 && pwrite(fd, text.ptr, text.len, 0) == (ssize_t)text.len);
	return path;
}

static size_t cut_words(struct fuzz_in *in, char *words[WORDS_MAX])
{
	size_t count = 0;

	while (count < WORDS_MAX - 2 && in->left > 0) {
		size_t len = strnlen((const char *)in->at, in->left);
		struct et_slice word = fuzz_bytes(in, len);

		(void)fuzz_u8(in);
		if (len == 0)
			break;
		FUZZ_MUST((words[count] = strndup((const char *)word.ptr, len)) != NULL);
		if (strstr(words[count], "config") != NULL)
			free(words[count]);
		else
			count++;
	}
	return count;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct fuzz_in in = { data, size };
	enum et_app_scope scope = (enum et_app_scope)(1U << (fuzz_u8(&in) % 8));
	char *words[WORDS_MAX], message[MESSAGE_MAX + 1], *file = NULL;
	size_t count = cut_words(&in, words), made;
	struct et_config config;
	enum et_err err;

	made = count;
	if (in.left > 0 && scope == ET_APP_SERVE) {
		FUZZ_MUST((file = strdup(the_file(et_slice_of(in.at, in.left)))) != NULL);
		words[count++] = file;
	}
	memset(message, '!', sizeof(message));
	err = et_config_read(&config, scope, (int)count, words, message, MESSAGE_MAX);
	FUZZ_MUST(err == ET_OK || err == ET_BAD_PARAM);
	FUZZ_MUST(message[MESSAGE_MAX] == '!');
	if (err == ET_OK)
		judge(&config);
	else
		FUZZ_MUST(memchr(message, '\0', MESSAGE_MAX) != NULL && message[0] != '\0');
	et_config_fini(&config);
	for (size_t i = 0; i < made; i++)
		free(words[i]);
	free(file);
	return 0;
}

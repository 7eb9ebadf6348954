/*
 * The second place of the checkpoints: DATA/checkpoints.log, "<hex of ckpt> <hex of sig>" a line. Whoever
 * rewrites the database without this file is found out here.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <etatunti/base/encode.h>

#include "state.h"

#define CKPT_LEN_MAX 512

static enum et_err keep_mark(struct et_verify *run, const struct et_checkpoint *said)
{
	if (run->mark_count == run->mark_cap) {
		size_t cap = run->mark_cap == 0 ? 64 : run->mark_cap * 2;
		struct et_verify_mark *marks = realloc(run->marks, cap * sizeof(*marks));

		if (marks == NULL)
			return ET_NO_MEMORY;
		run->marks = marks;
		run->mark_cap = cap;
	}
	run->marks[run->mark_count++] =
		(struct et_verify_mark){ .seq = said->seq, .hash = said->hash };
	return ET_OK;
}

static enum et_err read_line(struct et_verify *run, struct et_slice line, size_t number)
{
	const char *blank = line.len > 0 ? memchr(line.ptr, ' ', line.len) : NULL;
	uint8_t ckpt[CKPT_LEN_MAX];
	struct et_checkpoint said;
	struct et_sig sig;
	enum et_err err;

	size_t hex_len = blank == NULL ? 0 : (size_t)((const uint8_t *)blank - line.ptr);
	size_t ckpt_len = hex_len / 2;

	if (blank == NULL || ckpt_len > sizeof(ckpt) ||
		et_hex_decode(et_slice_sub(line, 0, hex_len), ckpt, ckpt_len) != ET_OK ||
		et_hex_decode(et_slice_sub(line, hex_len + 1, line.len), sig.b, sizeof(sig.b)) !=
			ET_OK)
		return et_verify_fail(run, "checkpoint file line %zu: it is no checkpoint", number);
	err = et_checkpoint_open(et_slice_of(ckpt, ckpt_len), &sig, &run->deployment.log_pk,
		&run->deployment.g, &said);
	if (err != ET_OK)
		return et_verify_fail(run, "checkpoint file line %zu: %s", number,
			err == ET_BAD_SIGNATURE ? "the signature does not match"
						: "it is not of this deployment");
	if (run->mark_count > 0 && said.seq <= run->marks[run->mark_count - 1].seq)
		return et_verify_fail(run, "checkpoint file line %zu: it is out of order", number);
	return keep_mark(run, &said);
}

enum et_err et_verify_read_marks(struct et_verify *run, const char *path)
{
	char *line = NULL;
	size_t cap = 0, number = 0;
	enum et_err err = ET_OK;
	ssize_t len;
	FILE *file;

	if (path == NULL) {
		et_verify_say(
			run, "checkpoint file: there is none; a log cut short would not show");
		return ET_OK;
	}
	if ((file = fopen(path, "re")) == NULL) {
		(void)snprintf(run->why, ET_VERIFY_WHY_LEN, "%s: %s", path, strerror(errno));
		return ET_IO;
	}
	while (err == ET_OK && (len = getline(&line, &cap, file)) >= 0) {
		struct et_slice text = et_slice_of(line, (size_t)len);

		number++;
		/* A line cut short by a crash was never acknowledged: only the last can be one. */
		if (text.ptr[text.len - 1] != '\n')
			et_verify_say(run, "checkpoint file: the last line is cut short");
		else
			err = read_line(run, et_slice_sub(text, 0, text.len - 1), number);
	}
	if (err == ET_OK && ferror(file) != 0) {
		(void)snprintf(run->why, ET_VERIFY_WHY_LEN, "%s: cannot be read", path);
		err = ET_IO;
	}
	free(line);
	(void)fclose(file);
	return err;
}

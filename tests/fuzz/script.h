/*
 * A script of what people do, as lines of words, put to core in memory. What cannot be done (nobody has that
 * name, not a line of this form) is left out; what is sent is judged: one reply each, no error of ours, nothing
 * done by what is refused.
 *
 *   WHO: COMMAND key=value …       a command; a value is JSON, with "@name", "now+N", "%N" (a blob of N bytes)
 *   WHO + @CASE KIND field …       a signed statement of that case, sent at once, or with the next if its last
 *                                  word is "&". A field is @name, digits or now+N as u64, %N bytes, ~hex, else text
 *                                  with "_" for a blank, "-" for none. "=N" is N bytes of data, @data their
 *                                  hash. "^N" turns bit N of the body over before, "!" of the signature after
 *   WHO * KIND field …             a signed statement of the directory
 *   again                          the last frame once more: the same reply
 *   later MS, cut WHO, raw WHO …   time passes; a connection goes; a text as it is
 *
 * With ET_FUZZ_SAY in the environment lines and answers are printed: to read what was found.
 */
#ifndef ETATUNTI_TESTS_FUZZ_SCRIPT_H
#define ETATUNTI_TESTS_FUZZ_SCRIPT_H

#include "world.h"

/* Which lines count; the others of the input are left out. */
enum { FZ_COMMANDS = 1, FZ_CASE_LINES = 2, FZ_DIR_LINES = 4, FZ_ALL = 7 };

struct fz_script {
	struct fz_world *world;
	unsigned lines;
	bool judges_refusals; /* digests around each frame */
	struct kit_peer *last_peer;
	struct et_slice last_frame,
		last_reply; /* of a write command that was answered ok, or empty */
	bool last_binary;
	struct et_hash chunk_hashes[16]; /* of chunks put so far, for @chunks */
	size_t chunk_count;
	struct et_hash data; /* of the last data */
	int64_t waited_ms;
	size_t sent, taken; /* frames; those answered ok */
};

void fz_script_run(struct fz_script *script, const uint8_t *data, size_t size);

/* The bytes that %N stands for: the same for the same N. */
struct et_slice fz_filler(struct kit *kit, size_t len);

#endif

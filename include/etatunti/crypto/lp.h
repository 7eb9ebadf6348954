/*
 * LP, the one encoding of everything that is signed or hashed (ET1 section 1): for each field a 4-byte
 * big-endian length, then the bytes; the first field is a label "ET1/<type>". It is injective, so
 * bytes are verified as stored, then read, and never written again from what was read.
 */
#ifndef ETATUNTI_CRYPTO_LP_H
#define ETATUNTI_CRYPTO_LP_H

#include <etatunti/base/buf.h>
#include <etatunti/base/err.h>
#include <etatunti/base/types.h>

/* The largest number that a browser reads exactly, 2^53 - 1: one beyond it would shut out every client. */
#define ET_LP_MS_MAX INT64_C(9007199254740991)

/* Writing: one field each, onto a buffer with its sticky error. */
void et_lp_put_label(struct et_buf *buf, const char *label);
void et_lp_put_bytes(struct et_buf *buf, struct et_slice bytes);
void et_lp_put_str(struct et_buf *buf, const char *str);
void et_lp_put_u64(struct et_buf *buf, uint64_t value);
/* A time or another number in [0, ET_LP_MS_MAX] (asserted). */
void et_lp_put_ms(struct et_buf *buf, int64_t value);
void et_lp_put_id(struct et_buf *buf, const struct et_id *id);
void et_lp_put_hash(struct et_buf *buf, const struct et_hash *hash);
void et_lp_put_key(struct et_buf *buf, const struct et_key32 *key);
void et_lp_put_sig(struct et_buf *buf, const struct et_sig *sig);

/*
 * Reading: strict and bounds-checked. The first error sticks (always ET_BAD_STATEMENT), later reads
 * do nothing, and every output is zero after an error; so a message is read in a row and
 * et_lp_end says whether it all was so. What is read borrows from the slice.
 */
struct et_lp_reader {
	struct et_slice rest;
	enum et_err err;
};

void et_lp_read(struct et_lp_reader *reader, struct et_slice bytes);
/* The next field must be exactly this label. */
void et_lp_get_label(struct et_lp_reader *reader, const char *label);
struct et_slice et_lp_get_bytes(struct et_lp_reader *reader);
/* Text fit for one line (et_text_is_line) of 0 to len_max bytes. */
struct et_slice et_lp_get_str(struct et_lp_reader *reader, size_t len_max);
/* Text in lines (et_text_check_lines) of min to max code points. */
struct et_slice et_lp_get_lines(struct et_lp_reader *reader, size_t chars_min, size_t chars_max);
/* A word of the protocol, [a-z0-9,+-]{1,64} or a compartment [A-Z]{1,8}: kinds, roles, outcomes. */
struct et_slice et_lp_get_word(struct et_lp_reader *reader);
uint64_t et_lp_get_u64(struct et_lp_reader *reader);
/* A time in ms, or another number: a u64 of at most ET_LP_MS_MAX. */
int64_t et_lp_get_ms(struct et_lp_reader *reader);
struct et_id et_lp_get_id(struct et_lp_reader *reader);
struct et_hash et_lp_get_hash(struct et_lp_reader *reader);
struct et_key32 et_lp_get_key(struct et_lp_reader *reader);
struct et_sig et_lp_get_sig(struct et_lp_reader *reader);
/* The next field must be this hash: G, in everything that is signed. */
void et_lp_get_genesis(struct et_lp_reader *reader, const struct et_hash *genesis);

/* Whether another field follows; false after an error. For lists at the end of a message. */
bool et_lp_more(const struct et_lp_reader *reader);
/* Marks a rule of the message as broken: the sticky error. */
void et_lp_refuse(struct et_lp_reader *reader);
/* ET_OK if nothing failed and nothing is left; else ET_BAD_STATEMENT. */
enum et_err et_lp_end(const struct et_lp_reader *reader) ET_MUST_USE;

#endif

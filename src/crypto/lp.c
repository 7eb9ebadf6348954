/*
 * Writing and reading LP. The reader never looks beyond the slice and gives zeroes after an error.
 */
#include <string.h>

#include <etatunti/base/assert.h>
#include <etatunti/base/text.h>
#include <etatunti/crypto/lp.h>

#define WORD_LEN_MAX 64
#define COMP_LEN_MAX 8

void et_lp_put_bytes(struct et_buf *buf, struct et_slice bytes)
{
	ET_ASSERT(bytes.len <= UINT32_MAX);
	et_buf_u32be(buf, (uint32_t)bytes.len);
	et_buf_slice(buf, bytes);
}

void et_lp_put_label(struct et_buf *buf, const char *label)
{
	ET_ASSERT(strncmp(label, "ET1/", 4) == 0);
	et_lp_put_str(buf, label);
}

void et_lp_put_str(struct et_buf *buf, const char *str)
{
	et_lp_put_bytes(buf, et_slice_str(str));
}

void et_lp_put_u64(struct et_buf *buf, uint64_t value)
{
	et_buf_u32be(buf, sizeof(value));
	et_buf_u64be(buf, value);
}

void et_lp_put_ms(struct et_buf *buf, int64_t value)
{
	ET_ASSERT(value >= 0 && value <= ET_LP_MS_MAX);
	et_lp_put_u64(buf, (uint64_t)value);
}

void et_lp_put_id(struct et_buf *buf, const struct et_id *id)
{
	et_lp_put_bytes(buf, et_id_slice(id));
}

void et_lp_put_hash(struct et_buf *buf, const struct et_hash *hash)
{
	et_lp_put_bytes(buf, et_hash_slice(hash));
}

void et_lp_put_key(struct et_buf *buf, const struct et_key32 *key)
{
	et_lp_put_bytes(buf, et_key32_slice(key));
}

void et_lp_put_sig(struct et_buf *buf, const struct et_sig *sig)
{
	et_lp_put_bytes(buf, et_sig_slice(sig));
}

void et_lp_read(struct et_lp_reader *reader, struct et_slice bytes)
{
	reader->rest = bytes;
	reader->err = ET_OK;
}

void et_lp_refuse(struct et_lp_reader *reader)
{
	reader->rest = et_slice_of(NULL, 0);
	reader->err = ET_BAD_STATEMENT;
}

static uint64_t load_be(const uint8_t *at, size_t len)
{
	uint64_t value = 0;

	for (size_t i = 0; i < len; i++)
		value = value << 8 | at[i];
	return value;
}

struct et_slice et_lp_get_bytes(struct et_lp_reader *reader)
{
	struct et_slice *rest = &reader->rest;
	struct et_slice field;
	size_t len;

	if (reader->err != ET_OK)
		return et_slice_of(NULL, 0);
	if (rest->len < 4 || (len = (size_t)load_be(rest->ptr, 4)) > rest->len - 4) {
		et_lp_refuse(reader);
		return et_slice_of(NULL, 0);
	}
	field = et_slice_of(rest->ptr + 4, len);
	*rest = et_slice_of(field.ptr + len, rest->len - 4 - len);
	return field;
}

/* A field of exactly len bytes, copied; zeroes if it is not. */
static void get_exact(struct et_lp_reader *reader, uint8_t *out, size_t len)
{
	struct et_slice field = et_lp_get_bytes(reader);

	if (field.len != len) {
		et_lp_refuse(reader);
		memset(out, 0, len);
		return;
	}
	memcpy(out, field.ptr, len);
}

void et_lp_get_label(struct et_lp_reader *reader, const char *label)
{
	if (!et_slice_eq_str(et_lp_get_bytes(reader), label))
		et_lp_refuse(reader);
}

struct et_slice et_lp_get_str(struct et_lp_reader *reader, size_t len_max)
{
	struct et_slice field = et_lp_get_bytes(reader);

	if (field.len > len_max || !et_text_is_line(field)) {
		et_lp_refuse(reader);
		return et_slice_of(NULL, 0);
	}
	return field;
}

struct et_slice et_lp_get_lines(struct et_lp_reader *reader, size_t chars_min, size_t chars_max)
{
	struct et_slice field = et_lp_get_bytes(reader);

	if (et_text_check_lines(field, chars_min, chars_max) != ET_OK) {
		et_lp_refuse(reader);
		return et_slice_of(NULL, 0);
	}
	return field;
}

static bool is_word(struct et_slice field)
{
	size_t lower = 0, upper = 0;

	for (size_t i = 0; i < field.len; i++) {
		uint8_t c = field.ptr[i];

		if (c >= 'A' && c <= 'Z')
			upper++;
		else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == ',' || c == '+' ||
			c == '-')
			lower++;
		else
			return false;
	}
	if (upper == 0)
		return lower > 0 && lower <= WORD_LEN_MAX;
	return lower == 0 && upper <= COMP_LEN_MAX;
}

struct et_slice et_lp_get_word(struct et_lp_reader *reader)
{
	struct et_slice field = et_lp_get_bytes(reader);

	if (!is_word(field)) {
		et_lp_refuse(reader);
		return et_slice_of(NULL, 0);
	}
	return field;
}

uint64_t et_lp_get_u64(struct et_lp_reader *reader)
{
	uint8_t bytes[8];

	get_exact(reader, bytes, sizeof(bytes));
	return load_be(bytes, sizeof(bytes));
}

int64_t et_lp_get_ms(struct et_lp_reader *reader)
{
	uint64_t value = et_lp_get_u64(reader);

	if (value > ET_LP_MS_MAX) {
		et_lp_refuse(reader);
		return 0;
	}
	return (int64_t)value;
}

struct et_id et_lp_get_id(struct et_lp_reader *reader)
{
	struct et_id id;

	get_exact(reader, id.b, sizeof(id.b));
	return id;
}

struct et_hash et_lp_get_hash(struct et_lp_reader *reader)
{
	struct et_hash hash;

	get_exact(reader, hash.b, sizeof(hash.b));
	return hash;
}

struct et_key32 et_lp_get_key(struct et_lp_reader *reader)
{
	struct et_key32 key;

	get_exact(reader, key.b, sizeof(key.b));
	return key;
}

struct et_sig et_lp_get_sig(struct et_lp_reader *reader)
{
	struct et_sig sig;

	get_exact(reader, sig.b, sizeof(sig.b));
	return sig;
}

void et_lp_get_genesis(struct et_lp_reader *reader, const struct et_hash *genesis)
{
	struct et_hash got = et_lp_get_hash(reader);

	if (!et_hash_eq(&got, genesis))
		et_lp_refuse(reader);
}

bool et_lp_more(const struct et_lp_reader *reader)
{
	return reader->err == ET_OK && reader->rest.len > 0;
}

enum et_err et_lp_end(const struct et_lp_reader *reader)
{
	if (reader->err != ET_OK)
		return reader->err;
	return reader->rest.len == 0 ? ET_OK : ET_BAD_STATEMENT;
}

/* See words.h. Names first, then what they are for. */
#include "words.h"

#include <string.h>

#include <etatunti/base/encode.h>
#include <etatunti/base/text.h>
#include <etatunti/crypto/hash.h>

#include "fuzz.h"

#define DATA_MAX 600000
#define BLOBS_MAX 64

struct et_slice fz_next_word(struct et_slice *line)
{
	size_t start = 0, end;

	while (start < line->len && line->ptr[start] == ' ')
		start++;
	for (end = start; end < line->len && line->ptr[end] != ' ';)
		end++;
	struct et_slice word = et_slice_sub(*line, start, end - start);

	*line = et_slice_sub(*line, end, line->len);
	return word;
}

static bool ends_in(struct et_slice name, const char *suffix, struct et_slice *rest)
{
	size_t len = strlen(suffix);

	if (name.len < len || memcmp(name.ptr + name.len - len, suffix, len) != 0)
		return false;
	*rest = et_slice_sub(name, 0, name.len - len);
	return true;
}

/* "ann", "ann_ipks", "ann_ipke", "ann_eh", "ann_sid". */
static struct et_slice of_person(const struct fz_world *world, struct et_slice name)
{
	struct et_slice who;

	if (ends_in(name, "_ipks", &who))
		return et_key32_slice(&fz_person(world, who)->identity.pk);
	if (ends_in(name, "_ipke", &who))
		return et_key32_slice(&fz_person(world, who)->ipk_e);
	if (ends_in(name, "_eh", &who))
		return et_hash_slice(fz_enrolment(world, who));
	if (ends_in(name, "_sid", &who))
		return et_id_slice(&fz_person(world, who)->sid);
	return et_id_slice(&fz_person(world, name)->uid);
}

/* "c1", "c1_consent", "c1_stmt", "c1_doc", "c1_ct", "c1_kP", "c1_head". */
static struct et_slice of_case(const struct cw_case *cs, struct et_slice rest)
{
	static const char *const comps[] = { "_kP", "_kS", "_kC" };

	if (et_slice_eq_str(rest, "_consent"))
		return et_id_slice(&cs->consent);
	if (et_slice_eq_str(rest, "_stmt"))
		return et_hash_slice(&cs->consent_stmt);
	if (et_slice_eq_str(rest, "_doc"))
		return et_id_slice(&cs->doc);
	if (et_slice_eq_str(rest, "_ct"))
		return et_hash_slice(&cs->ct_hash);
	if (et_slice_eq_str(rest, "_head"))
		return et_hash_slice(&cs->head);
	for (size_t i = 0; i < 3; i++)
		if (et_slice_eq_str(rest, comps[i]))
			return et_hash_slice(&cs->kc[i]);
	return et_id_slice(&cs->id);
}

/* What an object of chunks is vouched for by. */
static struct et_slice of_chunks(const struct fz_script *script)
{
	struct et_slice joined =
		et_slice_of(script->chunk_hashes, script->chunk_count * sizeof(struct et_hash));
	struct et_hash hash = et_hash_of(joined), *copy;

	copy = et_arena_memdup(script->world->kit->arena, et_hash_slice(&hash));
	FUZZ_MUST(copy != NULL);
	return et_hash_slice(copy);
}

struct et_slice fz_name(const struct fz_script *script, struct et_slice name)
{
	static const uint8_t zeros[64];
	const struct fz_world *world = script->world;
	const struct {
		const char *name;
		struct et_slice bytes;
	} fixed[] = {
		{ "none", et_slice_of(zeros, 16) },
		{ "zero", et_slice_of(zeros, 32) },
		{ "zero64", et_slice_of(zeros, 64) },
		{ "g", et_hash_slice(&world->kit->deployment.g) },
		{ "county", et_id_slice(&world->kit->org[KIT_COUNTY]) },
		{ "kelaorg", et_id_slice(&world->kit->org[KIT_KELA]) },
		{ "pairA", et_id_slice(&world->cw->pair_a) },
		{ "pairB", et_id_slice(&world->cw->pair_b) },
		{ "series", et_id_slice(&world->cw->series) },
		{ "hour", et_id_slice(&world->cw->hour) },
		{ "hour2", et_id_slice(&world->hour_after) },
		{ "session", et_id_slice(&world->session) },
		{ "guest", et_id_slice(&world->link.id) },
		{ "linkpk", et_key32_slice(&world->link.key.pk) },
		{ "guestpk", et_key32_slice(&world->guest.key.pk) },
		{ "card", et_id_slice(&world->card) },
		{ "cardsig", et_sig_slice(&world->card_sig) },
		{ "data", et_hash_slice(&script->data) },
	};

	for (size_t i = 0; i < sizeof(fixed) / sizeof(fixed[0]); i++)
		if (et_slice_eq_str(name, fixed[i].name))
			return fixed[i].bytes;
	if (et_slice_eq_str(name, "chunks"))
		return of_chunks(script);
	if (name.len >= 2 && name.ptr[0] == 'c' && name.ptr[1] >= '0' &&
		name.ptr[1] < '0' + FZ_CASES)
		return of_case(&world->cases[name.ptr[1] - '0'], et_slice_sub(name, 2, name.len));
	return of_person(world, name);
}

bool fz_number(const struct fz_script *script, struct et_slice word, int64_t *out)
{
	struct et_slice rest = word;
	int64_t base = 0, sign = 1;

	if (word.len >= 3 && memcmp(word.ptr, "now", 3) == 0) {
		base = kit_now(script->world->kit);
		*out = base;
		rest = et_slice_sub(word, 3, word.len);
		if (rest.len == 0)
			return true;
		if (rest.ptr[0] != '+' && rest.ptr[0] != '-')
			return false;
		sign = rest.ptr[0] == '-' ? -1 : 1;
		rest = et_slice_sub(rest, 1, rest.len);
	}
	if (et_text_i64(rest, 0, ET_LP_MS_MAX / 2, out) != ET_OK)
		return false;
	*out = base + sign * *out;
	return *out >= 0;
}

struct et_slice fz_filler(struct kit *kit, size_t len)
{
	uint8_t *bytes;

	len = len > DATA_MAX ? DATA_MAX : len;
	FUZZ_MUST((bytes = et_arena_alloc(kit->arena, len)) != NULL);
	memset(bytes, (int)(len % 251), len);
	return et_slice_of(bytes, len);
}

/* "%12", "~00ff" as bytes; false: another sort of word. */
static bool as_bytes(const struct fz_script *script, struct et_slice word, struct et_slice *out)
{
	struct et_slice rest = et_slice_sub(word, 1, word.len);
	int64_t number;
	uint8_t *bytes;

	if (word.len == 0)
		return false;
	if (word.ptr[0] == '@') {
		*out = fz_name(script, rest);
		return true;
	}
	if (word.ptr[0] == '%' && et_text_i64(rest, 0, DATA_MAX, &number) == ET_OK) {
		*out = fz_filler(script->world->kit, (size_t)number);
		return true;
	}
	if (word.ptr[0] != '~' || rest.len % 2 != 0)
		return false;
	FUZZ_MUST((bytes = et_arena_alloc(script->world->kit->arena, rest.len)) != NULL);
	*out = et_slice_of(bytes, rest.len / 2);
	return et_hex_decode(rest, bytes, rest.len / 2) == ET_OK;
}

void fz_put_field(const struct fz_script *script, struct et_buf *body, struct et_slice word)
{
	struct et_slice bytes;
	int64_t number;
	uint8_t *text;

	if (as_bytes(script, word, &bytes)) {
		et_lp_put_bytes(body, bytes);
		return;
	}
	if (fz_number(script, word, &number)) {
		et_lp_put_ms(body, number);
		return;
	}
	if (et_slice_eq_str(word, "-"))
		word.len = 0;
	FUZZ_MUST(
		(text = et_arena_memdup(script->world->kit->arena, word)) != NULL || word.len == 0);
	for (size_t i = 0; i < word.len; i++)
		if (text[i] == '_')
			text[i] = ' ';
	et_lp_put_bytes(body, et_slice_of(text, word.len));
}

/* Texts that stand for something else, wherever they stand. Takes the value over. */
static json_t *replaced(
	const struct fz_script *script, json_t *value, struct et_slice *blobs, size_t *blob_count)
{
	struct et_slice text, bytes;
	int64_t number;
	json_t *out;

	if (!json_is_string(value))
		return value;
	text = et_slice_of(json_string_value(value), json_string_length(value));
	if (text.len > 1 && text.ptr[0] == '%' && as_bytes(script, text, &bytes)) {
		if (*blob_count == BLOBS_MAX)
			return value;
		blobs[*blob_count] = bytes;
		out = json_integer((json_int_t)(*blob_count)++);
	} else if (as_bytes(script, text, &bytes)) {
		out = kit_json_bytes(bytes);
	} else if (text.len >= 3 && memcmp(text.ptr, "now", 3) == 0 &&
		fz_number(script, text, &number)) {
		out = json_integer(number);
	} else {
		return value;
	}
	json_decref(value);
	return out;
}

/* In arrays and objects too, as deep as jansson has let them come. */
static json_t *replaced_all(
	const struct fz_script *script, json_t *value, struct et_slice *blobs, size_t *blob_count)
{
	const char *key;
	json_t *item;
	size_t i;
	void *next;

	json_array_foreach(value, i, item)
	{
		(void)json_array_set_new(
			value, i, replaced_all(script, json_incref(item), blobs, blob_count));
	}
	json_object_foreach_safe(value, next, key, item)
	{
		(void)json_object_set_new(
			value, key, replaced_all(script, json_incref(item), blobs, blob_count));
	}
	return replaced(script, value, blobs, blob_count);
}

json_t *fz_value(const struct fz_script *script, struct et_slice word, struct et_slice *blobs,
	size_t *blob_count)
{
	json_t *value = json_loadb((const char *)word.ptr, word.len, JSON_DECODE_ANY, NULL);

	if (value == NULL)
		value = json_stringn((const char *)word.ptr, word.len);
	if (value == NULL) /* not UTF-8 */
		value = json_null();
	return replaced_all(script, value, blobs, blob_count);
}

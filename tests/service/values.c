/*
 * The small change of the kit: bytes, JSON values, and what stands on the log.
 */
#include "testkit.h"

#include <stdlib.h>

#include <etatunti/base/encode.h>
#include <etatunti/crypto/logrow.h>
#include <etatunti/store/logrow.h>

struct et_id kit_fresh_id(struct kit *kit)
{
	return et_env_id(&kit->fake.env);
}

struct et_slice kit_random(struct kit *kit, size_t len)
{
	uint8_t *bytes = et_arena_alloc(kit->arena, len);

	assert_non_null(bytes);
	et_env_random(&kit->fake.env, bytes, len);
	return et_slice_of(bytes, len);
}

struct et_slice kit_take(struct kit *kit, struct et_buf *buf)
{
	struct et_slice out;

	assert_int_equal(et_buf_err(buf), ET_OK);
	assert_int_equal(et_arena_slice(kit->arena, et_buf_view(buf), &out), ET_OK);
	et_buf_fini(buf);
	return out;
}

json_t *kit_json_bytes(struct et_slice bytes)
{
	char *text = malloc(ET_B64U_LEN(bytes.len) + 1);
	json_t *json;

	assert_non_null(text);
	et_b64u_encode(bytes, text);
	json = json_string(text);
	free(text);
	assert_non_null(json);
	return json;
}

json_t *kit_json_id(const struct et_id *id)
{
	return kit_json_bytes(et_id_slice(id));
}

const char *kit_get_str(const json_t *object, const char *key)
{
	const char *text = json_string_value(json_object_get(object, key));

	if (text == NULL)
		print_error("no text %s\n", key);
	assert_non_null(text);
	return text;
}

struct et_id kit_get_id(const json_t *object, const char *key)
{
	struct et_id id;

	assert_int_equal(et_b64u_decode(et_slice_str(kit_get_str(object, key)), id.b, 16), ET_OK);
	return id;
}

struct et_hash kit_get_hash(const json_t *object, const char *key)
{
	struct et_hash hash;

	assert_int_equal(et_b64u_decode(et_slice_str(kit_get_str(object, key)), hash.b, 32), ET_OK);
	return hash;
}

int64_t kit_get_int(const json_t *object, const char *key)
{
	const json_t *value = json_object_get(object, key);

	if (!json_is_integer(value))
		print_error("no number %s\n", key);
	assert_true(json_is_integer(value));
	return json_integer_value(value);
}

size_t kit_log_count(struct kit *kit, const char *action, const char *result)
{
	struct et_store_logrow *rows;
	size_t count, found = 0;

	assert_int_equal(
		et_store_logrow_list(kit->store, 1, 100000, kit->arena, &rows, &count), ET_OK);
	for (size_t i = 0; i < count; i++) {
		struct et_logrow row;

		assert_int_equal(et_logrow_read(rows[i].row, &kit->deployment.g, &row), ET_OK);
		if ((action == NULL || et_slice_eq_str(row.action, action)) &&
			(result == NULL || et_slice_eq_str(row.result, result)))
			found++;
	}
	return found;
}

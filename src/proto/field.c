/*
 * Params through a field table into a struct. The table is trusted, the JSON is not.
 */
#include <etatunti/proto/field.h>

#include <string.h>

#include <jansson.h>

#include <etatunti/base/assert.h>
#include <etatunti/base/encode.h>
#include <etatunti/base/text.h>
#include <etatunti/domain/calendar.h>
#include <etatunti/proto/request.h>

struct reading {
	const struct et_request *request;
	struct et_arena *arena;
	uint64_t named; /* bits of the blobs that a param has named already */
};
_Static_assert(ET_PROTO_BLOB_MAX <= 64, "a bit for each blob");

static struct et_slice text_of(const json_t *value)
{
	return et_slice_of(json_string_value(value), json_string_length(value));
}

static enum et_err read_fixed(const json_t *value, uint8_t *out, size_t len)
{
	if (!json_is_string(value))
		return ET_BAD_PARAM;
	return et_b64u_decode(text_of(value), out, len);
}

static enum et_err read_bytes(
	struct reading *reading, const struct et_field *field, const json_t *value, void *out)
{
	struct et_slice text;
	size_t len;
	uint8_t *bytes;

	if (!json_is_string(value))
		return ET_BAD_PARAM;
	text = text_of(value);
	len = et_b64u_decoded_len(text.len);
	if (len == SIZE_MAX || len < (size_t)field->min || len > (size_t)field->max)
		return ET_BAD_PARAM;
	if ((bytes = et_arena_alloc(reading->arena, len)) == NULL)
		return ET_NO_MEMORY;
	*(struct et_slice *)out = et_slice_of(bytes, len);
	return et_b64u_decode(text, bytes, len);
}

static enum et_err read_str(
	struct reading *reading, const struct et_field *field, const json_t *value, void *out)
{
	struct et_slice text;

	if (!json_is_string(value))
		return ET_BAD_PARAM;
	text = text_of(value);
	if (text.len == 0 ? field->min > 0
			  : et_text_check(text, (size_t)field->min, (size_t)field->max) != ET_OK)
		return ET_BAD_PARAM;
	return et_arena_slice(reading->arena, text, out);
}

static enum et_err read_int(const struct et_field *field, const json_t *value, int64_t *out)
{
	json_int_t number = json_integer_value(value);

	if (!json_is_integer(value) || number < field->min || number > field->max)
		return ET_BAD_PARAM;
	*out = number;
	return ET_OK;
}

static enum et_err read_ints(
	struct reading *reading, const struct et_field *field, const json_t *value, void *out)
{
	size_t count = json_array_size(value);
	int64_t *ints;
	enum et_err err;

	if (!json_is_array(value) || count > field->count)
		return ET_BAD_PARAM;
	if ((ints = et_arena_array(reading->arena, count, sizeof(*ints))) == NULL)
		return ET_NO_MEMORY;
	for (size_t i = 0; i < count; i++) {
		if ((err = read_int(field, json_array_get(value, i), &ints[i])) != ET_OK)
			return err;
	}
	*(struct et_int_list *)out = (struct et_int_list){ ints, count };
	return ET_OK;
}

static enum et_err read_enum(const struct et_field *field, const json_t *value, int *out)
{
	if (!json_is_string(value))
		return ET_BAD_PARAM;
	for (int i = 0; field->words[i] != NULL; i++) {
		if (et_slice_eq_str(text_of(value), field->words[i])) {
			*out = i;
			return ET_OK;
		}
	}
	return ET_BAD_PARAM;
}

/* Array of min..max items, else SIZE_MAX. */
static size_t array_count(const struct et_field *field, const json_t *value)
{
	size_t count = json_array_size(value);

	if (!json_is_array(value) || count < (size_t)field->min || count > (size_t)field->max)
		return SIZE_MAX;
	return count;
}

static enum et_err read_ids(
	struct reading *reading, const struct et_field *field, const json_t *value, void *out)
{
	size_t count = array_count(field, value);
	struct et_id *ids;

	if (count == SIZE_MAX)
		return ET_BAD_PARAM;
	if ((ids = et_arena_array(reading->arena, count, sizeof(*ids))) == NULL)
		return ET_NO_MEMORY;
	for (size_t i = 0; i < count; i++) {
		if (read_fixed(json_array_get(value, i), ids[i].b, sizeof(ids[i].b)) != ET_OK ||
			et_id_is_zero(&ids[i]))
			return ET_BAD_PARAM;
		for (size_t j = 0; j < i; j++) {
			if (et_id_eq(&ids[i], &ids[j]))
				return ET_BAD_PARAM;
		}
	}
	*(struct et_id_list *)out = (struct et_id_list){ ids, count };
	return ET_OK;
}

static enum et_err read_blob(struct reading *reading, const json_t *value, struct et_slice *out)
{
	json_int_t index = json_integer_value(value);

	if (!json_is_integer(value) || index < 0 || (uint64_t)index >= reading->request->blob_count)
		return ET_BAD_PARAM;
	if ((reading->named & UINT64_C(1) << index) != 0)
		return ET_BAD_PARAM;
	reading->named |= UINT64_C(1) << index;
	*out = reading->request->blobs[index];
	return ET_OK;
}

static enum et_err read_blobs(
	struct reading *reading, const struct et_field *field, const json_t *value, void *out)
{
	size_t count = array_count(field, value);
	struct et_slice *slices;
	enum et_err err;

	if (count == SIZE_MAX)
		return ET_BAD_PARAM;
	if ((slices = et_arena_array(reading->arena, count, sizeof(*slices))) == NULL)
		return ET_NO_MEMORY;
	for (size_t i = 0; i < count; i++) {
		if ((err = read_blob(reading, json_array_get(value, i), &slices[i])) != ET_OK)
			return err;
	}
	*(struct et_slice_list *)out = (struct et_slice_list){ slices, count };
	return ET_OK;
}

static enum et_err read_object(struct reading *reading, const struct et_fields *fields,
	json_t *object, uint8_t *out, const char **bad);

static enum et_err read_list(
	struct reading *reading, const struct et_field *field, const json_t *value, void *out)
{
	size_t count = array_count(field, value);
	const char *bad;
	uint8_t *items;
	enum et_err err;

	if (count == SIZE_MAX)
		return ET_BAD_PARAM;
	items = et_arena_array(reading->arena, count, field->item->struct_len);
	if (items == NULL)
		return ET_NO_MEMORY;
	for (size_t i = 0; i < count; i++) {
		err = read_object(reading, field->item, json_array_get(value, i),
			items + i * field->item->struct_len, &bad);
		if (err != ET_OK)
			return err;
	}
	*(struct et_item_list *)out = (struct et_item_list){ items, count };
	return ET_OK;
}

static enum et_err read_value(
	struct reading *reading, const struct et_field *field, const json_t *value, void *out)
{
	enum et_err err;

	switch (field->type) {
	case ET_FIELD_ID:
		if ((err = read_fixed(value, out, sizeof(struct et_id))) != ET_OK)
			return err;
		return et_id_is_zero(out) ? ET_BAD_PARAM : ET_OK;
	case ET_FIELD_FIXED: return read_fixed(value, out, (size_t)field->min);
	case ET_FIELD_BYTES: return read_bytes(reading, field, value, out);
	case ET_FIELD_STR: return read_str(reading, field, value, out);
	case ET_FIELD_INT: return read_int(field, value, out);
	case ET_FIELD_INTS: return read_ints(reading, field, value, out);
	case ET_FIELD_BOOL:
		*(bool *)out = json_is_true(value);
		return json_is_boolean(value) ? ET_OK : ET_BAD_PARAM;
	case ET_FIELD_DATE:
		return json_is_string(value) ? et_date_parse(text_of(value), out) : ET_BAD_PARAM;
	case ET_FIELD_TIME:
		return json_is_string(value) ? et_calendar_time_parse(text_of(value), out)
					     : ET_BAD_PARAM;
	case ET_FIELD_ENUM: return read_enum(field, value, out);
	case ET_FIELD_IDS: return read_ids(reading, field, value, out);
	case ET_FIELD_BLOB:
		if ((err = read_blob(reading, value, out)) != ET_OK)
			return err;
		err = ((struct et_slice *)out)->len < (size_t)field->min ||
				((struct et_slice *)out)->len > (size_t)field->max
			? ET_BAD_PARAM
			: ET_OK;
		return err;
	case ET_FIELD_BLOBS: return read_blobs(reading, field, value, out);
	case ET_FIELD_LIST: return read_list(reading, field, value, out);
	}
	return ET_INTERNAL;
}

static enum et_err read_field(
	struct reading *reading, const struct et_field *field, const json_t *value, uint8_t *out)
{
	if (value == NULL || (json_is_null(value) && field->need == ET_FIELD_NULLABLE)) {
		if (field->type == ET_FIELD_ENUM)
			*(int *)(void *)out = -1;
		if (value == NULL && field->need != ET_FIELD_OPTIONAL)
			return ET_BAD_PARAM;
		return ET_OK;
	}
	return read_value(reading, field, value, out);
}

static const struct et_field *find(const struct et_fields *fields, const char *name)
{
	for (size_t i = 0; i < fields->count; i++) {
		if (strcmp(fields->fields[i].name, name) == 0)
			return &fields->fields[i];
	}
	return NULL;
}

static enum et_err read_object(struct reading *reading, const struct et_fields *fields,
	json_t *object, uint8_t *out, const char **bad)
{
	const char *key;
	json_t *value;
	enum et_err err;

	if (!json_is_object(object)) {
		*bad = "params";
		return ET_BAD_PARAM;
	}
	json_object_foreach(object, key, value)
	{
		if (find(fields, key) == NULL) {
			*bad = et_arena_strdup(reading->arena, et_slice_str(key));
			return ET_BAD_PARAM;
		}
	}
	for (size_t i = 0; i < fields->count; i++) {
		const struct et_field *field = &fields->fields[i];

		err = read_field(
			reading, field, json_object_get(object, field->name), out + field->offset);
		if (err != ET_OK) {
			*bad = field->name;
			return err;
		}
	}
	return ET_OK;
}

enum et_err et_fields_read(const struct et_fields *fields, const struct et_request *request,
	struct et_arena *arena, void **out, const char **field)
{
	struct reading reading = { request, arena, 0 };

	ET_ASSERT(fields->struct_len > 0);
	*field = NULL;
	if ((*out = et_arena_array(arena, 1, fields->struct_len)) == NULL)
		return ET_NO_MEMORY;
	return read_object(&reading, fields, request->params, *out, field);
}

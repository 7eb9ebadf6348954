/*
 * Field tables: what the params of a command look like, as data. One table says which JSON is taken,
 * where each value goes in a plain C struct, and what the TypeScript type and the documents say.
 */
#ifndef ETATUNTI_PROTO_FIELD_H
#define ETATUNTI_PROTO_FIELD_H

#include <etatunti/base/arena.h>
#include <etatunti/base/err.h>
#include <etatunti/base/types.h>
#include <etatunti/domain/date.h>

/* JSON taken                                          goes to */
enum et_field_type {
	ET_FIELD_ID, /* base64url, 16 bytes            struct et_id */
	ET_FIELD_FIXED, /* base64url, exactly min bytes   min bytes: struct et_hash, et_key32, et_sig */
	ET_FIELD_BYTES, /* base64url, min..max bytes      struct et_slice */
	ET_FIELD_STR,   /* one line, min..max code points struct et_slice */
	ET_FIELD_INT,   /* min..max                       int64_t */
	ET_FIELD_INTS,  /* at most count, each min..max   struct et_int_list */
	ET_FIELD_BOOL,  /*                                bool */
	ET_FIELD_DATE,  /* "2026-02-28", a real day       struct et_date, year 0 if null */
	ET_FIELD_TIME,  /* "09:05", wall clock            int: minutes since midnight */
	ET_FIELD_ENUM,  /* one of words                   int: its index; -1 if null */
	ET_FIELD_IDS,   /* min..max ids, each once        struct et_id_list */
	ET_FIELD_BLOB,  /* index of a blob, min..max bytes struct et_slice */
	ET_FIELD_BLOBS, /* min..max indexes               struct et_slice_list */
	ET_FIELD_LIST,  /* min..max objects of `item`     struct et_item_list */
};

struct et_id_list {
	const struct et_id *ids;
	size_t count;
};

struct et_int_list {
	const int64_t *ints;
	size_t count;
};

struct et_slice_list {
	const struct et_slice *slices;
	size_t count;
};

/* items[i] is the struct that the sub-table describes. */
struct et_item_list {
	const void *items;
	size_t count;
};

enum et_field_need {
	ET_FIELD_REQUIRED, /* must be there and not null */
	ET_FIELD_NULLABLE, /* must be there, may be null: zero in the struct */
	ET_FIELD_OPTIONAL, /* may be left out: zero in the struct; never null */
};

struct et_fields;

struct et_field {
	const char *name;
	enum et_field_type type;
	enum et_field_need need;
	int64_t min, max;
	size_t offset;
	size_t count;                 /* INTS: at most */
	const char *const *words;     /* ENUM: NULL-terminated */
	const struct et_fields *item; /* LIST */
};

/* The table of one object and the size of its struct. */
struct et_fields {
	const struct et_field *fields;
	size_t count;
	size_t struct_len;
};

/* offsetof, and a compile error if the member is not of the type that the field fills. */
#define ET_FIELD_AT(S, m, T) (offsetof(S, m) + 0 * sizeof(&((S *)0)->m == (T *)0))

#define ET_F_ID(S, m, key) \
	{ \
		.name = key, .type = ET_FIELD_ID, .offset = ET_FIELD_AT(S, m, struct et_id) \
	}
#define ET_F_HASH(S, m, key) \
	{ \
		.name = key, .type = ET_FIELD_FIXED, .min = 32, .max = 32, \
		.offset = ET_FIELD_AT(S, m, struct et_hash) \
	}
#define ET_F_KEY32(S, m, key) \
	{ \
		.name = key, .type = ET_FIELD_FIXED, .min = 32, .max = 32, \
		.offset = ET_FIELD_AT(S, m, struct et_key32) \
	}
#define ET_F_SIG(S, m, key) \
	{ \
		.name = key, .type = ET_FIELD_FIXED, .min = 64, .max = 64, \
		.offset = ET_FIELD_AT(S, m, struct et_sig) \
	}
#define ET_F_BYTES(S, m, key, lo, hi) \
	{ \
		.name = key, .type = ET_FIELD_BYTES, .min = lo, .max = hi, \
		.offset = ET_FIELD_AT(S, m, struct et_slice) \
	}
#define ET_F_STR(S, m, key, lo, hi) \
	{ \
		.name = key, .type = ET_FIELD_STR, .min = lo, .max = hi, \
		.offset = ET_FIELD_AT(S, m, struct et_slice) \
	}
/* null is the empty slice. */
#define ET_F_STR_NULLABLE(S, m, key, lo, hi) \
	{ \
		.name = key, .type = ET_FIELD_STR, .need = ET_FIELD_NULLABLE, .min = lo, \
		.max = hi, .offset = ET_FIELD_AT(S, m, struct et_slice) \
	}
#define ET_F_INT(S, m, key, lo, hi) \
	{ \
		.name = key, .type = ET_FIELD_INT, .min = lo, .max = hi, \
		.offset = ET_FIELD_AT(S, m, int64_t) \
	}
#define ET_F_INTS(S, m, key, lo, hi, most) \
	{ \
		.name = key, .type = ET_FIELD_INTS, .min = lo, .max = hi, .count = most, \
		.offset = ET_FIELD_AT(S, m, struct et_int_list) \
	}
#define ET_F_BOOL(S, m, key) \
	{ \
		.name = key, .type = ET_FIELD_BOOL, .offset = ET_FIELD_AT(S, m, bool) \
	}
#define ET_F_DATE(S, m, key, needed) \
	{ \
		.name = key, .type = ET_FIELD_DATE, .need = needed, \
		.offset = ET_FIELD_AT(S, m, struct et_date) \
	}
#define ET_F_TIME(S, m, key) \
	{ \
		.name = key, .type = ET_FIELD_TIME, .offset = ET_FIELD_AT(S, m, int) \
	}
#define ET_F_ENUM(S, m, key, list) \
	{ \
		.name = key, .type = ET_FIELD_ENUM, .words = list, \
		.offset = ET_FIELD_AT(S, m, int) \
	}
#define ET_F_IDS(S, m, key, lo, hi) \
	{ \
		.name = key, .type = ET_FIELD_IDS, .min = lo, .max = hi, \
		.offset = ET_FIELD_AT(S, m, struct et_id_list) \
	}
#define ET_F_BLOB(S, m, key, needed, lo, hi) \
	{ \
		.name = key, .type = ET_FIELD_BLOB, .need = needed, .min = lo, .max = hi, \
		.offset = ET_FIELD_AT(S, m, struct et_slice) \
	}
#define ET_F_BLOBS(S, m, key, lo, hi) \
	{ \
		.name = key, .type = ET_FIELD_BLOBS, .min = lo, .max = hi, \
		.offset = ET_FIELD_AT(S, m, struct et_slice_list) \
	}
#define ET_F_LIST(S, m, key, table, lo, hi) \
	{ \
		.name = key, .type = ET_FIELD_LIST, .item = &(table), .min = lo, .max = hi, \
		.offset = ET_FIELD_AT(S, m, struct et_item_list) \
	}

/* The table of struct S from an array of fields. */
#define ET_FIELDS(array, S) \
	{ \
		.fields = (array), .count = sizeof(array) / sizeof((array)[0]), \
		.struct_len = sizeof(S) \
	}
/* A command without params. */
#define ET_FIELDS_NONE \
	{ \
		.fields = NULL, .count = 0, .struct_len = 1 \
	}

struct et_request;

/*
 * The params of a request as the struct that the table describes, zeroed and filled, from the arena.
 * ET_BAD_PARAM: *field is the name of the first key that is missing, unknown, of the wrong type or out
 * of bounds (arena or static; for an item of a list the list's own name). ET_NO_MEMORY.
 */
enum et_err et_fields_read(const struct et_fields *fields, const struct et_request *request,
	struct et_arena *arena, void **out, const char **field) ET_MUST_USE;

#endif

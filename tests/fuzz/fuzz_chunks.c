/*
 * Chunks of attachments against a model: what chunk-get gives is what was put last under that index by who
 * signed the object, of an object that names exactly those; everything else is refused and changes nothing.
 * An act is three bytes: what and of which object, index, filling or who.
 */
#include <string.h>

#include <etatunti/base/encode.h>
#include <etatunti/crypto/hash.h>

#include "fuzz.h"
#include "world.h"

enum { OBJECTS = 3, INDEXES = 4, ACTS_MAX = 40, CHUNK_LEN = 65576 };

struct model {
	struct fz_world *world;
	struct et_id ids[OBJECTS];
	int staged[OBJECTS][INDEXES]; /* the filling of what ann has put, -1: nothing */
	size_t chunks[OBJECTS];       /* of the signed object; 0: none is */
};

static struct et_slice chunk(struct kit *kit, int filling)
{
	uint8_t *bytes = et_arena_alloc(kit->arena, CHUNK_LEN);

	FUZZ_MUST(bytes != NULL);
	memset(bytes, filling, CHUNK_LEN);
	return et_slice_of(bytes, CHUNK_LEN);
}

static json_t *params(const struct model *model, size_t object, size_t index)
{
	return json_pack("{s:o, s:o, s:I}", "case", kit_json_id(&model->world->cases[FZ_OPEN].id),
		"object", kit_json_id(&model->ids[object]), "index", (json_int_t)index);
}

/* Length 0 to 2 beside the right one is refused. */
static void put(struct model *model, size_t object, size_t index, uint8_t filling)
{
	struct kit *kit = model->world->kit;
	struct et_slice data = chunk(kit, filling);
	json_t *all = params(model, object, index);
	struct kit_reply *reply;

	if (filling >= 0xf0)
		data.len -= (size_t)(filling - 0xef);
	(void)json_object_set_new(all, "data", json_integer(0));
	reply = kit_call_blobs(
		fz_conn(model->world, ET_SLICE_LIT("ann")), "chunk-put", all, &data, 1);
	if (reply->error != NULL && strcmp(reply->error, "rate_limited") == 0)
		return;
	FUZZ_MUST((reply->ok != NULL) == (model->chunks[object] == 0 && filling < 0xf0));
	if (reply->ok != NULL)
		model->staged[object][index] = filling;
	else
		FUZZ_MUST(strcmp(reply->error, filling < 0xf0 ? "conflict" : "bad_param") == 0);
}

/* The object statement over the first `count` chunks; wrong hashes where filling is odd. */
static void sign(struct model *model, size_t object, size_t count, uint8_t filling)
{
	struct cw_case *cs = &model->world->cases[FZ_OPEN];
	struct kit_peer *ann = fz_conn(model->world, ET_SLICE_LIT("ann"));
	struct et_hash hashes[INDEXES], all;
	struct kit_reply *reply;
	bool whole = count > 0;

	for (size_t i = 0; i < count; i++) {
		int staged = model->staged[object][i];

		whole = whole && staged >= 0;
		hashes[i] = et_hash_of(chunk(model->world->kit, staged));
	}
	/* One more than the object says stays behind: not to be vouched for. */
	all = et_hash_of(et_slice_of(hashes, count * sizeof(hashes[0])));
	all.b[0] ^= filling & 1;
	cw_add(cs, ann, "object",
		cw_object_body(model->world->kit, &model->ids[object], "attachment", 'S', 1, &all,
			(int64_t)count * CHUNK_LEN + (filling >> 7), (int64_t)count),
		(struct et_slice){ 0 });
	reply = cw_send(cs, ann);
	if (reply->error != NULL && strcmp(reply->error, "rate_limited") == 0)
		return;
	if (!whole || (filling & 0x81) != 0 || model->chunks[object] != 0)
		FUZZ_MUST(reply->ok == NULL);
	if (reply->ok != NULL)
		model->chunks[object] = count;
}

static void get(struct model *model, size_t object, size_t index, uint8_t who)
{
	static const char *const readers[] = { "ann", "ben", "cid", "kim", "coord", "nobody" };
	const char *name = readers[who % 6];
	struct kit_peer *peer = fz_conn(model->world, et_slice_str(name));
	struct kit_reply *reply = kit_call(peer, "chunk-get", params(model, object, index));
	bool member = strcmp(name, "ann") == 0 || strcmp(name, "ben") == 0;

	if (reply->error != NULL && strcmp(reply->error, "rate_limited") == 0)
		return;
	FUZZ_MUST((reply->ok != NULL) == (member && index < model->chunks[object]));
	if (reply->ok == NULL)
		return;
	FUZZ_MUST(reply->blob_count == 1);
	FUZZ_MUST(et_slice_eq(
		reply->blobs[0], chunk(model->world->kit, model->staged[object][index])));
}

static void act(struct model *model, struct fuzz_in *in)
{
	uint8_t what = fuzz_u8(in), index = fuzz_u8(in) % INDEXES;
	size_t object = what >> 4 & 3;
	uint8_t filling = fuzz_u8(in);

	object %= OBJECTS;
	switch (what % 4) {
	case 0:
	case 1: put(model, object, index, filling); break;
	case 2: sign(model, object, (size_t)index + 1, filling); break;
	default: get(model, object, index, filling); break;
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct fuzz_in in = { data, size };
	struct model model = { .world = fz_world_begin() };

	for (size_t i = 0; i < OBJECTS; i++) {
		model.ids[i] = kit_fresh_id(model.world->kit);
		for (size_t j = 0; j < INDEXES; j++)
			model.staged[i][j] = -1;
	}
	for (int i = 0; i < ACTS_MAX && in.left > 0; i++)
		act(&model, &in);
	if (fuzz_is_thorough(data, size))
		fz_world_judge(model.world);
	return 0;
}

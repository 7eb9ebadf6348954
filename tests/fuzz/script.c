/* See script.h: a line after the other, each judged. */
#include "script.h"

#include <string.h>

#include <etatunti/base/text.h>
#include <etatunti/crypto/hash.h>
#include <etatunti/service/command.h>
#include <etatunti/store/directory.h>

#include "fuzz.h"
#include "words.h"

#define LINES_MAX 60
#define BODY_MAX 60000
#define WAIT_MAX_MS (2 * KIT_HOUR)
#define CHUNK_LEN 65576

/* What was answered: never an error of ours, and what was refused has done nothing. */
static void judge_reply(struct fz_script *script, const struct kit_reply *reply,
	const struct et_hash *before, bool is_write)
{
	struct et_hash after;

	FUZZ_MUST(reply != NULL);
	FUZZ_MUST((reply->ok != NULL) != (reply->error != NULL));
	script->sent++;
	script->taken += reply->ok != NULL;
	if (getenv("ET_FUZZ_SAY") != NULL)
		printf("  %s\n", reply->ok != NULL ? "ok" : reply->error);
	script->last_reply = reply->ok != NULL && is_write ? reply->raw : (struct et_slice){ 0 };
	if (reply->ok != NULL)
		return;
	FUZZ_MUST(strcmp(reply->error, "internal") != 0);
	if (!script->judges_refusals)
		return;
	after = fz_world_digest(script->world);
	FUZZ_MUST(et_hash_eq(&after, before));
}

/* One frame and the one reply to it. */
static const struct kit_reply *put(struct fz_script *script, struct kit_peer *peer,
	struct et_slice frame, bool binary, bool is_write)
{
	struct et_hash before = { { 0 } };
	const struct kit_reply *reply;

	while (kit_next_reply(peer) != NULL)
		;
	if (script->judges_refusals)
		before = fz_world_digest(script->world);
	reply = kit_raw(peer, frame, binary);
	script->last_peer = peer;
	script->last_frame = frame;
	script->last_binary = binary;
	judge_reply(script, reply, &before, is_write);
	FUZZ_MUST(kit_next_reply(peer) == NULL);
	return reply;
}

/* ----------------------------------------------------------------------- commands */

/* A chunk that the server has taken is one that an object may vouch for. */
static void note_chunk(struct fz_script *script, struct et_slice name, const struct et_slice *blobs,
	size_t blob_count)
{
	if (!et_slice_eq_str(name, "chunk-put") || script->last_reply.len == 0 || blob_count == 0 ||
		blobs[0].len != CHUNK_LEN || script->chunk_count == 16)
		return;
	script->chunk_hashes[script->chunk_count++] = et_hash_of(blobs[0]);
}

static void command(struct fz_script *script, struct et_slice who, struct et_slice line)
{
	struct et_slice name = fz_next_word(&line), word, blobs[64], frame;
	struct kit_peer *peer = fz_conn(script->world, who);
	const struct et_command *known;
	json_t *params = json_object();
	size_t blob_count = 0;
	char cmd[40];

	(void)snprintf(cmd, sizeof(cmd), "%.*s", ET_SLICE_FMT(name));
	if (!et_text_is_utf8(et_slice_str(cmd)))
		cmd[0] = '\0';
	while ((word = fz_next_word(&line)).len > 0) {
		const uint8_t *equals = memchr(word.ptr, '=', word.len);
		size_t len = equals == NULL ? word.len : (size_t)(equals - word.ptr);

		(void)json_object_setn_new(params, (const char *)word.ptr, len,
			equals == NULL ? json_null()
				       : fz_value(script, et_slice_sub(word, len + 1, word.len),
						 blobs, &blob_count));
	}
	if (peer->front == 0) {
		json_decref(params);
		return;
	}
	frame = kit_frame(script->world->kit, cmd, params, blobs, blob_count);
	known = et_command_find(cmd);
	(void)put(script, peer, frame, blob_count > 0,
		known != NULL && known->effect == ET_WRITE && (known->states & ET_CONN_IN) != 0);
	note_chunk(script, name, blobs, blob_count);
}

/* --------------------------------------------------------------------- statements */

struct made {
	struct et_slice body, data;
	bool spoilt, waits;
};

/* "=300": data, before all fields, which may name its hash. */
static struct et_slice data_of(struct fz_script *script, struct et_slice line)
{
	struct et_slice word, data = { 0 };
	int64_t len;

	while ((word = fz_next_word(&line)).len > 0)
		if (word.ptr[0] == '=' &&
			et_text_i64(et_slice_sub(word, 1, word.len), 1, 600000, &len) == ET_OK) {
			data = fz_filler(script->world->kit, (size_t)len);
			script->data = et_hash_of(data);
		}
	return data;
}

static struct made make(struct fz_script *script, struct et_slice kind, struct et_slice line)
{
	struct made made = { .data = data_of(script, line) };
	struct et_slice word;
	int64_t bit = -1;
	struct et_buf body;
	char label[48];
	uint8_t *bytes;

	(void)snprintf(label, sizeof(label), "ET1/%.*s", ET_SLICE_FMT(kind));
	et_buf_init(&body, (size_t)1 << 22);
	et_lp_put_label(&body, label);
	while ((word = fz_next_word(&line)).len > 0) {
		if (word.ptr[0] == '^') {
			if (et_text_i64(et_slice_sub(word, 1, word.len), 0, 100000, &bit) != ET_OK)
				bit = -1;
		} else if (et_slice_eq_str(word, "!"))
			made.spoilt = true;
		else if (et_slice_eq_str(word, "&"))
			made.waits = true;
		else if (word.ptr[0] != '=')
			fz_put_field(script, &body, word);
	}
	made.body = kit_take(script->world->kit, &body);
	if (made.body.len > BODY_MAX)
		made.body.len = BODY_MAX;
	if (bit >= 0 && (size_t)bit < made.body.len * 8) {
		FUZZ_MUST((bytes = et_arena_memdup(script->world->kit->arena, made.body)) != NULL);
		bytes[bit / 8] ^= (uint8_t)(1U << bit % 8);
		made.body.ptr = bytes;
	}
	return made;
}

/* Kinds that the encoder would not take are text of 1 to 32 characters all the same. */
static bool kind_of(struct et_slice word, char kind[33])
{
	if (word.len == 0 || word.len > 32)
		return false;
	for (size_t i = 0; i < word.len; i++)
		if ((word.ptr[i] < 'a' || word.ptr[i] > 'z') && word.ptr[i] != '-')
			return false;
	(void)snprintf(kind, 33, "%.*s", ET_SLICE_FMT(word));
	return true;
}

static struct cw_case *case_of(struct fz_script *script, struct et_slice word)
{
	if (word.len < 3 || word.ptr[0] != '@' || word.ptr[1] != 'c' || word.ptr[2] < '0' ||
		word.ptr[2] >= '0' + FZ_CASES)
		return NULL;
	return &script->world->cases[word.ptr[2] - '0'];
}

static void case_statement(struct fz_script *script, struct et_slice who, struct et_slice line)
{
	const struct kit_peer *person = fz_person(script->world, who);
	struct cw_case *cs = case_of(script, fz_next_word(&line));
	struct kit_peer *peer;
	struct made made;
	char kind[33];
	size_t count;

	if (cs == NULL || !kind_of(fz_next_word(&line), kind))
		return;
	made = make(script, et_slice_str(kind), line);
	cw_add(cs, person, kind, made.body, made.data);
	if (made.spoilt)
		cs->batch[cs->batch_count - 1].signed_by.sig.b[0] ^= 1;
	if (made.waits && cs->batch_count < CW_BATCH_MAX)
		return;
	peer = fz_conn(script->world, who);
	count = cs->batch_count;
	if (peer->front == 0) {
		cs->batch_count = 0;
		cs->seq = cs->sent_seq;
		cs->head = cs->sent_head;
		return;
	}
	FUZZ_MUST(put(script, peer, cw_frame(cs), true, true) != NULL);
	(void)cw_answered(cs, &peer->reply);
	/* "!" must be seen whichever of the batch it is, the chain be as long as what was taken. */
	FUZZ_MUST(peer->reply.ok == NULL || !made.spoilt);
	FUZZ_MUST(count > 0);
}

static void dir_statement(struct fz_script *script, struct et_slice who, struct et_slice line)
{
	struct kit *kit = script->world->kit;
	const struct kit_peer *person = fz_person(script->world, who);
	struct kit_peer *peer;
	struct et_store_head head;
	struct et_statement draft;
	struct et_slice blobs[2];
	struct kit_signed stmt;
	struct made made;
	char kind[33];

	if (!kind_of(fz_next_word(&line), kind))
		return;
	made = make(script, et_slice_str(kind), line);
	FUZZ_MUST(et_store_directory_head(kit->store, &head) == ET_OK);
	draft = kit_draft(person, ET_CHAIN_DIR, NULL, kind, made.body);
	draft.seq = head.seq + 1;
	draft.prev = head.hash;
	stmt = kit_statement(kit, &draft, &person->identity);
	stmt.sig.b[0] ^= made.spoilt;
	blobs[0] = stmt.stmt;
	blobs[1] = et_sig_slice(&stmt.sig);
	peer = fz_conn(script->world, who);
	if (peer->front == 0)
		return;
	(void)put(script, peer,
		kit_frame(
			kit, "dir-append", json_pack("{s:i, s:i}", "stmt", 0, "sig", 1), blobs, 2),
		true, true);
	FUZZ_MUST(peer->reply.ok == NULL || !made.spoilt);
}

/* -------------------------------------------------------------------------- lines */

static bool is_alive(const struct kit *kit, const struct kit_peer *peer)
{
	ET_LIST_EACH(&kit->peers, it, after)
	{
		if (ET_CONTAINER(it, struct kit_peer, link) == peer)
			return peer->front != 0;
	}
	return false;
}

/* What was taken once has the same answer, and no second effect, as long as it is the same person. */
static void again(struct fz_script *script)
{
	struct et_slice first = script->last_reply;
	struct et_hash before, after;
	struct kit_reply *reply;

	if (script->last_peer == NULL || !is_alive(script->world->kit, script->last_peer) ||
		first.len == 0)
		return;
	before = fz_world_digest(script->world);
	reply = kit_raw(script->last_peer, script->last_frame, script->last_binary);
	FUZZ_MUST(reply != NULL);
	after = fz_world_digest(script->world);
	FUZZ_MUST(et_hash_eq(&before, &after));
	if (reply->ok != NULL)
		FUZZ_MUST(et_slice_eq(reply->raw, first));
}

static void later(struct fz_script *script, struct et_slice line)
{
	int64_t ms;

	if (et_text_i64(fz_next_word(&line), 0, WAIT_MAX_MS, &ms) != ET_OK ||
		script->waited_ms + ms > WAIT_MAX_MS)
		return;
	script->waited_ms += ms;
	kit_advance(script->world->kit, ms);
}

static void raw(struct fz_script *script, struct et_slice line)
{
	struct kit_peer *peer = fz_conn(script->world, fz_next_word(&line));

	/* Front lets no text through that is none (close code 1007). */
	if (peer->front != 0 && et_text_is_utf8(line) && line.len < 65536)
		(void)put(script, peer, line, false, false);
}

static void run_line(struct fz_script *script, struct et_slice line)
{
	struct et_slice rest = line, who = fz_next_word(&rest), sign;

	if (getenv("ET_FUZZ_SAY") != NULL)
		printf("%.*s\n", ET_SLICE_FMT(line));
	if (et_slice_eq_str(who, "again")) {
		again(script);
	} else if (et_slice_eq_str(who, "later")) {
		later(script, rest);
	} else if (et_slice_eq_str(who, "cut")) {
		struct kit_peer *peer = fz_conn(script->world, fz_next_word(&rest));

		if (peer->front != 0)
			kit_cut(peer);
	} else if (et_slice_eq_str(who, "raw")) {
		if ((script->lines & FZ_COMMANDS) != 0)
			raw(script, rest);
	} else if (who.len > 1 && who.ptr[who.len - 1] == ':') {
		if ((script->lines & FZ_COMMANDS) != 0)
			command(script, et_slice_sub(who, 0, who.len - 1), rest);
	} else {
		sign = fz_next_word(&rest);
		if (et_slice_eq_str(sign, "+") && (script->lines & FZ_CASE_LINES) != 0)
			case_statement(script, who, rest);
		else if (et_slice_eq_str(sign, "*") && (script->lines & FZ_DIR_LINES) != 0)
			dir_statement(script, who, rest);
	}
}

void fz_script_run(struct fz_script *script, const uint8_t *data, size_t size)
{
	struct et_slice rest = et_slice_of(data, size);

	for (int i = 0; i < LINES_MAX && rest.len > 0; i++) {
		const uint8_t *end = memchr(rest.ptr, '\n', rest.len);
		size_t len = end == NULL ? rest.len : (size_t)(end - rest.ptr);

		run_line(script, et_slice_sub(rest, 0, len));
		rest = et_slice_sub(rest, len + 1, rest.len);
	}
}

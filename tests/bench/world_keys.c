/* Hexadecimal, a word for each field. */
#include "world_keys.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include <etatunti/base/encode.h>

#define LINE_MAX_LEN 1024
#define WORDS_MAX 8

static void put_hex(FILE *out, const void *bytes, size_t len)
{
	char text[ET_HEX_LEN(64) + 1];

	et_hex_encode(et_slice_of(bytes, len), text);
	(void)fprintf(out, " %s", text);
}

void world_put_genesis(FILE *out, const struct et_hash *genesis)
{
	(void)fputs("genesis", out);
	put_hex(out, genesis->b, sizeof(genesis->b));
	(void)fputc('\n', out);
}

/* A secret key begins with the seed that it is made from. */
void world_put_person(FILE *out, const struct world_person *person)
{
	(void)fprintf(out, "person %s", person->username);
	put_hex(out, person->uid.b, sizeof(person->uid.b));
	put_hex(out, person->login.sk, ET_SEED_LEN);
	put_hex(out, person->identity.sk, ET_SEED_LEN);
	(void)fputc('\n', out);
}

void world_put_room(FILE *out, const struct world_room *room)
{
	(void)fputs("room", out);
	put_hex(out, room->case_id.b, sizeof(room->case_id.b));
	put_hex(out, room->session.b, sizeof(room->session.b));
	put_hex(out, room->hour.b, sizeof(room->hour.b));
	put_hex(out, room->series.b, sizeof(room->series.b));
	(void)fprintf(out, " %" PRId64, room->seq);
	put_hex(out, room->head.b, sizeof(room->head.b));
	(void)fputc('\n', out);
}

static bool take_hex(const char *text, uint8_t *out, size_t len)
{
	return et_hex_decode(et_slice_str(text), out, len) == ET_OK;
}

static bool take_key(const char *text, struct et_sign_key *key)
{
	uint8_t seed[ET_SEED_LEN];

	if (!take_hex(text, seed, sizeof(seed)))
		return false;
	et_sign_key_from_seed(seed, key);
	return true;
}

/* One more at the end of a growing array. */
static void *one_more(void **array, size_t *count, size_t size)
{
	if ((*count & (*count - 1)) == 0) {
		size_t room = *count == 0 ? 1 : 2 * *count;
		void *grown = realloc(*array, room * size);

		if (grown == NULL)
			return NULL;
		*array = grown;
	}
	return (char *)*array + (*count)++ * size;
}

static bool take_person(struct world *world, char *const words[])
{
	struct world_person *person =
		one_more((void **)&world->people, &world->people_count, sizeof(*person));

	if (person == NULL || strlen(words[1]) >= sizeof(person->username))
		return false;
	memcpy(person->username, words[1], strlen(words[1]) + 1);
	return take_hex(words[2], person->uid.b, sizeof(person->uid.b)) &&
		take_key(words[3], &person->login) && take_key(words[4], &person->identity);
}

static bool take_room(struct world *world, char *const words[])
{
	struct world_room *room =
		one_more((void **)&world->rooms, &world->room_count, sizeof(*room));

	if (room == NULL)
		return false;
	room->seq = strtoll(words[5], NULL, 10);
	return room->seq > 0 && take_hex(words[1], room->case_id.b, sizeof(room->case_id.b)) &&
		take_hex(words[2], room->session.b, sizeof(room->session.b)) &&
		take_hex(words[3], room->hour.b, sizeof(room->hour.b)) &&
		take_hex(words[4], room->series.b, sizeof(room->series.b)) &&
		take_hex(words[6], room->head.b, sizeof(room->head.b));
}

static bool take_line(struct world *world, char *line)
{
	char *words[WORDS_MAX], *rest = NULL;
	size_t count = 0;

	for (char *word = strtok_r(line, " \n", &rest); word != NULL && count < WORDS_MAX;
		word = strtok_r(NULL, " \n", &rest))
		words[count++] = word;
	if (count == 2 && strcmp(words[0], "genesis") == 0)
		return take_hex(words[1], world->genesis.b, sizeof(world->genesis.b));
	if (count == 5 && strcmp(words[0], "person") == 0)
		return take_person(world, words);
	return count == 7 && strcmp(words[0], "room") == 0 && take_room(world, words);
}

bool world_read(struct world *world, const char *path)
{
	FILE *in = fopen(path, "re");
	char line[LINE_MAX_LEN];
	size_t number = 0;
	bool good = true;

	*world = (struct world){ 0 };
	if (in == NULL) {
		(void)fprintf(stderr, "%s: %s\n", path, strerror(errno));
		return false;
	}
	while (good && fgets(line, sizeof(line), in) != NULL) {
		number++;
		good = take_line(world, line);
	}
	(void)fclose(in);
	if (good && world->people_count >= WORLD_SEATS * world->room_count && number > 0)
		return true;
	(void)fprintf(stderr, "%s:%zu: not as bench_world writes it\n", path, number);
	world_free(world);
	return false;
}

void world_free(struct world *world)
{
	free(world->people);
	free(world->rooms);
	*world = (struct world){ 0 };
}

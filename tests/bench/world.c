/*
 * bench_world DIR [--people N] [--rooms R]: makes the folder DIR of a deployment with so many people, and
 * so many rooms of three that can be joined now, by this machine's clock, for the next two hours; and
 * DIR.keys for the load generator (world_keys.h). Through the service, as people make it: real keys and
 * statements, all checks. Only argon2id is left out, which is the browsers' alone.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <etatunti/base/text.h>
#include <etatunti/domain/calendar.h>
#include <etatunti/store/txn.h>

#include "app/data.h"
#include "service/places.h"
#include "service/record.h"
#include "world_keys.h"

#define PEOPLE_MAX 20000
/* A county has at most 256 series, and each room its own hour. */
#define ROOMS_MAX 250
/* Until the hours begin: they are open from 15 minutes before. */
#define AHEAD_MS (5 * KIT_MINUTE)
/* The kit's clock while a person, a room is made; between two signing in; what it may lag behind at the end. */
#define PERSON_MS 2500
#define ROOM_MS 2500
#define SIGN_IN_MS 200
#define SLACK_MS (10 * KIT_MINUTE)

struct options {
	const char *dir;
	size_t people, rooms;
};

static struct options options = { .people = 1, .rooms = 100 };

struct room {
	struct cw_world world; /* its pair, its contact, its series and hour */
	struct cw_case cs;
	struct et_id session;
};

struct maker {
	struct kit *kit;
	struct kit_peer *coord, *kela;
	struct kit_peer **people;
	size_t people_count;
	struct room *rooms;
	int64_t now_ms; /* by this machine's clock, when we began */
	FILE *keys;
};

/* A deployment founded when the kit's is, and a clock that will have come to now when all is made. */
static void open_world(struct maker *maker)
{
	int64_t takes = (int64_t)options.people * PERSON_MS +
		(int64_t)options.rooms * (ROOM_MS + WORLD_SEATS * SIGN_IN_MS) + SLACK_MS;

	maker->now_ms = et_env_now_ms(et_env_system());
	maker->kit = kit_new();
	if (maker->now_ms - takes < kit_now(maker->kit))
		fail_msg(
			"this machine's clock stands before 2026, or so many people take too long");
	et_env_fake_advance(&maker->kit->fake, maker->now_ms - takes - kit_now(maker->kit));
	kit_restart(maker->kit);
	maker->coord = kit_founder(maker->kit, KIT_COUNTY, "coord");
	maker->kela = kit_founder(maker->kit, KIT_KELA, "kela");
	maker->people = calloc(options.people, sizeof(struct kit_peer *));
	maker->rooms = calloc(options.rooms + 1, sizeof(*maker->rooms));
	assert_non_null(maker->people);
	assert_non_null(maker->rooms);
}

static struct kit_peer *person(struct maker *maker, struct kit_peer *coordinator, const char *roles)
{
	struct kit_peer *peer;
	char username[WORLD_USERNAME_SIZE];

	(void)snprintf(username, sizeof(username), "p%05zu", maker->people_count);
	peer = kit_person(coordinator, username, roles);
	kit_cut(peer);
	kit_forget(peer);
	kit_forget(maker->coord);
	kit_forget(maker->kela);
	maker->people[maker->people_count++] = peer;
	return peer;
}

/* One hour, on the day and at the minute when it is AHEAD_MS from now. */
static void series(struct maker *maker, struct cw_world *world)
{
	int64_t starts_at = maker->now_ms + AHEAD_MS;
	struct et_date date = et_calendar_date(starts_at);
	char start[ET_CALENDAR_TIME_SIZE], day[11];
	struct kit_series one = kit_series_of(maker->coord, &world->pair_a, world->kim);

	et_calendar_time_format(et_calendar_minute(starts_at), start);
	et_date_format(date, day);
	one.weekday = et_date_weekday(date);
	one.start = start;
	(void)snprintf(one.first, sizeof(one.first), "%s", day);
	one.last = day;
	one.on_holidays = 1;
	kit_ok(kit_series_set(maker->coord, &one));
	world->series = one.id;
}

static void make_room(struct maker *maker, size_t index)
{
	struct cw_world *world = &maker->rooms[index].world;
	char name[32];

	world->kit = maker->kit;
	world->coord = maker->coord;
	world->ann = person(maker, maker->coord, "worker");
	world->ben = person(maker, maker->coord, "worker");
	world->kim = person(maker, maker->kela, "contact");
	kit_advance(maker->kit, ROOM_MS);
	(void)snprintf(name, sizeof(name), "Pari %zu", index + 1);
	world->pair_a = kit_pair(maker->coord, name,
		(struct kit_peer *const[]){ world->ann, world->ben }, WORLD_SEATS - 1);
	series(maker, world);
}

static void sign_in(struct kit *kit, struct kit_peer **person)
{
	kit_advance(kit, SIGN_IN_MS);
	*person = kit_connect_as(*person);
	kit_sign_in(*person);
}

/* The case, its place in the hour, and the hour's turn. */
static void open_room(struct room *room)
{
	struct cw_world *world = &room->world;
	struct cw_case *cs = &room->cs;
	struct kit *kit = world->kit;

	sign_in(kit, &world->ann);
	sign_in(kit, &world->ben);
	sign_in(kit, &world->kim);
	world->hour = kit_hour(world->ann, &world->series, 0, &world->starts_at);
	cw_queued(world, cs);
	room->session = kit_fresh_id(kit);
	cw_session_open(cs, world->ann, &world->hour, &room->session);
	kit_ok(cw_send(cs, world->ann));
	kit_drop(world->ann);
	kit_drop(world->ben);
	kit_drop(world->kim);
}

static void make_all(struct maker *maker)
{
	struct kit *kit = maker->kit;

	for (size_t i = 0; i < options.rooms; i++)
		make_room(maker, i);
	while (maker->people_count < options.people)
		(void)person(maker, maker->coord, "worker");
	/* The last stretch of what open_world has allowed for: the hours must be open. */
	kit_advance(kit,
		maker->now_ms - KIT_MINUTE - (int64_t)options.rooms * WORLD_SEATS * SIGN_IN_MS -
			kit_now(kit));
	for (size_t i = 0; i < options.rooms; i++)
		open_room(&maker->rooms[i]);
	assert_true(kit_now(kit) < maker->now_ms);
	kit_cut(maker->coord);
	if (maker->kela->front != 0)
		kit_cut(maker->kela);
}

/* The last rows are covered by a checkpoint too. */
static void stop(struct kit *kit)
{
	struct et_delivery out;

	assert_int_equal(et_store_txn_begin(kit->store, "world"), ET_OK);
	assert_int_equal(et_service_stop(kit->service), ET_OK);
	assert_int_equal(et_store_txn_commit(kit->store), ET_OK);
	et_service_committed(kit->service);
	while (et_service_next_delivery(kit->service, &out))
		if (out.type == ET_DELIVER_CHECKPOINT)
			assert_int_equal(
				et_arena_slice(kit->arena, out.bytes, &kit->checkpoint_line),
				ET_OK);
}

static void write_secret(const char *dir, const char *name, const void *bytes, size_t len)
{
	char path[ET_DATA_PATH_LEN];

	assert_int_equal(et_data_path(path, dir, name), ET_OK);
	if (et_data_write_secret(path, bytes, len) != ET_OK)
		fail_msg("%s: %s", path, strerror(errno));
}

static void write_folder(const struct maker *maker)
{
	struct kit *kit = maker->kit;
	char path[ET_DATA_PATH_LEN], why[ET_STORE_WHY_LEN], *line;
	struct et_store *file;

	if (mkdir(options.dir, 0700) != 0)
		fail_msg("%s: %s", options.dir, strerror(errno));
	assert_int_equal(et_data_path(path, options.dir, ET_DATA_DATABASE), ET_OK);
	if (et_store_open(path, ET_STORE_CREATE, KIT_T0, &file, why) != ET_OK)
		fail_msg("%s: %s", path, why);
	record_copy_pages(kit->store->db, file->db);
	et_store_close(file);
	write_secret(options.dir, ET_DATA_LOG_KEY, kit->log_key.sk, ET_SEED_LEN);
	assert_non_null(line = strndup((const char *)kit->checkpoint_line.ptr,
				kit->checkpoint_line.len + 1));
	line[kit->checkpoint_line.len] = '\n';
	write_secret(options.dir, ET_DATA_CHECKPOINTS, line, kit->checkpoint_line.len + 1);
	free(line);
}

static void open_keys(struct maker *maker)
{
	char path[ET_DATA_PATH_LEN];

	(void)snprintf(path, sizeof(path), "%s.keys", options.dir);
	(void)umask(077);
	if ((maker->keys = fopen(path, "wxe")) == NULL)
		fail_msg("%s: %s", path, strerror(errno));
}

static void write_keys(const struct maker *maker)
{
	world_put_genesis(maker->keys, &maker->kit->deployment.g);
	for (size_t i = 0; i < maker->people_count; i++) {
		const struct kit_peer *peer = maker->people[i];
		struct world_person person = {
			.uid = peer->uid, .login = peer->login, .identity = peer->identity
		};

		(void)snprintf(person.username, sizeof(person.username), "%s", peer->username);
		world_put_person(maker->keys, &person);
	}
	for (size_t i = 0; i < options.rooms; i++) {
		const struct room *room = &maker->rooms[i];

		world_put_room(maker->keys,
			&(struct world_room){ .case_id = room->cs.id,
				.session = room->session,
				.hour = room->world.hour,
				.series = room->world.series,
				.seq = room->cs.seq,
				.head = room->cs.head });
	}
	assert_int_equal(fclose(maker->keys), 0);
}

static void make_world(void **state)
{
	struct maker maker = { 0 };

	(void)state;
	open_keys(&maker);
	open_world(&maker);
	make_all(&maker);
	stop(maker.kit);
	write_folder(&maker);
	write_keys(&maker);
	kit_free(maker.kit);
	free(maker.people);
	free(maker.rooms);
}

static bool read_options(int argc, char **argv)
{
	int64_t value;

	for (int i = 1; i < argc; i++) {
		size_t *field = strcmp(argv[i], "--people") == 0 ? &options.people
			: strcmp(argv[i], "--rooms") == 0        ? &options.rooms
								 : NULL;

		if (field == NULL && options.dir == NULL && argv[i][0] != '-') {
			options.dir = argv[i];
			continue;
		}
		if (field == NULL || ++i == argc ||
			et_text_i64(et_slice_str(argv[i]), 0, PEOPLE_MAX, &value) != ET_OK)
			return false;
		*field = (size_t)value;
	}
	if (options.people < WORLD_SEATS * options.rooms)
		options.people = WORLD_SEATS * options.rooms;
	return options.dir != NULL && options.people > 0 && options.rooms <= ROOMS_MAX;
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(make_world) };

	if (!read_options(argc, argv)) {
		(void)fprintf(stderr,
			"usage: bench_world DIR [--people N] [--rooms R]   (at most %d and %d)\n",
			PEOPLE_MAX, ROOMS_MAX);
		return 2;
	}
	return cmocka_run_group_tests(tests, NULL, NULL);
}

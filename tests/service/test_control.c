/*
 * A running core is asked for a copy of its database: by who has the log key, and by who hasn't, by two at once, by one who
 * goes away; commands go on between the steps, and the copy has them.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "testkit.h"

#include <etatunti/core/control.h>
#include <etatunti/service/verify.h>

/* More pages than some steps take. */
#define PEOPLE 40

struct rig {
	struct kit *kit;
	struct kit_peer *anna;
	struct et_control *control;
	int listen_fd, file_fd;
	char dir[64], data[96], path[96]; /* path: of the copy */
	struct sockaddr_un address;
};

static int setup(void **state)
{
	static struct rig rig;
	struct et_control_config config;

	(void)snprintf(rig.dir, sizeof(rig.dir), "/tmp/etatunti-control-XXXXXX");
	assert_non_null(mkdtemp(rig.dir));
	/* A file: of a database in memory SQLite begins a copy anew after each commit. */
	(void)snprintf(rig.data, sizeof(rig.data), "%s/data.db", rig.dir);
	rig.kit = kit_new_in(rig.data);
	rig.anna = kit_founder(rig.kit, KIT_COUNTY, "anna");
	(void)snprintf(rig.path, sizeof(rig.path), "%s/copy.db", rig.dir);
	rig.file_fd = open(rig.path, O_RDWR | O_CREAT | O_EXCL, 0600);
	assert_true(rig.file_fd >= 0);
	rig.address = (struct sockaddr_un){ .sun_family = AF_UNIX };
	(void)snprintf(rig.address.sun_path, sizeof(rig.address.sun_path), "%s/control", rig.dir);
	rig.listen_fd = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_NONBLOCK, 0);
	assert_int_equal(
		bind(rig.listen_fd, (struct sockaddr *)&rig.address, sizeof(rig.address)), 0);
	assert_int_equal(listen(rig.listen_fd, 4), 0);
	config = (struct et_control_config){ .listen_fd = rig.listen_fd,
		.env = &rig.kit->fake.env,
		.store = rig.kit->store,
		.log_key = &rig.kit->log_key };
	assert_non_null(rig.control = et_control_new(&config));
	assert_int_equal(et_control_listen_fd(rig.control), rig.listen_fd);
	*state = &rig;
	return 0;
}

static int teardown(void **state)
{
	struct rig *rig = *state;

	et_control_free(rig->control);
	(void)close(rig->listen_fd);
	(void)close(rig->file_fd);
	(void)unlink(rig->address.sun_path);
	kit_free(rig->kit);
	(void)unlink(rig->data);
	(void)unlink(rig->path);
	assert_int_equal(rmdir(rig->dir), 0);
	return 0;
}

/* Knocks; core lets in. */
static int dial(struct rig *rig)
{
	int fd = socket(AF_UNIX, SOCK_SEQPACKET, 0);

	assert_int_equal(connect(fd, (struct sockaddr *)&rig->address, sizeof(rig->address)), 0);
	et_control_turn(rig->control, true, false);
	return fd;
}

/* 0: core has hung up; nothing at all is a fault of the test. */
static ssize_t heard(int fd, void *out, size_t len)
{
	ssize_t n = recv(fd, out, len, MSG_DONTWAIT | MSG_TRUNC);

	assert_true(n >= 0);
	return n;
}

static struct et_control_hello hello_of(int fd)
{
	struct et_control_hello hello;

	assert_int_equal(heard(fd, &hello, sizeof(hello)), sizeof(hello));
	assert_int_equal(hello.form, ET_CONTROL_FORM);
	assert_int_equal(hello.is_busy, 0);
	return hello;
}

/* With a descriptor, or -1; then core's turn. */
static void say(struct rig *rig, int fd, const void *message, size_t len, int handed)
{
	char room[CMSG_SPACE(sizeof(int))] = { 0 };
	char copy[256];
	struct iovec part = { .iov_base = copy, .iov_len = len };
	struct msghdr msg = { .msg_iov = &part, .msg_iovlen = 1 };

	memcpy(copy, message, len);
	if (handed >= 0) {
		msg.msg_control = room;
		msg.msg_controllen = sizeof(room);
		*CMSG_FIRSTHDR(&msg) = (struct cmsghdr){ .cmsg_level = SOL_SOCKET,
			.cmsg_type = SCM_RIGHTS,
			.cmsg_len = CMSG_LEN(sizeof(int)) };
		memcpy(CMSG_DATA(CMSG_FIRSTHDR(&msg)), &handed, sizeof(int));
	}
	assert_int_equal(sendmsg(fd, &msg, 0), len);
	et_control_turn(rig->control, false, true);
}

static struct et_control_answer answer_of(int fd)
{
	struct et_control_answer answer;

	assert_int_equal(heard(fd, &answer, sizeof(answer)), sizeof(answer));
	assert_int_equal(answer.form, ET_CONTROL_FORM);
	return answer;
}

/* Lets in and asks as one should; the first answer. */
static struct et_control_answer ask(struct rig *rig, int fd, int handed)
{
	struct et_control_hello hello = hello_of(fd);
	struct et_control_ask message = { .form = ET_CONTROL_FORM,
		.proof = et_control_proof(&rig->kit->log_key, hello.nonce) };

	say(rig, fd, &message, sizeof(message), handed);
	return answer_of(fd);
}

/* A command that writes; as often as one may. */
static void invite(struct rig *rig, const char *prefix, int number)
{
	uint8_t secret[32];
	char name[32];

	(void)snprintf(name, sizeof(name), "%s.%d", prefix, number);
	kit_advance(rig->kit, 200);
	(void)kit_invite(rig->anna, name, "worker", kit_now(rig->kit) + KIT_DAY, secret);
}

/* The rest of it, a command between two steps. */
static void to_the_end(struct rig *rig, int fd, struct et_control_answer answer)
{
	char byte;

	for (int steps = 0; answer.state == ET_CONTROL_MORE; steps++) {
		invite(rig, "new", steps);
		say(rig, fd, "", 1, -1);
		answer = answer_of(fd);
		assert_true(steps < 1000);
	}
	assert_int_equal(answer.state, ET_CONTROL_DONE);
	assert_int_equal(answer.left, 0);
	assert_int_equal(et_control_peer_fd(rig->control), -1);
	assert_int_equal(heard(fd, &byte, 1), 0);
}

/* It verifies, and has what the server has. */
static void check_copy(struct rig *rig)
{
	char why[ET_VERIFY_WHY_LEN] = "";
	struct et_store *live = rig->kit->store, *copy;
	size_t rows = kit_log_count(rig->kit, NULL, NULL);

	if (et_store_open(rig->path, ET_STORE_READ, KIT_T0, &copy, why) != ET_OK ||
		et_verify_run(copy, NULL, NULL, why) != ET_OK)
		fail_msg("%s", why);
	rig->kit->store = copy;
	assert_int_equal(kit_log_count(rig->kit, NULL, NULL), rows);
	rig->kit->store = live;
	et_store_close(copy);
}

static void fill(struct rig *rig)
{
	for (int i = 0; i < PEOPLE; i++)
		invite(rig, "person", i);
}

static void test_commands_go_on_between_the_steps(void **state)
{
	struct rig *rig = *state;
	struct et_control_answer answer;
	int fd;

	fill(rig);
	fd = dial(rig);
	answer = ask(rig, fd, rig->file_fd);
	assert_int_equal(answer.state, ET_CONTROL_MORE);
	assert_true(answer.total > 2 * ET_CONTROL_STEP_PAGES);
	assert_int_equal(answer.left, answer.total - ET_CONTROL_STEP_PAGES);
	to_the_end(rig, fd, answer);
	check_copy(rig);
	(void)close(fd);
}

/* Nothing but the hello, and the line is cut: wrong key, wrong form, an old proof, too short, one byte, too long. */
static void test_who_has_not_the_log_key_is_told_nothing(void **state)
{
	struct rig *rig = *state;
	uint8_t other[ET_SEED_LEN] = { 1 };
	struct et_control_ask message;
	struct et_sign_key key;
	struct et_hash old = { { 0 } };
	char more[200] = "";

	et_sign_key_from_seed(other, &key);
	for (int i = 0; i < 6; i++) {
		int fd = dial(rig);
		struct et_control_hello hello = hello_of(fd);
		const struct et_sign_key *with = i == 0 ? &key : &rig->kit->log_key;

		message = (struct et_control_ask){ .form = ET_CONTROL_FORM + (i == 1 ? 1 : 0),
			.proof = et_control_proof(with, hello.nonce) };
		if (i == 2)
			message.proof = old;
		else
			old = message.proof;
		memcpy(more, &message, sizeof(message));
		say(rig, fd, more,
			i == 3           ? sizeof(message) - 1
				: i == 4 ? 1
				: i == 5 ? sizeof(more)
					 : sizeof(message),
			rig->file_fd);
		assert_int_equal(heard(fd, more, sizeof(more)), 0);
		assert_int_equal(lseek(rig->file_fd, 0, SEEK_END), 0);
		(void)close(fd);
		assert_int_equal(et_control_peer_fd(rig->control), -1);
	}
	et_sign_key_fini(&key);
}

static void test_only_an_empty_file_is_written_to(void **state)
{
	struct rig *rig = *state;
	int bad[] = { -1, open("/dev/full", O_RDWR), open("/dev/null", O_RDWR),
		open(rig->path, O_RDONLY), open(rig->path, O_WRONLY),
		open(rig->path, O_RDWR | O_APPEND), open(rig->dir, O_RDONLY),
		open("/proc/self/exe", O_RDONLY) };
	struct et_control_answer answer;

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		int fd = dial(rig);

		answer = ask(rig, fd, bad[i]);
		assert_int_equal(answer.state, ET_CONTROL_FAILED);
		assert_non_null(strstr(answer.why, "no empty file"));
		(void)close(fd);
		if (bad[i] >= 0)
			(void)close(bad[i]);
	}
	assert_int_equal(write(rig->file_fd, "x", 1), 1);
	int fd = dial(rig);
	assert_int_equal(ask(rig, fd, rig->file_fd).state, ET_CONTROL_FAILED);
	(void)close(fd);
}

/* Who asks while another's is being made is told so; who only stands there is not waited for. */
static void test_one_at_a_time(void **state)
{
	struct rig *rig = *state;
	struct et_control_answer answer;
	struct et_control_hello hello;
	int silent, first, second;
	char byte;

	fill(rig);
	silent = dial(rig);
	(void)hello_of(silent);
	first = dial(rig);
	assert_int_equal(heard(silent, &byte, 1), 0);
	answer = ask(rig, first, rig->file_fd);
	assert_int_equal(answer.state, ET_CONTROL_MORE);
	second = dial(rig);
	assert_int_equal(heard(second, &hello, sizeof(hello)), sizeof(hello));
	assert_int_equal(hello.is_busy, 1);
	assert_int_equal(heard(second, &byte, 1), 0);
	to_the_end(rig, first, answer);
	check_copy(rig);
	(void)close(silent);
	(void)close(first);
	(void)close(second);
}

static void test_who_goes_away_leaves_nothing(void **state)
{
	struct rig *rig = *state;
	int fd;

	fill(rig);
	for (int i = 0; i < 3; i++) {
		fd = dial(rig);
		if (i > 0)
			(void)ask(rig, fd, rig->file_fd);
		(void)close(fd);
		et_control_turn(rig->control, false, true);
		assert_int_equal(et_control_peer_fd(rig->control), -1);
		assert_int_equal(ftruncate(rig->file_fd, 0), 0);
	}
	fd = dial(rig);
	to_the_end(rig, fd, ask(rig, fd, rig->file_fd));
	check_copy(rig);
	(void)close(fd);
	/* One that is being made when core ends. */
	assert_int_equal(ftruncate(rig->file_fd, 0), 0);
	fd = dial(rig);
	(void)ask(rig, fd, rig->file_fd);
	(void)close(fd);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_commands_go_on_between_the_steps),
		TEST(test_who_has_not_the_log_key_is_told_nothing),
		TEST(test_only_an_empty_file_is_written_to),
		TEST(test_one_at_a_time),
		TEST(test_who_goes_away_leaves_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

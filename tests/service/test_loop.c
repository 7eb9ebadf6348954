/*
 * Core's loop and a front that keeps dying: it is started again, and ever more slowly, even if it says
 * each time that it serves. The clock is the real one: the loop waits in poll().
 */
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "testkit.h"

#include <etatunti/core/loop.h>

#define STARTS 4

struct rig {
	const struct et_env *clock;
	pid_t front;
	int stop[2];
	size_t starts;
	int64_t started_at[STARTS];
};

static enum et_err keep(void *ctx, struct et_slice line)
{
	(void)ctx;
	(void)line;
	return ET_OK;
}

/* Says READY, serves for a moment, dies. */
static void be_front(int fd)
{
	struct et_ipc *ipc = et_ipc_new(fd, ET_IPC_FRONT, 1 << 16);

	if (ipc != NULL && et_ipc_put(ipc, ET_IPC_READY, 0, (struct et_slice){ 0 }) == ET_OK &&
		et_ipc_flush(ipc) == ET_OK)
		usleep(100000);
	_exit(0);
}

static enum et_err start_front(void *ctx, int *fd)
{
	struct rig *rig = ctx;
	int fds[2];

	rig->started_at[rig->starts++] = et_env_mono_ms(rig->clock);
	if (rig->starts == STARTS)
		assert_int_equal(write(rig->stop[1], "", 1), 1);
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, fds), 0);
	rig->front = fork();
	assert_true(rig->front >= 0);
	if (rig->front == 0) {
		close(fds[0]);
		be_front(fds[1]);
	}
	close(fds[1]);
	*fd = fds[0];
	return ET_OK;
}

static void end_front(void *ctx)
{
	struct rig *rig = ctx;

	if (rig->front <= 0)
		return;
	kill(rig->front, SIGKILL);
	assert_int_equal(waitpid(rig->front, NULL, 0), rig->front);
	rig->front = 0;
}

static void serving(void *ctx)
{
	(void)ctx;
}

static void dying_fronts_slow_down(void **state)
{
	struct rig rig = { .clock = et_env_system() };
	struct kit *kit = kit_new();
	struct et_core_config config = { .keep_checkpoint = keep, .keep_ctx = &rig };
	struct et_core_loop loop = { .env = rig.clock,
		.start_front = start_front,
		.end_front = end_front,
		.serving = serving,
		.ctx = &rig };

	(void)state;
	et_service_free(kit->service);
	kit->service = NULL;
	config.service = (struct et_service_config){ .env = &kit->fake.env,
		.store = kit->store,
		.deployment = &kit->deployment,
		.salt_secret = et_slice_of(kit->salt_secret, 32),
		.log_key = &kit->log_key };
	assert_int_equal(et_core_open(&config, &loop.core), ET_OK);
	assert_int_equal(pipe(rig.stop), 0);
	loop.stop_fd = rig.stop[0];
	assert_int_equal(et_core_loop_run(&loop), ET_OK);
	assert_int_equal(rig.starts, STARTS);
	/* 50, 100, 200 ms beside the 100 ms of its life. */
	for (size_t i = 1; i < STARTS; i++)
		assert_true(rig.started_at[i] - rig.started_at[i - 1] >= 90 + (25 << i));
	et_core_close(loop.core);
	close(rig.stop[0]);
	close(rig.stop[1]);
	kit_free(kit);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(dying_fronts_slow_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

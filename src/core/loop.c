/*
 * poll() over front's socket and the wish to stop.
 */
#include <etatunti/core/loop.h>

#include <errno.h>
#include <poll.h>

#include <etatunti/base/log.h>

/* Bytes that may wait for front before it is taken for dead. */
#define FRONT_QUEUE_MAX ((size_t)64 << 20)

#define RESTART_MIN_MS 50
#define RESTART_MAX_MS 5000
/* A front that has served for this long died of something new. */
#define SERVED_MS 10000

struct restart {
	int64_t at_ms;    /* monotonic: not before this; 0: none is due */
	int64_t ready_ms; /* monotonic: since when front serves; 0: it does not */
	int pause_ms;
};

static enum et_err start_front(struct et_core_loop *loop)
{
	struct et_ipc *ipc;
	enum et_err err;
	int fd;

	if ((err = loop->start_front(loop->ctx, &fd)) != ET_OK)
		return err;
	if ((ipc = et_ipc_new(fd, ET_IPC_CORE, FRONT_QUEUE_MAX)) == NULL)
		return ET_NO_MEMORY;
	et_core_attach(loop->core, ipc);
	return ET_OK;
}

/* Milliseconds to wait; the smaller of two where -1 is for ever. */
static int sooner(int a, int b)
{
	if (a < 0)
		return b;
	return b < 0 || a < b ? a : b;
}

/* Waits for something to do. *stop: the wish to stop came. */
static enum et_err wait_for(struct et_core_loop *loop, int wait_ms, bool *stop)
{
	struct pollfd fds[2] = {
		{ .fd = loop->stop_fd, .events = POLLIN },
		{ .fd = et_core_front_fd(loop->core) },
	};

	if (et_core_front_wants_read(loop->core))
		fds[1].events |= POLLIN;
	if (et_core_front_wants_write(loop->core))
		fds[1].events |= POLLOUT;
	if (poll(fds, 2, wait_ms) < 0 && errno != EINTR)
		return ET_IO;
	*stop = (fds[0].revents & POLLIN) != 0;
	return ET_OK;
}

/* A front that is gone is started again, after a pause that grows while it keeps dying. */
static enum et_err revive(struct et_core_loop *loop, struct restart *restart)
{
	int64_t now = et_env_mono_ms(loop->env);

	if (et_core_front_fd(loop->core) >= 0)
		return ET_OK;
	if (restart->at_ms == 0) {
		loop->end_front(loop->ctx);
		if (restart->ready_ms != 0 && now - restart->ready_ms >= SERVED_MS)
			restart->pause_ms = RESTART_MIN_MS;
		restart->ready_ms = 0;
		if (et_core_front(loop->core) == ET_CORE_FRONT_FAILED)
			et_log_error("core", "%s", et_core_front_complaint(loop->core));
		et_log_warn("core", "front is gone; starting another in %d ms", restart->pause_ms);
		restart->at_ms = now + restart->pause_ms;
		restart->pause_ms *= 2;
		if (restart->pause_ms > RESTART_MAX_MS)
			restart->pause_ms = RESTART_MAX_MS;
	}
	if (now < restart->at_ms)
		return ET_OK;
	restart->at_ms = 0;
	return start_front(loop);
}

static int revive_wait_ms(const struct et_core_loop *loop, const struct restart *restart)
{
	int64_t wait = restart->at_ms - et_env_mono_ms(loop->env);

	if (restart->at_ms == 0)
		return -1;
	return wait < 0 ? 0 : (int)wait;
}

enum et_err et_core_loop_run(struct et_core_loop *loop)
{
	struct restart restart = { .pause_ms = RESTART_MIN_MS };
	bool served = false, stop = false;
	enum et_err err = start_front(loop);

	while (err == ET_OK && !stop) {
		err = wait_for(loop,
			sooner(et_core_wait_ms(loop->core), revive_wait_ms(loop, &restart)), &stop);
		if (err == ET_OK)
			err = et_core_turn(loop->core);
		if (err != ET_OK)
			break;
		if (!served && et_core_front(loop->core) == ET_CORE_FRONT_READY) {
			served = true;
			loop->serving(loop->ctx);
		}
		if (restart.ready_ms == 0 && et_core_front(loop->core) == ET_CORE_FRONT_READY)
			restart.ready_ms = et_env_mono_ms(loop->env);
		if (!served && et_core_front_fd(loop->core) < 0)
			err = ET_IO;
		else if (!stop)
			err = revive(loop, &restart);
	}
	if (err == ET_OK)
		err = et_core_stop(loop->core);
	et_core_front_stop(loop->core);
	loop->end_front(loop->ctx);
	return err;
}

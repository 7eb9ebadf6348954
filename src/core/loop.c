/*
 * poll() over the sockets of front and mailer and the wish to stop.
 */
#include <etatunti/core/loop.h>

#include <errno.h>
#include <poll.h>

#include <etatunti/base/log.h>

/* Bytes that may wait for front before it is taken for dead. */
#define FRONT_QUEUE_MAX ((size_t)64 << 20)
/* The same for the mailer, which has a few mails at a time. */
#define MAILER_QUEUE_MAX ((size_t)1 << 20)

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

static enum et_err start_mailer(struct et_core_loop *loop)
{
	struct et_ipc *ipc;
	int fd;

	/* Without it everything but e-mail goes on: it is tried again like one that died. */
	if (loop->start_mailer(loop->ctx, &fd) != ET_OK)
		return ET_OK;
	if ((ipc = et_ipc_new(fd, ET_IPC_POST, MAILER_QUEUE_MAX)) == NULL)
		return ET_NO_MEMORY;
	return et_core_attach_mailer(loop->core, ipc);
}

/* Milliseconds to wait; the smaller of two where -1 is for ever. */
static int sooner(int a, int b)
{
	if (a < 0)
		return b;
	return b < 0 || a < b ? a : b;
}

/* What has come besides the work of core. */
struct woken {
	bool stop, knocks, asks; /* the wish to stop; of the control socket */
};

static enum et_err wait_for(struct et_core_loop *loop, int ms, struct woken *woken)
{
	struct pollfd fds[] = {
		{ .fd = loop->stop_fd, .events = POLLIN },
		{ .fd = et_core_front_fd(loop->core) },
		{ .fd = et_core_mailer_fd(loop->core), .events = POLLIN },
		{ .fd = -1, .events = POLLIN },
		{ .fd = -1, .events = POLLIN },
	};

	if (loop->control != NULL) {
		fds[3].fd = et_control_listen_fd(loop->control);
		fds[4].fd = et_control_peer_fd(loop->control);
	}
	if (et_core_front_wants_read(loop->core))
		fds[1].events |= POLLIN;
	if (et_core_front_wants_write(loop->core))
		fds[1].events |= POLLOUT;
	if (et_core_mailer_wants_write(loop->core))
		fds[2].events |= POLLOUT;
	*woken = (struct woken){ false, false, false };
	if (poll(fds, sizeof(fds) / sizeof(fds[0]), ms) < 0)
		return errno == EINTR ? ET_OK : ET_IO;
	woken->stop = (fds[0].revents & POLLIN) != 0;
	woken->knocks = fds[3].revents != 0;
	woken->asks = fds[4].revents != 0;
	return ET_OK;
}

/* It is gone: not before a pause that grows while it keeps dying. */
static void put_off(struct restart *restart, int64_t now, const char *name)
{
	if (restart->ready_ms != 0 && now - restart->ready_ms >= SERVED_MS)
		restart->pause_ms = RESTART_MIN_MS;
	restart->ready_ms = 0;
	et_log_warn("core", "%s is gone; starting another in %d ms", name, restart->pause_ms);
	restart->at_ms = now + restart->pause_ms;
	restart->pause_ms *= 2;
	if (restart->pause_ms > RESTART_MAX_MS)
		restart->pause_ms = RESTART_MAX_MS;
}

/* A front that is gone is started again. */
static enum et_err revive(struct et_core_loop *loop, struct restart *restart)
{
	int64_t now = et_env_mono_ms(loop->env);

	if (et_core_front_fd(loop->core) >= 0)
		return ET_OK;
	if (restart->at_ms == 0) {
		loop->end_front(loop->ctx);
		if (et_core_front(loop->core) == ET_CORE_FRONT_FAILED)
			et_log_error("core", "%s", et_core_front_complaint(loop->core));
		put_off(restart, now, "front");
	}
	if (now < restart->at_ms)
		return ET_OK;
	restart->at_ms = 0;
	return start_front(loop);
}

/* The mailer too, if there is to be one. */
static enum et_err revive_mailer(struct et_core_loop *loop, struct restart *restart)
{
	int64_t now = et_env_mono_ms(loop->env);

	if (loop->start_mailer == NULL || et_core_mailer_fd(loop->core) >= 0)
		return ET_OK;
	if (restart->at_ms == 0) {
		loop->end_mailer(loop->ctx);
		put_off(restart, now, "the mailer");
	}
	if (now < restart->at_ms)
		return ET_OK;
	restart->at_ms = 0;
	restart->ready_ms = now;
	return start_mailer(loop);
}

static int revive_wait_ms(const struct et_core_loop *loop, const struct restart *restart)
{
	int64_t wait = restart->at_ms - et_env_mono_ms(loop->env);

	if (restart->at_ms == 0)
		return -1;
	return wait < 0 ? 0 : (int)wait;
}

static int wait_ms(
	const struct et_core_loop *loop, const struct restart *front, const struct restart *mailer)
{
	int revival = sooner(revive_wait_ms(loop, front), revive_wait_ms(loop, mailer));

	return sooner(et_core_wait_ms(loop->core), revival);
}

enum et_err et_core_loop_run(struct et_core_loop *loop)
{
	struct restart restart = { .pause_ms = RESTART_MIN_MS };
	struct restart mailer = { .pause_ms = RESTART_MIN_MS };
	struct woken woken = { false, false, false };
	bool served = false;
	enum et_err err = start_front(loop);

	if (err == ET_OK && loop->start_mailer != NULL) {
		mailer.ready_ms = et_env_mono_ms(loop->env);
		err = start_mailer(loop);
	}

	while (err == ET_OK && !woken.stop) {
		err = wait_for(loop, wait_ms(loop, &restart, &mailer), &woken);
		if (err == ET_OK)
			err = et_core_turn(loop->core);
		if (err != ET_OK)
			break;
		if (woken.knocks || woken.asks)
			et_control_turn(loop->control, woken.knocks, woken.asks);
		if (!served && et_core_front(loop->core) == ET_CORE_FRONT_READY) {
			served = true;
			loop->serving(loop->ctx);
		}
		if (restart.ready_ms == 0 && et_core_front(loop->core) == ET_CORE_FRONT_READY)
			restart.ready_ms = et_env_mono_ms(loop->env);
		if (!served && et_core_front_fd(loop->core) < 0)
			err = ET_IO;
		else if (!woken.stop && (err = revive(loop, &restart)) == ET_OK)
			err = revive_mailer(loop, &mailer);
	}
	if (err == ET_OK)
		err = et_core_stop(loop->core);
	et_core_front_stop(loop->core);
	loop->end_front(loop->ctx);
	if (loop->start_mailer != NULL)
		loop->end_mailer(loop->ctx);
	return err;
}

/*
 * Core's loop: waits for front, for the mailer, for the timers, for who asks for a backup and for the wish to stop. Starts front and the mailer again when
 * they die. Knows poll() and nothing of commands.
 */
#ifndef ETATUNTI_CORE_LOOP_H
#define ETATUNTI_CORE_LOOP_H

#include <etatunti/core/control.h>
#include <etatunti/core/core.h>

struct et_core_loop {
	const struct et_env *env;
	struct et_core *core;
	int stop_fd;                /* readable: stop */
	struct et_control *control; /* NULL: nobody can ask for a backup */
	/* Starts a front and gives our end of its socket. */
	enum et_err (*start_front)(void *ctx, int *fd);
	/* Front is gone or must go: ends and reaps it. */
	void (*end_front)(void *ctx);
	/* The same for the mailer; start_mailer NULL: there is none. */
	enum et_err (*start_mailer)(void *ctx, int *fd);
	void (*end_mailer)(void *ctx);
	/* Front serves for the first time. */
	void (*serving)(void *ctx);
	void *ctx;
};

/*
 * Runs until stop_fd is readable: ET_OK. ET_IO: front could not start in the first place;
 * et_core_front_complaint has its sentence, if it had one. Other errors as et_core_turn.
 */
enum et_err et_core_loop_run(struct et_core_loop *loop) ET_MUST_USE;

#endif

/*
 * One thread and a table under a lock, which it holds only to take the next of the table and to leave its finding.
 * What it has not begun the caller does itself. Knows no frame and nobody's rights.
 */
#include <etatunti/crypto/ahead.h>

#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include <etatunti/base/processors.h>

enum state {
	WAITING, /* nobody has begun */
	RUNNING, /* the thread has it */
	GOOD,
	BAD,
	TAKEN, /* asked for before the thread came to it, or asked for already */
};

struct one {
	struct et_key32 pk;
	struct et_sig sig;
	size_t at, len; /* in bytes */
	enum state state;
};

struct et_ahead {
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t more, done; /* for the thread; for the caller */
	bool ends, sleeps, wanted;
	size_t count, next,
		running; /* all, the thread's next, the one that it has (count_max: none) */
	size_t asked;    /* where the caller looks first: it asks in the order of putting */
	size_t len;
	struct one all[ET_AHEAD_COUNT_MAX];
	uint8_t bytes[ET_AHEAD_LEN_MAX];
};

#define NONE ((size_t)ET_AHEAD_COUNT_MAX)
/* For fewer, waking the thread takes longer than verifying: the caller does them all. */
#define WAKE_AT 8
/* So many at most the thread leaves to the caller when they meet: once those are done it has a lead again. */
#define LEAD 16

/* The next one that waits, with the lock held; NULL: the end is wished. */
static struct one *take_next(struct et_ahead *ahead)
{
	for (;;) {
		while (ahead->next < ahead->count) {
			struct one *one = &ahead->all[ahead->next++];

			if (one->state == WAITING)
				return one;
		}
		if (ahead->ends)
			return NULL;
		ahead->sleeps = true;
		(void)pthread_cond_wait(&ahead->more, &ahead->lock);
		ahead->sleeps = false;
	}
}

static void *run(void *ctx)
{
	struct et_ahead *ahead = ctx;
	struct one *one;

	(void)pthread_mutex_lock(&ahead->lock);
	while ((one = take_next(ahead)) != NULL) {
		enum et_err err;

		one->state = RUNNING;
		ahead->running = (size_t)(one - ahead->all);
		(void)pthread_mutex_unlock(&ahead->lock);
		/* Nobody changes what is RUNNING. */
		err = et_verify(&one->pk, et_slice_of(ahead->bytes + one->at, one->len), &one->sig);
		(void)pthread_mutex_lock(&ahead->lock);
		one->state = err == ET_OK ? GOOD : BAD;
		ahead->running = NONE;
		if (ahead->wanted)
			(void)pthread_cond_signal(&ahead->done);
	}
	(void)pthread_mutex_unlock(&ahead->lock);
	return NULL;
}

/* Signals are the caller's. */
static bool start(struct et_ahead *ahead)
{
	sigset_t all, before;
	bool started;

	sigfillset(&all);
	if (pthread_sigmask(SIG_BLOCK, &all, &before) != 0)
		return false;
	started = pthread_create(&ahead->thread, NULL, run, ahead) == 0;
	(void)pthread_sigmask(SIG_SETMASK, &before, NULL);
	return started;
}

static bool make_locks(struct et_ahead *ahead)
{
	if (pthread_mutex_init(&ahead->lock, NULL) != 0)
		return false;
	if (pthread_cond_init(&ahead->more, NULL) == 0) {
		if (pthread_cond_init(&ahead->done, NULL) == 0)
			return true;
		(void)pthread_cond_destroy(&ahead->more);
	}
	(void)pthread_mutex_destroy(&ahead->lock);
	return false;
}

static void end_locks(struct et_ahead *ahead)
{
	(void)pthread_cond_destroy(&ahead->done);
	(void)pthread_cond_destroy(&ahead->more);
	(void)pthread_mutex_destroy(&ahead->lock);
}

struct et_ahead *et_ahead_new(void)
{
	struct et_ahead *ahead = et_processors_are_many() ? calloc(1, sizeof(*ahead)) : NULL;

	if (ahead == NULL)
		return NULL;
	ahead->running = NONE;
	if (make_locks(ahead)) {
		if (start(ahead))
			return ahead;
		end_locks(ahead);
	}
	free(ahead);
	return NULL;
}

void et_ahead_free(struct et_ahead *ahead)
{
	if (ahead == NULL)
		return;
	et_ahead_forget(ahead);
	(void)pthread_mutex_lock(&ahead->lock);
	ahead->ends = true;
	(void)pthread_cond_signal(&ahead->more);
	(void)pthread_mutex_unlock(&ahead->lock);
	(void)pthread_join(ahead->thread, NULL);
	end_locks(ahead);
	free(ahead);
}

void et_ahead_put(struct et_ahead *ahead, const struct et_key32 *pk, struct et_slice bytes,
	const struct et_sig *sig)
{
	struct one *one;

	(void)pthread_mutex_lock(&ahead->lock);
	if (ahead->count < ET_AHEAD_COUNT_MAX && bytes.len <= ET_AHEAD_LEN_MAX - ahead->len) {
		one = &ahead->all[ahead->count];
		*one = (struct one){ *pk, *sig, ahead->len, bytes.len, WAITING };
		if (bytes.len > 0)
			memcpy(ahead->bytes + ahead->len, bytes.ptr, bytes.len);
		ahead->len += bytes.len;
		ahead->count++;
		if (ahead->sleeps && ahead->count >= WAKE_AT)
			(void)pthread_cond_signal(&ahead->more);
	}
	(void)pthread_mutex_unlock(&ahead->lock);
}

/*
 * The thread leaves what it has: in 40 µs if a processor is free, in 0.2 ms if it is as long as any that is put.
 * With the lock held, before and after.
 */
static void let_end(struct et_ahead *ahead, size_t at)
{
	while (ahead->running == at && at != NONE) {
		ahead->wanted = true;
		(void)pthread_cond_wait(&ahead->done, &ahead->lock);
	}
	ahead->wanted = false;
}

void et_ahead_forget(struct et_ahead *ahead)
{
	(void)pthread_mutex_lock(&ahead->lock);
	ahead->count = ahead->next = 0; /* it begins nothing any more */
	let_end(ahead, ahead->running);
	ahead->asked = ahead->len = 0;
	(void)pthread_mutex_unlock(&ahead->lock);
}

static bool is_it(const struct et_ahead *ahead, const struct one *one, const struct et_key32 *pk,
	struct et_slice bytes, const struct et_sig *sig)
{
	return et_slice_eq(et_sig_slice(&one->sig), et_sig_slice(sig)) &&
		et_key32_eq(&one->pk, pk) &&
		et_slice_eq(et_slice_of(ahead->bytes + one->at, one->len), bytes);
}

/*
 * The caller has come to where the thread is, and asks for the next one next: the thread would be in its way from there
 * on, or behind it. So it leaves the next ones to the caller.
 */
static void keep_apart(struct et_ahead *ahead, size_t at)
{
	size_t rest = ahead->count - at - 1;

	if (ahead->next <= at + 1)
		ahead->next = at + 1 + (rest / 2 < LEAD ? rest / 2 : LEAD);
}

/* What is known of it, TAKEN if nothing is. */
static enum state finding(struct et_ahead *ahead, const struct et_key32 *pk, struct et_slice bytes,
	const struct et_sig *sig)
{
	enum state found = TAKEN;
	size_t at;

	(void)pthread_mutex_lock(&ahead->lock);
	for (at = ahead->asked; at < ahead->count; at++) {
		if (is_it(ahead, &ahead->all[at], pk, bytes, sig))
			break;
	}
	if (at < ahead->count) {
		ahead->asked = at + 1;
		if (ahead->all[at].state == WAITING || ahead->running == at)
			keep_apart(ahead, at);
		let_end(ahead, at);
		found = ahead->all[at].state == WAITING ? TAKEN : ahead->all[at].state;
		ahead->all[at].state = TAKEN;
	}
	(void)pthread_mutex_unlock(&ahead->lock);
	return found;
}

enum et_err et_ahead_verify(struct et_ahead *ahead, const struct et_key32 *pk,
	struct et_slice bytes, const struct et_sig *sig)
{
	enum state found = ahead == NULL ? TAKEN : finding(ahead, pk, bytes, sig);

	if (found == GOOD)
		return ET_OK;
	if (found == BAD)
		return ET_BAD_SIGNATURE;
	return et_verify(pk, bytes, sig);
}

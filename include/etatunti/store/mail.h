/*
 * Reminders by e-mail: durable until they are sent or given up. Ephemeral class: nothing of the record.
 */
#ifndef ETATUNTI_STORE_MAIL_H
#define ETATUNTI_STORE_MAIL_H

#include <etatunti/store/store.h>

struct et_store_mail {
	int64_t id; /* ignored by put */
	struct et_id uid;
	struct et_slice kind;
	struct et_id ref_id;  /* what it is about: one mail a person, kind and ref_id */
	struct et_id hour_id; /* the hour that the text names; absent */
	int64_t due_at;
	struct et_slice state; /* queued, sending, sent, failed, dropped */
	int64_t tries;
	int64_t next_at;
	struct et_slice email; /* joined: where the person wants it now; absent: nowhere any more */
	struct et_slice language; /* joined; absent with the email */
};

/*
 * Queues it, unless the person was told already, wants no mail, or has no account that is valid at due_at:
 * no errors. state, tries and next_at are those of a new one, due at once or at due_at.
 */
enum et_err et_store_mail_put(struct et_store *store, const struct et_store_mail *mail) ET_MUST_USE;
/* Queued ones whose time has come, the longest due first, `most` at the most. */
enum et_err et_store_mail_list_due(struct et_store *store, int64_t now_ms, int64_t most,
	struct et_arena *arena, struct et_store_mail **out, size_t *count) ET_MUST_USE;
/* Those that were handed over and of which nothing is known yet. */
enum et_err et_store_mail_list_sending(struct et_store *store, struct et_arena *arena,
	struct et_store_mail **out, size_t *count) ET_MUST_USE;
/* One that is being sent. ET_NOT_FOUND also if it is in another state. */
enum et_err et_store_mail_sending(struct et_store *store, int64_t id, struct et_arena *arena,
	struct et_store_mail *out) ET_MUST_USE;
/* When the next queued one is due; 0: none. */
enum et_err et_store_mail_next_at(struct et_store *store, int64_t *out) ET_MUST_USE;
/* state, tries and next_at of a known one. */
enum et_err et_store_mail_update(struct et_store *store, const struct et_store_mail *mail)
	ET_MUST_USE;
/* How many to people of the organisation were given up. */
enum et_err et_store_mail_failed(struct et_store *store, const struct et_id *org_id, int64_t *out)
	ET_MUST_USE;
/* Forgets those that were due before that, in whatever state. */
enum et_err et_store_mail_forget(struct et_store *store, int64_t before) ET_MUST_USE;

/* Who has something to do in that hour: workers of pairs with a place ahead, and whose hour it is then. */
enum et_err et_store_mail_hour_people(struct et_store *store, const struct et_id *hour_id,
	struct et_arena *arena, struct et_id **out, size_t *count) ET_MUST_USE;

#endif

/*
 * See post.h. A mail is `sending` from before it is delivered until the mailer has answered: after a crash,
 * or an answer that could not be noted, it is sent again, with the same Message-ID.
 */
#include "post.h"

#include <etatunti/base/log.h>
#include <etatunti/crypto/hash.h>
#include <etatunti/domain/mailtext.h>
#include <etatunti/store/hour.h>
#include <etatunti/store/mail.h>

#include "batch.h"
#include "dispatch.h"

/* So many are with the mailer at a time. */
#define SENDING_MOST 4
#define PAYLOAD_MAX ((size_t)16 << 10)
/* With nothing to wait for it is looked again after this. */
#define LOOK_MS INT64_C(3600000)

static enum et_mail_kind kind_of(struct et_slice word)
{
	int i = 0;

	while (et_mail_kinds[i + 1] != NULL && !et_slice_eq_str(word, et_mail_kinds[i]))
		i++;
	return (enum et_mail_kind)i;
}

/* It names the hour as it stands; *stale: there is nothing to remind of any more. */
static enum et_err look_at_hour(
	struct et_call *call, const struct et_store_mail *mail, int64_t *starts_at, bool *stale)
{
	enum et_mail_kind kind = kind_of(mail->kind);
	struct et_store_hour hour;
	enum et_err err;

	*starts_at = 0;
	*stale = false;
	if (et_id_is_zero(&mail->hour_id))
		return ET_OK;
	err = et_store_hour_by_id(call->store, &mail->hour_id, call->arena, &hour);
	if (err != ET_OK) {
		*stale = true;
		return err == ET_NOT_FOUND ? ET_OK : err;
	}
	*starts_at = hour.starts_at;
	*stale = hour.starts_at <= call->now_ms ||
		(kind != ET_MAIL_HOUR_CANCELLED && !et_slice_eq_str(hour.state, "planned"));
	return ET_OK;
}

/* The same for the same reminder, whenever it is sent. */
static struct et_hash message_id(const struct et_store_mail *mail)
{
	const struct et_slice parts[] = { ET_SLICE_LIT("ET1/message-id"), et_id_slice(&mail->uid),
		mail->kind, et_id_slice(&mail->ref_id) };

	return et_hash_of_parts(parts, sizeof(parts) / sizeof(parts[0]));
}

static enum et_err deliver(struct et_call *call, const struct et_store_mail *mail, int64_t hour_at)
{
	const struct et_mailtext text = {
		.kind = kind_of(mail->kind),
		.language = et_ical_language_of(mail->language),
		.origin = call->deployment->origin,
		.from = et_slice_str(call->service->config.mail->from),
		.to = mail->email,
		.id = message_id(mail),
		.at_ms = mail->due_at,
		.hour_at = hour_at,
	};
	const struct et_delivery delivery = { .type = ET_DELIVER_MAIL,
		.front = (uint64_t)mail->id };
	struct et_shared *shared = NULL;
	struct et_buf payload;
	enum et_err err;

	et_buf_init(&payload, PAYLOAD_MAX);
	et_buf_slice(&payload, mail->email);
	et_buf_u8(&payload, '\n');
	if ((err = et_mailtext_put(&payload, &text)) == ET_OK) {
		shared = et_shared_new(et_buf_view(&payload));
		err = shared == NULL ? ET_NO_MEMORY
				     : et_queue_put(&call->service->queue, &delivery, shared);
	}
	et_shared_release(shared);
	et_buf_fini(&payload);
	return err;
}

/* *sending counts it if it is on its way then. */
static enum et_err send_one(struct et_call *call, struct et_store_mail *mail, size_t *sending)
{
	int64_t hour_at;
	bool stale;
	enum et_err err;

	if ((err = look_at_hour(call, mail, &hour_at, &stale)) != ET_OK)
		return err;
	if (stale || mail->email.len == 0) {
		mail->state = ET_SLICE_LIT("dropped");
		return et_store_mail_update(call->store, mail);
	}
	mail->state = ET_SLICE_LIT("sending");
	mail->tries++;
	if ((err = et_store_mail_update(call->store, mail)) != ET_OK)
		return err;
	if ((err = deliver(call, mail, hour_at)) == ET_TOO_LARGE) {
		mail->state = ET_SLICE_LIT("failed");
		return et_store_mail_update(call->store, mail);
	}
	*sending += 1;
	return err;
}

static enum et_err note(struct et_call *call, struct et_store_mail *mail, enum et_mailed mailed)
{
	int64_t first_ms = call->service->config.mail->retry_ms;

	if (mailed == ET_MAILED_SENT) {
		mail->state = ET_SLICE_LIT("sent");
	} else if (mailed == ET_MAILED_REFUSED ||
		call->now_ms >= mail->due_at + ET_MAIL_GIVE_UP_MS) {
		mail->state = ET_SLICE_LIT("failed");
		et_log_warn("service", "a reminder was given up");
	} else {
		mail->state = ET_SLICE_LIT("queued");
		mail->next_at = call->now_ms + et_mailtext_pause_ms(mail->tries, first_ms);
	}
	return et_store_mail_update(call->store, mail);
}

/* Nobody has those that stand as on their way: they wait again. */
static enum et_err take_back(struct et_call *call)
{
	struct et_store_mail *mails;
	size_t count;
	enum et_err err;

	err = et_store_mail_list_sending(call->store, call->arena, &mails, &count);
	for (size_t i = 0; err == ET_OK && i < count; i++)
		err = note(call, &mails[i], ET_MAILED_LATER);
	if (err == ET_OK)
		call->service->mail_adrift = false;
	return err;
}

static enum et_err handle_due(struct et_call *call)
{
	struct et_service *service = call->service;
	struct et_store_mail *mails;
	size_t count, sending;
	int64_t next_at;
	enum et_err err;

	if ((err = et_post_wake(service, call->now_ms + LOOK_MS)) != ET_OK)
		return err;
	if (service->mail_adrift && (err = take_back(call)) != ET_OK)
		return err;
	if (!service->mailer_here)
		return ET_OK;
	err = et_store_mail_list_sending(call->store, call->arena, &mails, &sending);
	if (err != ET_OK || sending >= SENDING_MOST)
		return err;
	err = et_store_mail_list_due(call->store, call->now_ms, SENDING_MOST - (int64_t)sending,
		call->arena, &mails, &count);
	for (size_t i = 0; err == ET_OK && i < count; i++)
		err = send_one(call, &mails[i], &sending);
	if (err != ET_OK || sending >= SENDING_MOST)
		return err;
	if ((err = et_store_mail_next_at(call->store, &next_at)) != ET_OK || next_at == 0)
		return err;
	return et_post_wake(service, next_at);
}

/* ----------------------------------------------------------- what became of them */

struct answer {
	int64_t id;
	enum et_mailed mailed;
};

static enum et_err handle_mailed(struct et_call *call)
{
	const struct answer *answer = call->loaded;
	struct et_store_mail mail;
	enum et_err err;

	err = et_store_mail_sending(call->store, answer->id, call->arena, &mail);
	if (err == ET_NOT_FOUND)
		return ET_OK; /* of a mail that it was not given: nothing follows from it */
	if (err != ET_OK || (err = note(call, &mail, answer->mailed)) != ET_OK)
		return err;
	return et_post_wake(call->service, call->now_ms);
}

static const struct et_command due = { .name = "mail-due", .handle = handle_due };
static const struct et_command mailed_one = { .name = "mailed", .handle = handle_mailed };

enum et_err et_post_start(struct et_service *service)
{
	service->mail_due.kind = ET_DUE_MAIL;
	return et_service_mailer_gone(service);
}

enum et_err et_post_wake(struct et_service *service, int64_t at_ms)
{
	return et_heap_set(&service->timers, &service->mail_due.timer, at_ms);
}

enum et_err et_post_run(struct et_service *service)
{
	/* What can't be noted is not sent either: it would be sent again and again. */
	if (et_batch_storage_is_low(service))
		return et_post_wake(service,
			et_env_now_ms(service->config.env) + service->config.mail->retry_ms);
	return et_dispatch_internal(service, &due, NULL);
}

enum et_err et_service_mailer_here(struct et_service *service)
{
	service->mailer_here = true;
	return et_post_wake(service, et_env_now_ms(service->config.env));
}

enum et_err et_service_mailer_gone(struct et_service *service)
{
	service->mailer_here = false;
	service->mail_adrift = true;
	if (service->config.mail == NULL)
		return ET_OK;
	return et_post_wake(service, et_env_now_ms(service->config.env));
}

enum et_err et_service_mailed(struct et_service *service, uint64_t number, enum et_mailed mailed)
{
	struct answer answer = { .id = (int64_t)number, .mailed = mailed };

	return number > INT64_MAX ? ET_OK : et_dispatch_internal(service, &mailed_one, &answer);
}

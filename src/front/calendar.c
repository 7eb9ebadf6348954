/*
 * See calendar.h. Knows the form of an address and how long to wait; http.c writes the answer.
 */
#include "calendar.h"

#include <stdlib.h>
#include <string.h>

#include <etatunti/base/encode.h>

#include "address.h"
#include "peer.h"

#define PREFIX "/calendar/"
#define SUFFIX ".ics"
/* Questions that may wait for core at once; and how long one does. */
#define ASKING_MAX 256
#define PATIENCE_MS 5000
/* The library would cut a connection that gets nothing; we answer before. */
#define LIBRARY_PATIENCE_S 30

bool et_calendar_is_path(struct et_slice path)
{
	return et_slice_eq_str(et_slice_sub(path, 0, sizeof(PREFIX) - 1), PREFIX);
}

static bool parse_path(struct et_slice path, uint8_t secret[ET_IPC_SECRET_LEN])
{
	size_t text_len = ET_B64U_LEN(ET_IPC_SECRET_LEN);
	struct et_slice text = et_slice_sub(path, sizeof(PREFIX) - 1, text_len);

	if (path.len != sizeof(PREFIX) - 1 + text_len + sizeof(SUFFIX) - 1 ||
		!et_slice_eq_str(
			et_slice_sub(path, path.len - (sizeof(SUFFIX) - 1), path.len), SUFFIX))
		return false;
	return et_b64u_decode(text, secret, ET_IPC_SECRET_LEN) == ET_OK;
}

static struct et_asking *asking_new(struct et_front *front, struct lws *wsi)
{
	struct et_asking *asking = calloc(1, sizeof(*asking));

	if (asking == NULL)
		return NULL;
	asking->wsi = wsi;
	asking->number = ++front->last_conn;
	asking->asked_at_ms = et_front_now_ms(front);
	et_list_push_back(&front->asking, &asking->in_asking);
	front->asking_count++;
	return asking;
}

/* Nobody waits for core's answer any more. */
static void stop_waiting(struct et_front *front, struct et_asking *asking)
{
	et_list_remove(&front->asking, &asking->in_asking);
	front->asking_count--;
}

unsigned et_calendar_ask(
	struct et_front *front, struct lws *wsi, struct et_session *session, struct et_slice path)
{
	uint8_t secret[ET_IPC_SECRET_LEN];
	char address[ET_ADDRESS_TEXT_MAX];
	enum et_err err;

	if (!parse_path(path, secret))
		return 404;
	if (front->asking_count >= ASKING_MAX || session->asking != NULL)
		return 503;
	if ((session->asking = asking_new(front, wsi)) == NULL)
		return 503;
	et_peer_address(wsi, address);
	err = et_ipc_put_feed_ask(front->ipc, session->asking->number,
		et_slice_of(secret, sizeof(secret)), et_slice_str(address));
	if (err != ET_OK) {
		et_calendar_forget(front, session);
		return 503;
	}
	lws_set_timeout(wsi, PENDING_TIMEOUT_HTTP_CONTENT, LIBRARY_PATIENCE_S);
	et_front_need_tick(front);
	return 0;
}

static void answer(struct et_front *front, struct et_asking *asking, unsigned status)
{
	stop_waiting(front, asking);
	asking->status = status;
	(void)lws_callback_on_writable(asking->wsi);
}

static struct et_asking *find(struct et_front *front, uint64_t number)
{
	ET_LIST_EACH(&front->asking, it, after)
	{
		struct et_asking *asking = ET_CONTAINER(it, struct et_asking, in_asking);

		if (asking->number == number)
			return asking;
	}
	return NULL;
}

/* False: no memory. */
static bool keep_text(struct et_bundle_body *body, struct et_slice text)
{
	if ((body->ptr = malloc(text.len)) == NULL)
		return false;
	memcpy(body->ptr, text.ptr, text.len);
	body->len = text.len;
	return et_bundle_etag(body) == ET_OK;
}

void et_calendar_answer(struct et_front *front, const struct et_ipc_frame *frame)
{
	struct et_asking *asking = find(front, frame->conn);
	struct et_slice text;
	uint16_t status;

	if (asking == NULL)
		return;
	et_ipc_read_feed(frame, &status, &text);
	if (status == 200 && (text.len == 0 || !keep_text(&asking->body, text)))
		status = 503;
	answer(front, asking, status);
}

void et_calendar_check_deadlines(struct et_front *front, int64_t now_ms)
{
	struct et_link *first;

	while ((first = et_list_first(&front->asking)) != NULL) {
		struct et_asking *asking = ET_CONTAINER(first, struct et_asking, in_asking);

		if (now_ms - asking->asked_at_ms < PATIENCE_MS)
			break;
		answer(front, asking, 503);
	}
}

void et_calendar_forget(struct et_front *front, struct et_session *session)
{
	struct et_asking *asking = session != NULL ? session->asking : NULL;

	if (asking == NULL)
		return;
	session->asking = NULL;
	if (session->body == &asking->body)
		session->body = NULL;
	if (asking->status == 0)
		stop_waiting(front, asking);
	free(asking->body.ptr);
	free(asking);
}

/*
 * feed-make: a secret address under which a calendar program finds one's own hours. What was given out before is
 * worth nothing from then on. The secret is told once and kept nowhere: the store has its hash.
 */
#include <etatunti/base/encode.h>
#include <etatunti/store/feed.h>
#include <etatunti/store/user.h>

#include "../feed.h"

struct params {
	int language;
};

static const struct et_field fields[] = {
	ET_F_ENUM(struct params, language, "language", et_ical_languages),
};

static enum et_err handle(struct et_call *call)
{
	const struct params *params = call->params;
	uint8_t secret[ET_FEED_SECRET_LEN];
	char text[ET_B64U_LEN(sizeof(secret)) + 1];
	struct et_store_user user;
	struct et_store_feed feed;
	struct et_buf url;
	enum et_err err;

	err = et_store_user_by_id(call->store, &call->user->uid, call->arena, &user);
	if (err != ET_OK)
		return err;
	et_env_random(call->env, secret, sizeof(secret));
	feed = (struct et_store_feed){
		.uid = user.uid,
		.secret_hash = et_feed_hash(et_slice_of(secret, sizeof(secret))),
		.language = et_slice_str(et_ical_languages[params->language]),
		.made_at = call->now_ms,
		.eh = user.eh,
	};
	if ((err = et_store_feed_put(call->store, &feed)) != ET_OK)
		return err;
	et_b64u_encode(et_slice_of(secret, sizeof(secret)), text);
	et_buf_init(&url, 1024);
	et_buf_printf(&url, "%s/calendar/%s.ics", call->deployment->origin, text);
	et_json_str(&call->reply, "url", et_buf_view(&url));
	err = et_buf_err(&url);
	et_buf_fini(&url);
	return err;
}

const struct et_command et_command_feed_make = {
	.name = "feed-make",
	.summary =
		"a new secret address of one's own calendar (section 4), told this once; the one "
		"before is worth nothing any more. Logged",
	.states = ET_CONN_IN,
	.roles = ET_ROLE_ANY,
	.effect = ET_ANEW,
	.rate = ET_RATE_WRITE,
	.action = "feed-make",
	.params = ET_FIELDS(fields, struct params),
	.reply = "{ url: string }",
	.handle = handle,
};

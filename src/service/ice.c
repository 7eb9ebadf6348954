/*
 * One credential an answer, for all TURN servers: they share the secret.
 */
#include "ice.h"

#include <etatunti/crypto/crypto.h>
#include <etatunti/crypto/turn.h>

#define MS_PER_S 1000

static void put_server(
	struct et_json *json, const char *url, const struct et_turn_credential *credential)
{
	et_json_object_open(json, NULL);
	et_json_cstr(json, "urls", url);
	if (credential != NULL) {
		et_json_cstr(json, "username", credential->username);
		et_json_cstr(json, "credential", credential->credential);
	}
	et_json_object_close(json);
}

enum et_err et_ice_put(struct et_call *call, int64_t ttl_s)
{
	const struct et_deployment *deployment = call->deployment;
	struct et_turn_credential credential = { 0 };
	uint8_t nonce[ET_TURN_NONCE_LEN];
	enum et_err err = ET_OK;

	if (deployment->turn_count > 0) {
		et_env_random(call->env, nonce, sizeof(nonce));
		err = et_turn_credential(deployment->turn_secret, call->now_ms / MS_PER_S + ttl_s,
			nonce, &credential);
	}
	if (err != ET_OK)
		return err;
	et_json_array_open(&call->reply, "ice");
	for (size_t i = 0; i < deployment->ice_count; i++)
		put_server(&call->reply, deployment->ice[i], NULL);
	for (size_t i = 0; i < deployment->turn_count; i++)
		put_server(&call->reply, deployment->turn[i], &credential);
	et_json_array_close(&call->reply);
	et_json_bool(&call->reply, "relay_only", deployment->relay_only);
	et_wipe(&credential, sizeof(credential));
	return ET_OK;
}

enum et_err et_room_ice(struct et_call *call)
{
	return et_ice_put(call, call->deployment->turn_ttl_s);
}

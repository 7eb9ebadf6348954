/*
 * What a browser is told about ways to others: STUN servers as they are, TURN servers with a credential made
 * now. Who may be told is decided by the command that asks.
 */
#ifndef ETATUNTI_SERVICE_SRC_ICE_H
#define ETATUNTI_SERVICE_SRC_ICE_H

#include <etatunti/service/call.h>

/* How long a credential holds for who only tries out whether the way is open. */
#define ET_ICE_PROBE_S 60

/*
 * Writes `ice` and `relay_only` into the reply. For the room: the credential of every TURN server is good for
 * the deployment's turn-ttl; et_ice_put for so many seconds. ET_INTERNAL.
 */
enum et_err et_room_ice(struct et_call *call) ET_MUST_USE;
enum et_err et_ice_put(struct et_call *call, int64_t ttl_s) ET_MUST_USE;

#endif

/*
 * Who is in which room and in which lobby: the only place that moves people, and that tells front whose frames to
 * relay to whom. Carries out what outbox.c collected; called by seal.c alone.
 */
#ifndef ETATUNTI_SERVICE_SRC_PRESENCE_H
#define ETATUNTI_SERVICE_SRC_PRESENCE_H

#include "outbox_items.h"

/* All of them: ET_NO_MEMORY, errors of the store. */

/* Each person in the lobby is told what it looks like to them. */
enum et_err et_presence_tell_lobby(struct et_call *call, const struct et_id *hour) ET_MUST_USE;
enum et_err et_presence_lobby_enter(struct et_call *call, const struct et_out *item) ET_MUST_USE;
enum et_err et_presence_lobby_leave(struct et_call *call, struct et_conn *conn) ET_MUST_USE;

/* Another connection of the same person in that room is out of it: moved. */
enum et_err et_presence_room_join(struct et_call *call, const struct et_out *item) ET_MUST_USE;
enum et_err et_presence_room_leave(struct et_call *call, struct et_conn *conn) ET_MUST_USE;
enum et_err et_presence_room_close(struct et_call *call, const struct et_out *item) ET_MUST_USE;

enum et_err et_presence_leave_all(struct et_call *call, struct et_conn *conn) ET_MUST_USE;
/* Whoever has no part any more in what they are in is out of it. */
enum et_err et_presence_put_out(struct et_call *call) ET_MUST_USE;

#endif

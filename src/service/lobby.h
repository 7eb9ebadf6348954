/*
 * The lobby of an hour: who is there, whose turn it is; what each person may know of it.
 */
#ifndef ETATUNTI_SERVICE_SRC_LOBBY_H
#define ETATUNTI_SERVICE_SRC_LOBBY_H

#include "conn.h"

/*
 * The fields of `lobby` as the user of `viewer` sees it: present, and the turn, with case and session
 * only if that person is entitled to the case. Errors of the store.
 */
enum et_err et_lobby_fields(struct et_call *call, const struct et_id *hour,
	const struct et_conn *viewer, struct et_json *json) ET_MUST_USE;

#endif

/*
 * What the service keeps in memory: connections, lobbies, rooms, timers, deliveries. Private to this
 * layer; commands reach it only through conn.h, lobby.h, room.h and outbox.h.
 */
#ifndef ETATUNTI_SERVICE_SRC_STATE_H
#define ETATUNTI_SERVICE_SRC_STATE_H

#include <etatunti/base/heap.h>
#include <etatunti/base/list.h>
#include <etatunti/base/map.h>
#include <etatunti/service/service.h>

#include "actlog.h"
#include "door.h"
#include "queue.h"

enum et_due_kind {
	ET_DUE_CONN,  /* a session may have ended: conn.c */
	ET_DUE_ROOM,  /* the consent of a room ends: room.c */
	ET_DUE_LOBBY, /* who may be in it may have changed: lobby.c */
	ET_DUE_JOB,   /* jobs.c */
	ET_DUE_MAIL,  /* there may be something to send: post.c */
};

/* A timer and whose it is; embedded in that. */
struct et_due {
	struct et_timer timer;
	enum et_due_kind kind;
};

struct et_job;

struct et_service {
	struct et_service_config config;
	struct et_arena *arena; /* of the call that is running */
	struct et_list conns;   /* struct et_conn.link */
	struct et_map *conns_by_front;
	struct et_list rooms;   /* struct et_room.link */
	struct et_list lobbies; /* struct et_lobby.link */
	struct et_list batch;   /* batch.c: who waits for the commit */
	int64_t full_until_ms;  /* monotonic */
	struct et_heap timers;
	int64_t clock_at; /* the wall clock when timers were last looked at */
	struct et_queue queue;
	struct et_actlog actlog;
	struct et_door *door;
	struct et_job *jobs; /* jobs.c */
	bool job_is_left;    /* the job that runs has left some for a minute later */
	int64_t followed_at; /* until when follow-ups have been told of by event; 0: none yet */
	int64_t reminded_at; /* until when the reminders of the queue have been given; 0: none yet */
	struct et_due mail_due;
	bool mailer_here; /* deliveries of mail reach it */
	bool mail_adrift; /* mails may stand as `sending` that no mailer has */
};

/* Out of every table and freed (conn.c). */
void et_conn_forget(struct et_service *service, struct et_conn *conn);

#endif

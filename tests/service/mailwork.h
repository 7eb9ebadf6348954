/*
 * A mailer for tests: keeps what core gives it, and answers as it is told.
 */
#ifndef ETATUNTI_TESTS_SERVICE_MAILWORK_H
#define ETATUNTI_TESTS_SERVICE_MAILWORK_H

#include "testkit.h"

/* From here on the service sends mail; it is started anew, and a mailer is there. Everybody signs in again. */
void mw_on(struct kit *kit);
/* For testkit.c. */
void mw_keep(struct kit *kit, const struct et_delivery *out);

/* Where that person wants mail. */
void mw_reach(struct kit_peer *peer, const char *email, const char *language);

/* How many mails the mailer has, unanswered ones and the others. */
size_t mw_count(const struct kit *kit);
/* The newest, with a terminator: address, line feed, message. */
const char *mw_newest(const struct kit *kit);
/* The oldest unanswered one to that address whose text has that in it, or NULL. */
const char *mw_find(const struct kit *kit, const char *to, const char *has);
/* The oldest unanswered one is answered so; and all of them. */
void mw_answer(struct kit *kit, enum et_mailed mailed);
void mw_answer_all(struct kit *kit, enum et_mailed mailed);
/* The first is answered as sent, but the transaction with that answer is lost: and the mailer with it. */
void mw_answer_lost(struct kit *kit);

/* It dies; another comes. */
void mw_dies(struct kit *kit);
void mw_comes(struct kit *kit);

#endif

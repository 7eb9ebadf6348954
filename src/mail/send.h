/*
 * One mail over SMTP. The one place that names libcurl.
 */
#ifndef ET_MAIL_SEND_H
#define ET_MAIL_SEND_H

#include <etatunti/base/types.h>
#include <etatunti/ipc/ipc.h>
#include <etatunti/mail/mail.h>

/* Once a process. ET_NO_MEMORY. */
enum et_err et_send_init(void) ET_MUST_USE;

struct et_send {
	const struct et_mailer_config *config;
	const char *password; /* NULL: none */
	bool is_local;        /* the server is this machine */
};

/* to has no byte that ends it early; returns within the configured time. */
enum et_ipc_mailed et_send_mail(const struct et_send *send, const char *to, struct et_slice message)
	ET_MUST_USE;

#endif

/*
 * The mailer: a process that hands mail over to an SMTP server, one at a time, as core asks. Knows no person,
 * no kind of reminder and no database; keeps nothing: what it did not answer core asks again.
 */
#ifndef ETATUNTI_MAIL_MAIL_H
#define ETATUNTI_MAIL_MAIL_H

#include <stdbool.h>
#include <stdint.h>

#include <etatunti/base/err.h>

struct et_mailer_config {
	const char *url;           /* smtps://HOST[:PORT], or smtp:// */
	const char *from;          /* the sender's address */
	const char *user;          /* NULL: without signing in */
	const char *password_path; /* file whose first line is the password; NULL: none */
	const char *ca_path;       /* certificates to trust, PEM; NULL: the system's */
	int64_t timeout_ms;        /* for one mail */
	int ipc_fd;
	bool confine; /* serve as et_confine leaves a mailer */
};

/*
 * smtps:// is TLS from the beginning; smtp:// demands STARTTLS, but not of this machine itself. False: no such
 * address, or more than host and port in it.
 */
bool et_mailer_is_url(const char *url);

/* Until core closes the line, or says so: an exit code. */
int et_mailer_run(const struct et_mailer_config *config);

#endif

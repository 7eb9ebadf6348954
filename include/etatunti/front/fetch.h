/*
 * Asking a site for its files over HTTPS, as a suspicious visitor: the certificate is verified, the
 * answer is bounded in size and time, nothing is followed. Knows nothing of what the files should be.
 */
#ifndef ETATUNTI_FRONT_FETCH_H
#define ETATUNTI_FRONT_FETCH_H

#include <etatunti/base/err.h>
#include <etatunti/base/types.h>

#define ET_FETCH_WHY_MAX 512
#define ET_FETCH_FIELD_MAX 2048

struct et_fetcher;

struct et_fetch_config {
	const char *origin; /* "https://host[:port]", as et_front_check_origin takes it; borrowed */
	const char *ca_path; /* PEM of the authorities to trust; NULL: the system's */
	unsigned timeout_s;  /* for one answer, from asking to its last byte */
};

/* An answer as it came; texts are empty where the header was missing. */
struct et_fetched {
	unsigned status;
	uint8_t *body; /* owned; et_fetched_fini */
	size_t len;
	bool too_long; /* it went on beyond the bound; the body is empty */
	char coding[32];
	char policy[ET_FETCH_FIELD_MAX]; /* Content-Security-Policy */
	bool leads_away;                 /* a redirect, or a Refresh */
};

/* TLS 1.2 or newer. ET_BAD_PARAM: the origin or the CA file can't be used, why is a sentence. */
enum et_err et_fetcher_new(const struct et_fetch_config *config, struct et_fetcher **out,
	char why[ET_FETCH_WHY_MAX]) ET_MUST_USE;
void et_fetcher_free(struct et_fetcher *fetcher);

/*
 * Asks for a path ("/…", plain ASCII) and takes a body of at most len_max bytes. coding is what
 * Accept-Encoding says ("identity", "gzip", "br"). ET_IO: there was no whole answer, why says what
 * happened; ET_NO_MEMORY. Any status is an answer.
 */
enum et_err et_fetch(struct et_fetcher *fetcher, const char *path, const char *coding,
	size_t len_max, struct et_fetched *out, char why[ET_FETCH_WHY_MAX]) ET_MUST_USE;
void et_fetched_fini(struct et_fetched *fetched);

/* The Content-Security-Policy of every answer of a front that is configured for this origin. */
enum et_err et_front_policy(const char *origin, char out[ET_FETCH_FIELD_MAX]) ET_MUST_USE;

#endif

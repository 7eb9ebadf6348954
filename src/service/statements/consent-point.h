/*
 * The body that points at one consent statement: consent-ack and consent-seen have it in common.
 */
#ifndef ETATUNTI_SERVICE_STATEMENTS_CONSENT_POINT_H
#define ETATUNTI_SERVICE_STATEMENTS_CONSENT_POINT_H

#include "body.h"

struct et_consent_point {
	struct et_id consent;
	struct et_hash stmt_hash; /* of the consent statement that was read */
};

static inline enum et_err et_consent_point_parse(
	const struct et_step *step, const char *label, struct et_consent_point *out)
{
	struct et_lp_reader reader;

	et_body_open(&reader, step, label);
	out->consent = et_lp_get_id(&reader);
	out->stmt_hash = et_lp_get_hash(&reader);
	return et_lp_end(&reader);
}

#endif

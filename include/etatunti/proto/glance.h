/*
 * Which signatures a frame will probably ask to be verified: looked for without reading its JSON, so that they can
 * be verified ahead. A guess; nothing may be decided from it.
 */
#ifndef ETATUNTI_PROTO_GLANCE_H
#define ETATUNTI_PROTO_GLANCE_H

#include <etatunti/base/types.h>

#define ET_GLANCE_MAX 16

struct et_glance {
	struct {
		struct et_slice bytes, sig; /* sig: 64 bytes */
	} all[ET_GLANCE_MAX];
	size_t count;
};

/*
 * Of a binary frame, as it came: blobs of 64 bytes, each with the blob before it, if that can be a statement and the
 * frame looks like a case-append.
 */
void et_glance(struct et_slice frame, struct et_glance *out);

#endif

/*
 * The web front end, read completely into memory at start: after that front opens no file. Knows
 * paths, types and variants of files, nothing of HTTP connections.
 */
#ifndef ET_FRONT_BUNDLE_H
#define ET_FRONT_BUNDLE_H

#include <etatunti/base/err.h>
#include <etatunti/base/types.h>

#define ET_BUNDLE_FILES_MAX 4096
#define ET_BUNDLE_BYTES_MAX ((size_t)64 << 20)
#define ET_ETAG_MAX 40

enum et_coding { ET_CODING_PLAIN, ET_CODING_GZIP, ET_CODING_BR, ET_CODING_COUNT };

/* One variant of a file. ptr NULL: there is none. */
struct et_bundle_body {
	uint8_t *ptr;
	size_t len;
	char etag[ET_ETAG_MAX]; /* with its quotes */
};

struct et_bundle_file {
	char *path; /* as in a URL: "/" for index.html, "/assets/app-1a2b.js" */
	const char *content_type;
	bool immutable; /* the name changes when the content does */
	struct et_bundle_body bodies[ET_CODING_COUNT];
};

struct et_bundle {
	struct et_bundle_file *files; /* ordered by path */
	size_t count, bytes;
};

#define ET_BUNDLE_MESSAGE_MAX 512

/*
 * Reads every file below root; x.gz and x.br beside a file x are its variants. Dot files and
 * symbolic links are left out. On error (ET_IO, ET_NOT_FOUND, ET_TOO_LARGE, ET_NO_MEMORY) message
 * is a sentence for the operator, and the bundle is empty.
 */
enum et_err et_bundle_load(const char *root, struct et_bundle *bundle,
	char message[ET_BUNDLE_MESSAGE_MAX]) ET_MUST_USE;
void et_bundle_fini(struct et_bundle *bundle);

/* The file with exactly this path (no decoding, no folders), or NULL. */
const struct et_bundle_file *et_bundle_find(const struct et_bundle *bundle, struct et_slice path);

/* Names the body by the hash of its content: a strong validator (RFC 9110 section 8.8). ET_NO_MEMORY. */
enum et_err et_bundle_etag(struct et_bundle_body *body) ET_MUST_USE;

/* The type for a file name by its ending. */
const char *et_content_type(const char *name);

#endif

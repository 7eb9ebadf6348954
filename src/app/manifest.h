/*
 * The manifest of a built front end, as web/build.mjs writes it and in no other form: read strictly,
 * since it may come from a server that lies. Knows no network.
 */
#ifndef ETATUNTI_APP_MANIFEST_H
#define ETATUNTI_APP_MANIFEST_H

#include <etatunti/base/err.h>
#include <etatunti/base/types.h>

#define ET_MANIFEST_NAME "manifest.json"
#define ET_MANIFEST_BYTES_MAX ((size_t)1 << 20)
#define ET_MANIFEST_FILES_MAX 4096
#define ET_MANIFEST_PATH_MAX 200
#define ET_MANIFEST_ID_LEN 16
#define ET_MANIFEST_WHY_MAX 256

struct et_manifest_file {
	char path[ET_MANIFEST_PATH_MAX +
		1];         /* "assets/main-1A2B.js": no dot files, nothing upwards */
	struct et_hash sum; /* SHA-256 */
};

struct et_manifest {
	struct et_manifest_file *files; /* ordered by path, each once */
	size_t count;
	char id[ET_MANIFEST_ID_LEN + 1];
};

/*
 * Takes text apart. ET_BAD_PARAM: why is a sentence, *out is empty; ET_NO_MEMORY. What comes out has
 * an index.html, the base of every packed file, and the id that follows from its lines.
 */
enum et_err et_manifest_read(
	struct et_slice text, struct et_manifest *out, char why[ET_MANIFEST_WHY_MAX]) ET_MUST_USE;
void et_manifest_fini(struct et_manifest *manifest);

/* Whether it is x.gz or x.br: the bytes of x as they go over the wire. */
bool et_manifest_is_packed(const struct et_manifest_file *file);
/* NULL: there is none. */
const struct et_manifest_file *et_manifest_find(
	const struct et_manifest *manifest, const char *path);

#endif

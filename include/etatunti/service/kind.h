/*
 * How a kind of signed statement describes itself for PROTOCOL.md and messages.gen.ts. Each kind is
 * one file (src/service/directory/<kind>.c, src/service/statements/<kind>.c) around one descriptor
 * that begins with this.
 */
#ifndef ETATUNTI_SERVICE_KIND_H
#define ETATUNTI_SERVICE_KIND_H

#include <stddef.h>

struct et_kind_doc {
	const char *name;  /* "user-add" */
	const char *by;    /* who may make it, in words */
	const char *body;  /* "LP(\"ET1/user-add\", uid, …)" */
	const char *blobs; /* data blobs, or NULL */
	const char *rule;  /* what is checked, in words; "" if nothing more */
};

/* Kinds of the directory chain and of the case chains, in the order of their .def; NULL at the end. */
const struct et_kind_doc *et_directory_kind_doc(size_t i);
const struct et_kind_doc *et_statement_kind_doc(size_t i);

#endif

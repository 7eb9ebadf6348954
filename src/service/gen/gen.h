/*
 * Documents, types and a dictionary from the registries, so that each thing is said once. A program of its
 * own (etatunti-gen), no part of the server.
 */
#ifndef ETATUNTI_SERVICE_GEN_H
#define ETATUNTI_SERVICE_GEN_H

#include <etatunti/base/buf.h>
#include <etatunti/proto/field.h>
#include <etatunti/service/command.h>
#include <etatunti/service/kind.h>
#include <etatunti/service/matrix.h>

/* The TypeScript type of an object of that table: "{ name: string; pairs: Id[] }", "{}" if empty. */
void et_gen_fields(struct et_buf *out, const struct et_fields *fields);

/*
 * PROTOCOL.md with the parts between <!-- gen:… --> and <!-- /gen --> made anew. ET_BAD_PARAM: a mark is not
 * understood or not closed, or a command has no place; a sentence is on stderr.
 */
enum et_err et_gen_markdown(struct et_buf *out, struct et_slice before) ET_MUST_USE;

/* The table "who may" of one part. */
void et_gen_access(struct et_buf *out, enum et_matrix_part part);

/* web/src/wire/messages.gen.ts. */
void et_gen_typescript(struct et_buf *out);

/* A dictionary for libFuzzer: every word that the parsers know. */
void et_gen_dictionary(struct et_buf *out);

#endif

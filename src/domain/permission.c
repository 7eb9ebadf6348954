/* Compartments and object types as tables, and the two questions that are asked of them. */
#include <etatunti/domain/permission.h>

#include "word.h"

static const char letters[] = "PSC";

struct object_row {
	const char *word;
	unsigned comp;
	bool is_chunked;
	bool by_contact;
};

static const struct object_row object_rows[] = {
	[ET_OBJECT_QUESTION] = { "question", ET_COMP_S, false, false },
	[ET_OBJECT_BACKGROUND] = { "background", ET_COMP_P, false, false },
	[ET_OBJECT_CONSENT_DOC] = { "consent-doc", ET_COMP_C, false, false },
	[ET_OBJECT_CONSENT_FILE] = { "consent-file", ET_COMP_C, true, false },
	[ET_OBJECT_ATTACHMENT] = { "attachment", ET_COMP_S, true, false },
	[ET_OBJECT_PLAN] = { "plan", ET_COMP_S, false, true },
	[ET_OBJECT_THREAD] = { "thread", ET_COMP_S, false, true },
	[ET_OBJECT_FOLLOW_UP] = { "follow-up", ET_COMP_P, false, false },
	[ET_OBJECT_CARD] = { "card", ET_COMP_S, false, true },
};

void et_comps_format(unsigned comps, char out[ET_COMPS_TEXT_SIZE])
{
	size_t len = 0;

	for (unsigned i = 0; i < 3; i++) {
		if ((comps & 1u << i) != 0)
			out[len++] = letters[i];
	}
	out[len] = '\0';
}

/* Seven sets, one spelling each. */
enum et_err et_comps_parse(struct et_slice text, unsigned *comps)
{
	for (unsigned set = 1; set < 8; set++) {
		char spelling[ET_COMPS_TEXT_SIZE];

		et_comps_format(set, spelling);
		if (et_slice_eq_str(text, spelling)) {
			*comps = set;
			return ET_OK;
		}
	}
	*comps = 0;
	return ET_BAD_STATEMENT;
}

enum et_err et_comp_parse(struct et_slice text, unsigned *comp)
{
	enum et_err err = et_comps_parse(text, comp);

	if (err == ET_OK && text.len != 1) {
		*comp = 0;
		err = ET_BAD_STATEMENT;
	}
	return err;
}

const char *et_object_type_word(enum et_object_type type)
{
	return object_rows[type].word;
}

enum et_err et_object_type_parse(struct et_slice word, enum et_object_type *out)
{
	*out = ET_OBJECT_QUESTION;
	for (size_t i = 0; i < ET_WORD_COUNT(object_rows); i++) {
		if (et_slice_eq_str(word, object_rows[i].word)) {
			*out = (enum et_object_type)i;
			return ET_OK;
		}
	}
	return ET_BAD_STATEMENT;
}

unsigned et_object_type_comp(enum et_object_type type)
{
	return object_rows[type].comp;
}

bool et_object_type_is_chunked(enum et_object_type type)
{
	return object_rows[type].is_chunked;
}

bool et_object_type_by_contact(enum et_object_type type)
{
	return object_rows[type].by_contact;
}

enum et_err et_permission_open(const struct et_member *member, unsigned comp, bool in_force)
{
	if ((member->comps & comp) == 0)
		return ET_FORBIDDEN;
	if (member->is_contact && comp != ET_COMP_C && !in_force)
		return ET_FORBIDDEN;
	return ET_OK;
}

enum et_err et_permission_write(
	const struct et_member *member, enum et_object_type type, bool in_force)
{
	if ((member->comps & object_rows[type].comp) == 0)
		return ET_FORBIDDEN;
	if (!member->is_contact)
		return ET_OK;
	if (!object_rows[type].by_contact)
		return ET_FORBIDDEN;
	return in_force ? ET_OK : ET_NO_CONSENT;
}

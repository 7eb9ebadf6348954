/*
 * Compartments and object types: what a member may hold, write and open. Source: domain.md rules 3
 * and 4, PROTOCOL section 5. Pure; the caller says whether a consent is in force.
 */
#ifndef ETATUNTI_DOMAIN_PERMISSION_H
#define ETATUNTI_DOMAIN_PERMISSION_H

#include <etatunti/base/err.h>
#include <etatunti/base/types.h>

/* A set of compartments is a set of these bits; its text is the letters in the order P, S, C. */
#define ET_COMP_P 1u /* the pair's own */
#define ET_COMP_S 2u /* shared with Kela */
#define ET_COMP_C 4u /* the evidence of consent */
#define ET_COMPS_TEXT_SIZE 4

/* What a worker of the pair, and what a Kela contact, is a member of: always the whole set. */
#define ET_COMPS_PAIR (ET_COMP_P | ET_COMP_S | ET_COMP_C)
#define ET_COMPS_CONTACT (ET_COMP_S | ET_COMP_C)

/* "PSC", "SC": letters in order, none twice, at least one. ET_BAD_STATEMENT otherwise. */
enum et_err et_comps_parse(struct et_slice text, unsigned *comps) ET_MUST_USE;
void et_comps_format(unsigned comps, char out[ET_COMPS_TEXT_SIZE]);
/* The same for exactly one compartment. */
enum et_err et_comp_parse(struct et_slice text, unsigned *comp) ET_MUST_USE;

enum et_object_type {
	ET_OBJECT_QUESTION,
	ET_OBJECT_BACKGROUND,
	ET_OBJECT_CONSENT_DOC,
	ET_OBJECT_CONSENT_FILE,
	ET_OBJECT_ATTACHMENT,
	ET_OBJECT_PLAN,
	ET_OBJECT_THREAD,
	ET_OBJECT_FOLLOW_UP,
	ET_OBJECT_CARD,
};

/* "question", …; static. ET_BAD_STATEMENT: no such word. */
const char *et_object_type_word(enum et_object_type type);
enum et_err et_object_type_parse(struct et_slice word, enum et_object_type *out) ET_MUST_USE;
/* The one compartment that objects of this type live in. */
unsigned et_object_type_comp(enum et_object_type type);
/* Whether the ciphertext comes in chunks. */
bool et_object_type_is_chunked(enum et_object_type type);
/* Whether Kela's contact may write it. */
bool et_object_type_by_contact(enum et_object_type type);

/* A member of a case as the record knows it. */
struct et_member {
	unsigned comps;
	bool is_contact; /* of the Kela organisation, else a worker of the pair */
};

/*
 * May the member open what lies in the compartment? A contact opens S only while a consent is in
 * force, and C (the evidence for its own disclosures) always. ET_FORBIDDEN if not.
 */
enum et_err et_permission_open(const struct et_member *member, unsigned comp, bool in_force)
	ET_MUST_USE;

/* May the member write an object of this type? ET_FORBIDDEN; ET_NO_CONSENT for a contact whose
 * consent is not in force. */
enum et_err et_permission_write(
	const struct et_member *member, enum et_object_type type, bool in_force) ET_MUST_USE;

#endif

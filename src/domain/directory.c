/* The rules of certification: roles by kind of organisation, issuers by their own, times by bounds. */
#include <etatunti/domain/directory.h>

#include <string.h>

#include <etatunti/base/env.h>

#include "word.h"

static const char *const org_words[] = {
	[ET_ORG_COUNTY] = "county",
	[ET_ORG_KELA] = "kela",
};

static const char *const kind_words[] = {
	[ET_DIR_FOUND] = "found",
	[ET_DIR_INVITE] = "invite",
	[ET_DIR_USER_ADD] = "user-add",
	[ET_DIR_USER_REKEY] = "user-rekey",
	[ET_DIR_USER_REVOKE] = "user-revoke",
	[ET_DIR_PAIR_SET] = "pair-set",
	[ET_DIR_SERIES_SET] = "series-set",
	[ET_DIR_HOUR_SET] = "hour-set",
	[ET_DIR_SUBSTITUTE] = "substitute",
	[ET_DIR_POLICY] = "policy",
	[ET_DIR_RETENTION] = "retention",
	[ET_DIR_RECORD_TEMPLATE] = "record-template",
	[ET_DIR_TEAM] = "team",
	[ET_DIR_CARD] = "card",
	[ET_DIR_CARD_DROP] = "card-drop",
	[ET_DIR_BEACON] = "beacon",
};

/* In the order of their bits, which is the order of the alphabet. */
static const char *const role_words[] = { "contact", "coordinator", "worker" };

const char *et_org_kind_word(enum et_org_kind kind)
{
	return org_words[kind];
}

enum et_err et_org_kind_parse(struct et_slice word, enum et_org_kind *out)
{
	size_t index = et_word_index(org_words, ET_WORD_COUNT(org_words), word);

	*out = ET_ORG_COUNTY;
	if (index == SIZE_MAX)
		return ET_BAD_PARAM;
	*out = (enum et_org_kind)index;
	return ET_OK;
}

const char *et_dir_kind_word(enum et_dir_kind kind)
{
	return kind_words[kind];
}

enum et_err et_dir_kind_parse(struct et_slice word, enum et_dir_kind *out)
{
	size_t index = et_word_index(kind_words, ET_WORD_COUNT(kind_words), word);

	*out = ET_DIR_BEACON;
	if (index == SIZE_MAX)
		return ET_BAD_STATEMENT;
	*out = (enum et_dir_kind)index;
	return ET_OK;
}

void et_roles_format(unsigned roles, char out[ET_ROLES_TEXT_SIZE])
{
	size_t len = 0;

	out[0] = '\0';
	for (unsigned i = 0; i < ET_WORD_COUNT(role_words); i++) {
		if ((roles & 1u << i) == 0)
			continue;
		if (len > 0)
			out[len++] = ',';
		memcpy(out + len, role_words[i], strlen(role_words[i]) + 1);
		len += strlen(role_words[i]);
	}
}

/* There are seven sets, each with one spelling: compare instead of parsing. */
enum et_err et_roles_parse(struct et_slice text, unsigned *roles)
{
	for (unsigned set = 1; set < 1u << ET_WORD_COUNT(role_words); set++) {
		char spelling[ET_ROLES_TEXT_SIZE];

		et_roles_format(set, spelling);
		if (et_slice_eq_str(text, spelling)) {
			*roles = set;
			return ET_OK;
		}
	}
	*roles = 0;
	return ET_BAD_STATEMENT;
}

bool et_roles_fit(unsigned roles, enum et_org_kind kind)
{
	unsigned allowed =
		ET_ROLE_COORDINATOR | (kind == ET_ORG_KELA ? ET_ROLE_CONTACT : ET_ROLE_WORKER);

	return roles != 0 && (roles & ~allowed) == 0;
}

static bool is_county_only(enum et_dir_kind kind)
{
	return kind == ET_DIR_PAIR_SET || kind == ET_DIR_SERIES_SET || kind == ET_DIR_HOUR_SET ||
		kind == ET_DIR_POLICY || kind == ET_DIR_RETENTION || kind == ET_DIR_RECORD_TEMPLATE;
}

static bool is_of_no_org(enum et_dir_kind kind)
{
	return kind == ET_DIR_BEACON || kind == ET_DIR_CARD || kind == ET_DIR_CARD_DROP;
}

unsigned et_directory_roles(enum et_dir_kind kind)
{
	if (kind == ET_DIR_CARD)
		return ET_ROLE_WORKER | ET_ROLE_CONTACT;
	if (kind == ET_DIR_CARD_DROP)
		return ET_ROLE_WORKER | ET_ROLE_CONTACT | ET_ROLE_COORDINATOR;
	return ET_ROLE_COORDINATOR;
}

enum et_err et_directory_may_issue(enum et_dir_kind kind, const struct et_dir_issuer *issuer,
	const struct et_id *target, int64_t time_ms)
{
	if (kind == ET_DIR_FOUND || (issuer->roles & et_directory_roles(kind)) == 0)
		return ET_FORBIDDEN;
	if (time_ms >= issuer->not_after)
		return ET_EXPIRED;
	if (!is_of_no_org(kind) && (target == NULL || !et_id_eq(target, &issuer->org)))
		return ET_FORBIDDEN;
	if (is_county_only(kind) && issuer->org_kind != ET_ORG_COUNTY)
		return ET_FORBIDDEN;
	return ET_OK;
}

static enum et_err check_ahead(int64_t at_ms, int64_t time_ms, int64_t max_ms)
{
	return at_ms > time_ms && at_ms - time_ms <= max_ms ? ET_OK : ET_BAD_STATEMENT;
}

enum et_err et_directory_check_invite(int64_t expires, int64_t time_ms)
{
	return check_ahead(expires, time_ms, ET_DIRECTORY_INVITE_MAX_MS);
}

enum et_err et_directory_check_cert(int64_t not_after, int64_t time_ms)
{
	return check_ahead(not_after, time_ms, ET_DIRECTORY_CERT_MAX_MS);
}

enum et_err et_directory_check_span(int64_t from, int64_t to)
{
	/* What no calendar can show would break every page that shows it. */
	if (to > ET_TIME_MAX)
		return ET_BAD_STATEMENT;
	return check_ahead(to, from, ET_DIRECTORY_SUBSTITUTE_MAX_MS);
}

enum et_err et_directory_check_list(const struct et_id *ids, size_t count, size_t max)
{
	if (count < 1 || count > max)
		return ET_BAD_STATEMENT;
	for (size_t i = 0; i < count; i++) {
		for (size_t j = 0; j < i; j++) {
			if (et_id_eq(&ids[i], &ids[j]))
				return ET_BAD_STATEMENT;
		}
	}
	return ET_OK;
}

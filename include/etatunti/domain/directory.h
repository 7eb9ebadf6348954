/*
 * Who certifies whom: organisations, roles, what a coordinator may sign, how long it may hold.
 * Source: PROTOCOL section 3. Pure rules; the directory chain itself is kept elsewhere.
 */
#ifndef ETATUNTI_DOMAIN_DIRECTORY_H
#define ETATUNTI_DOMAIN_DIRECTORY_H

#include <etatunti/base/err.h>
#include <etatunti/base/types.h>

#define ET_DIRECTORY_INVITE_MAX_MS (INT64_C(72) * 3600000)
/* 13 months: the longest are 397 days; a few more so that no client computes itself out. */
#define ET_DIRECTORY_CERT_MAX_MS (INT64_C(400) * 86400000)
#define ET_DIRECTORY_PAIR_MAX 6
#define ET_DIRECTORY_SUBSTITUTE_MAX_MS (INT64_C(200) * 86400000)

enum et_org_kind {
	ET_ORG_COUNTY,
	ET_ORG_KELA,
};

/* "county", "kela"; static. ET_BAD_PARAM: no such word. */
const char *et_org_kind_word(enum et_org_kind kind);
enum et_err et_org_kind_parse(struct et_slice word, enum et_org_kind *out) ET_MUST_USE;

/* Roles are a set of these bits. */
#define ET_ROLE_CONTACT 1u
#define ET_ROLE_COORDINATOR 2u
#define ET_ROLE_WORKER 4u

/* Characters of the longest set with its terminator. */
#define ET_ROLES_TEXT_SIZE 32

/*
 * Comma-joined and sorted ("contact", "coordinator,worker"), at least one. ET_BAD_STATEMENT: any
 * other spelling.
 */
enum et_err et_roles_parse(struct et_slice text, unsigned *roles) ET_MUST_USE;
void et_roles_format(unsigned roles, char out[ET_ROLES_TEXT_SIZE]);

/* contact only in a kela org, worker only in a county org. */
bool et_roles_fit(unsigned roles, enum et_org_kind kind);

enum et_dir_kind {
	ET_DIR_FOUND,
	ET_DIR_INVITE,
	ET_DIR_USER_ADD,
	ET_DIR_USER_REKEY,
	ET_DIR_USER_REVOKE,
	ET_DIR_PAIR_SET,
	ET_DIR_SERIES_SET,
	ET_DIR_HOUR_SET,
	ET_DIR_SUBSTITUTE,
	ET_DIR_POLICY,
	ET_DIR_RETENTION,
	ET_DIR_RECORD_TEMPLATE,
	ET_DIR_TEAM,
	ET_DIR_CARD,
	ET_DIR_CARD_DROP,
	ET_DIR_BEACON,
};

/* "found", "invite", …; static. ET_BAD_STATEMENT: no such word. */
const char *et_dir_kind_word(enum et_dir_kind kind);
enum et_err et_dir_kind_parse(struct et_slice word, enum et_dir_kind *out) ET_MUST_USE;

/* Who may make one of that kind at all: any of these roles. */
unsigned et_directory_roles(enum et_dir_kind kind);

/* Who signs a directory statement, as certified at its time. */
struct et_dir_issuer {
	struct et_id org;
	enum et_org_kind org_kind;
	unsigned roles;
	int64_t not_after;
};

/*
 * May the issuer make a statement of this kind about org at that time? target is NULL for what is about none: a
 * beacon, cards. ET_FORBIDDEN if not (not a coordinator, or of a card no worker and no contact; another
 * organisation; pairs, series, hours, policy, retention or record templates outside a county), ET_EXPIRED if the issuer's own certificate is over. Never for ET_DIR_FOUND: founders prove
 * themselves with the founding key.
 */
enum et_err et_directory_may_issue(enum et_dir_kind kind, const struct et_dir_issuer *issuer,
	const struct et_id *target, int64_t time_ms) ET_MUST_USE;

/* An invite's expiry, a certificate's not_after, seen from the statement's time.
 * ET_BAD_STATEMENT: in the past or too far ahead. */
enum et_err et_directory_check_invite(int64_t expires, int64_t time_ms) ET_MUST_USE;
enum et_err et_directory_check_cert(int64_t not_after, int64_t time_ms) ET_MUST_USE;

/* How long one may stand in for another: to after from, at most 200 days. ET_BAD_STATEMENT otherwise. */
enum et_err et_directory_check_span(int64_t from, int64_t to) ET_MUST_USE;

/* A pair's members, a series' pairs: 1 to max, none twice. ET_BAD_STATEMENT otherwise. */
enum et_err et_directory_check_list(const struct et_id *ids, size_t count, size_t max) ET_MUST_USE;

#endif

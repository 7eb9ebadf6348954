/*
 * What counts as text: strict UTF-8, one line, countable; and the shape of names and numbers.
 * Pure functions over slices; no locale, no normalisation (clients send NFC, ET1 section 1).
 */
#ifndef ETATUNTI_BASE_TEXT_H
#define ETATUNTI_BASE_TEXT_H

#include <etatunti/base/err.h>
#include <etatunti/base/types.h>

#define ET_TEXT_USERNAME_MIN 2
#define ET_TEXT_USERNAME_MAX 32

/* Well-formed UTF-8 (RFC 3629): no overlong form, no surrogate, nothing above U+10FFFF. */
bool et_text_is_utf8(struct et_slice text);

/*
 * Well-formed and fit for one line: no C0 or C1 control, no DEL, no line or paragraph separator, no
 * bidirectional override or isolate (they forge names on screen), no noncharacter, no BOM.
 */
bool et_text_is_line(struct et_slice text);

/* Code points of well-formed text; SIZE_MAX if it is not UTF-8. */
size_t et_text_chars(struct et_slice text);

/*
 * One line, not blank at either end, min to max code points. ET_BAD_PARAM otherwise.
 */
enum et_err et_text_check(struct et_slice text, size_t chars_min, size_t chars_max) ET_MUST_USE;

/*
 * Lines (et_text_is_line) with "\n" between them, not blank at either end of the whole, min to max code
 * points. ET_BAD_PARAM otherwise.
 */
enum et_err et_text_check_lines(struct et_slice text, size_t chars_min, size_t chars_max)
	ET_MUST_USE;

/* Without ASCII white space at both ends. */
struct et_slice et_text_trim(struct et_slice text);

/*
 * Decimal without sign "+", leading zeros, white space or anything else; "-" only for negative
 * numbers. ET_BAD_PARAM if it is not such a number or outside [min, max]; *out is 0 then.
 */
enum et_err et_text_i64(struct et_slice text, int64_t min, int64_t max, int64_t *out) ET_MUST_USE;

/*
 * User names: [a-z0-9.-]{2,32}, beginning and ending with a letter or a digit. One form only, so
 * that no two accounts look alike.
 */
bool et_text_is_username(struct et_slice text);

/* The host of "scheme://host[:port][/…]", that of IPv6 with its brackets; empty if there is none. */
struct et_slice et_text_host(const char *url);

#endif

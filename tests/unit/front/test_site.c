/*
 * The bundle in memory, the origin taken apart, and the heads of answers.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <etatunti/front/fetch.h>

#include "front/headers.h"

static char root[64];

static void put(const char *below, const char *content)
{
	char path[256];
	FILE *file;

	snprintf(path, sizeof(path), "%s/%s", root, below);
	file = fopen(path, "w");
	assert_non_null(file);
	assert_true(fputs(content, file) >= 0);
	assert_int_equal(fclose(file), 0);
}

static int setup(void **state)
{
	char path[256];

	(void)state;
	snprintf(root, sizeof(root), "/tmp/et_test_site_XXXXXX");
	assert_non_null(mkdtemp(root));
	snprintf(path, sizeof(path), "%s/assets", root);
	assert_int_equal(mkdir(path, 0700), 0);
	put("index.html", "<!doctype html>");
	put("icon.svg", "<svg/>");
	put("empty.txt", "");
	put(".secret", "no");
	put("assets/app-1.js", "a long long script");
	put("assets/app-1.js.gz", "short");
	put("assets/app-1.js.br", "tiny");
	put("assets/lonely.gz", "no base");
	snprintf(path, sizeof(path), "%s/link.txt", root);
	assert_int_equal(symlink("/etc/passwd", path), 0);
	return 0;
}

static int teardown(void **state)
{
	char command[128];

	(void)state;
	snprintf(command, sizeof(command), "rm -rf %s", root);
	return system(command);
}

static const struct et_bundle_file *find(const struct et_bundle *bundle, const char *path)
{
	return et_bundle_find(bundle, et_slice_str(path));
}

static void the_bundle_holds_what_is_to_be_served_and_no_more(void **state)
{
	static const char *const not_there[] = { "", "/index.html", "/assets", "/assets/",
		"/.secret", "/link.txt", "/assets/app-1.js.gz", "/assets/lonely.gz",
		"/assets/app-1.j", "/assets/app-1.jsx", "icon.svg", "/icon.svg/", "//icon.svg",
		"/ICON.SVG" };
	char message[ET_BUNDLE_MESSAGE_MAX];
	const struct et_bundle_file *file;
	struct et_bundle bundle;

	(void)state;
	assert_int_equal(et_bundle_load(root, &bundle, message), ET_OK);
	assert_int_equal(bundle.count, 4);
	assert_non_null(file = find(&bundle, "/"));
	assert_string_equal(file->content_type, "text/html; charset=utf-8");
	assert_false(file->immutable);
	assert_non_null(file = find(&bundle, "/empty.txt"));
	assert_non_null(file->bodies[ET_CODING_PLAIN].ptr);
	assert_int_equal(file->bodies[ET_CODING_PLAIN].len, 0);
	assert_non_null(file = find(&bundle, "/assets/app-1.js"));
	assert_true(file->immutable);
	assert_int_equal(file->bodies[ET_CODING_BR].len, 4);
	assert_string_not_equal(
		file->bodies[ET_CODING_BR].etag, file->bodies[ET_CODING_PLAIN].etag);
	assert_non_null(file = find(&bundle, "/icon.svg"));
	assert_null(file->bodies[ET_CODING_GZIP].ptr);
	for (size_t i = 0; i < sizeof(not_there) / sizeof(not_there[0]); i++)
		assert_null(find(&bundle, not_there[i]));
	assert_null(et_bundle_find(&bundle, et_slice_of("/icon.svg\0", 10)));
	et_bundle_fini(&bundle);
}

static void a_folder_without_a_page_is_refused(void **state)
{
	char message[ET_BUNDLE_MESSAGE_MAX], path[128];
	struct et_bundle bundle;

	(void)state;
	snprintf(path, sizeof(path), "%s/assets", root);
	assert_int_equal(et_bundle_load(path, &bundle, message), ET_NOT_FOUND);
	assert_non_null(strstr(message, "there is no index.html"));
	assert_int_equal(et_bundle_load("/nowhere", &bundle, message), ET_NOT_FOUND);
	assert_non_null(strstr(message, "/nowhere"));
	assert_int_equal(bundle.count, 0);
}

static unsigned accepted(const char *text)
{
	return et_accept_codings(et_slice_str(text));
}

static void codings_are_taken_from_accept_encoding(void **state)
{
	const unsigned plain = 1u << ET_CODING_PLAIN, gzip = 1u << ET_CODING_GZIP,
		       br = 1u << ET_CODING_BR;

	(void)state;
	assert_int_equal(et_accept_codings(et_slice_of(NULL, 0)), plain);
	assert_int_equal(accepted("gzip, deflate, br, zstd"), plain | gzip | br);
	assert_int_equal(accepted("GZIP;q=0.5"), plain | gzip);
	assert_int_equal(accepted("gzip;q=0, br ; q=0.000"), plain);
	assert_int_equal(accepted("gzipped,brr, ,;,gzip;level=0"), plain | gzip);
	assert_int_equal(accepted("*"), plain);
}

static void the_smallest_accepted_variant_is_chosen(void **state)
{
	char message[ET_BUNDLE_MESSAGE_MAX];
	const struct et_bundle_file *file;
	struct et_bundle bundle;

	(void)state;
	assert_int_equal(et_bundle_load(root, &bundle, message), ET_OK);
	file = find(&bundle, "/assets/app-1.js");
	assert_int_equal(et_choose_coding(file, accepted("gzip, br")), ET_CODING_BR);
	assert_int_equal(et_choose_coding(file, accepted("gzip")), ET_CODING_GZIP);
	assert_int_equal(et_choose_coding(file, accepted("")), ET_CODING_PLAIN);
	file = find(&bundle, "/icon.svg");
	assert_int_equal(et_choose_coding(file, accepted("gzip, br")), ET_CODING_PLAIN);
	et_bundle_fini(&bundle);
}

static void entity_tags_match_as_the_rfc_says(void **state)
{
	(void)state;
	assert_true(et_etag_matches(ET_SLICE_LIT("\"a\""), "\"a\""));
	assert_true(et_etag_matches(ET_SLICE_LIT("\"b\" , W/\"a\""), "\"a\""));
	assert_true(et_etag_matches(ET_SLICE_LIT("*"), "\"a\""));
	assert_false(et_etag_matches(ET_SLICE_LIT("a"), "\"a\""));
	assert_false(et_etag_matches(ET_SLICE_LIT("\"aa\""), "\"a\""));
	assert_false(et_etag_matches(et_slice_of(NULL, 0), "\"a\""));
}

static void origins_are_taken_apart_strictly(void **state)
{
	static const char *const bad[] = { "", "http://a.fi", "https://", "https://A.fi",
		"https://a.fi/", "https://a.fi:", "https://a.fi:443", "https://a.fi:0",
		"https://a.fi:65536", "https://a.fi:08443", "https://a.fi:84x", "https://[::1",
		"https://u@a.fi", "https://a.fi\r\nX: y", "https://a_b.fi", "a.fi" };
	char policy[ET_FETCH_FIELD_MAX];
	struct et_site site;

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		assert_int_equal(et_site_init(&site, bad[i]), ET_BAD_PARAM);
	assert_int_equal(et_site_init(&site, "https://[::1]:8443"), ET_OK);
	assert_string_equal(site.authority, "[::1]:8443");
	assert_int_equal(et_site_init(&site, "https://localhost:8443"), ET_OK);
	assert_true(et_site_is_host(&site, ET_SLICE_LIT("LOCALHOST:8443")));
	assert_false(et_site_is_host(&site, ET_SLICE_LIT("localhost")));
	assert_false(et_site_is_host(&site, ET_SLICE_LIT("localhost:84433")));
	assert_true(et_site_is_origin(&site, ET_SLICE_LIT("https://localhost:8443")));
	assert_false(et_site_is_origin(&site, ET_SLICE_LIT("https://LOCALHOST:8443")));
	assert_null(strstr(site.headers, "Strict-Transport-Security"));
	assert_non_null(strstr(site.headers, "connect-src 'self' wss://localhost:8443;"));
	assert_int_equal(et_front_policy("https://localhost:8443", policy), ET_OK);
	assert_string_equal(policy, site.policy);
	assert_int_equal(et_front_policy("http://localhost", policy), ET_BAD_PARAM);
	assert_int_equal(et_site_init(&site, "https://etatunti.example.fi"), ET_OK);
	assert_int_equal(site.field_count, 7);
	assert_non_null(strstr(site.headers, "Strict-Transport-Security: max-age=31536000\r\n"));
}

static void every_head_ends_once_and_carries_the_policy(void **state)
{
	char message[ET_BUNDLE_MESSAGE_MAX], text[ET_HEAD_MAX];
	struct et_bundle bundle;
	struct et_site site;
	struct et_buf head;

	(void)state;
	assert_int_equal(et_bundle_load(root, &bundle, message), ET_OK);
	assert_int_equal(et_site_init(&site, "https://localhost:8443"), ET_OK);
	for (unsigned i = 0; i < 4; i++) {
		et_buf_init(&head, ET_HEAD_MAX);
		if (i < 2)
			et_head_file(&head, &site, find(&bundle, "/assets/app-1.js"),
				ET_CODING_GZIP, i == 1);
		else
			et_head_refusal(&head, &site, 405, i == 2, i == 3);
		assert_int_equal(et_buf_err(&head), ET_OK);
		snprintf(text, sizeof(text), "%.*s", ET_SLICE_FMT(et_buf_view(&head)));
		assert_non_null(strstr(text, "\r\nContent-Security-Policy: "));
		assert_non_null(strstr(text, "\r\n\r\n"));
		assert_string_equal(strstr(text, "\r\n\r\n"),
			i == 3 ? "\r\n\r\nMethod Not Allowed\n" : "\r\n\r\n");
		assert_true((strstr(text, "Content-Encoding: gzip\r\n") != NULL) == (i == 0));
		assert_true((strstr(text, "Connection: close\r\n") != NULL) == (i == 2));
		et_buf_fini(&head);
	}
	et_bundle_fini(&bundle);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_bundle_holds_what_is_to_be_served_and_no_more),
		cmocka_unit_test(a_folder_without_a_page_is_refused),
		cmocka_unit_test(codings_are_taken_from_accept_encoding),
		cmocka_unit_test(the_smallest_accepted_variant_is_chosen),
		cmocka_unit_test(entity_tags_match_as_the_rfc_says),
		cmocka_unit_test(origins_are_taken_apart_strictly),
		cmocka_unit_test(every_head_ends_once_and_carries_the_policy),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}

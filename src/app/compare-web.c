/*
 * `etatunti compare-web`: asks a site for every file that a manifest of the front end lists, as a
 * browser would get it, and says which are others. Trusts nothing that the site answers: without a manifest of
 * one's own it can only say whether the site agrees with itself, and never exits 0.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <etatunti/base/env.h>
#include <etatunti/crypto/hash.h>
#include <etatunti/front/fetch.h>

#include "command.h"
#include "manifest.h"

#define NAME "compare-web"
#define FILE_BYTES_MAX ((size_t)16 << 20)
#define BYTES_MAX ((size_t)64 << 20)
/* All answers together may take so many times as long as one. */
#define TIMES_ALL 15
#define NOT_SAME "it is another one than the manifest lists"

struct comparison {
	const struct et_config *config;
	char origin[512];
	char policy[ET_FETCH_FIELD_MAX];
	struct et_fetcher *fetcher;
	struct et_manifest manifest;
	struct et_hash manifest_sum;
	size_t bytes_left;
	int64_t end_ms;
	size_t differences;
};

static void differs(struct comparison *comparison, const char *path, const char *what)
{
	printf("%s: %s\n", path, what);
	comparison->differences++;
}

/* An answer to path, or the sentence why there is none (ET_EXIT_USAGE). */
static int ask(struct comparison *comparison, const char *path, const char *coding, size_t len_max,
	struct et_fetched *answer)
{
	char why[ET_FETCH_WHY_MAX];

	memset(answer, 0, sizeof(*answer));
	if (et_env_mono_ms(et_env_system()) >= comparison->end_ms)
		return et_app_refuse(NAME, "%s takes longer than %lld s in all", comparison->origin,
			(long long)comparison->config->timeout_s * TIMES_ALL);
	if (len_max > comparison->bytes_left)
		len_max = comparison->bytes_left;
	if (et_fetch(comparison->fetcher, path, coding, len_max, answer, why) != ET_OK)
		return et_app_refuse(NAME, "%s%s: %s", comparison->origin, path, why);
	comparison->bytes_left -= answer->len;
	return ET_EXIT_OK;
}

/* What is wrong with an answer before its bytes are looked at; NULL: nothing. */
static const char *wrong_head(const struct comparison *comparison, const struct et_fetched *answer)
{
	if (answer->leads_away)
		return "it leads somewhere else";
	if (answer->status != 200)
		return answer->status == 404 ? "it is not there" : "it is refused";
	if (answer->too_long)
		return "it is longer than anything of ours";
	if (strcmp(answer->policy, comparison->policy) != 0)
		return "it comes without our Content-Security-Policy";
	return NULL;
}

/*
 * One file in one coding: packed must be the packed file's bytes, unpacked the file's own (a server
 * may always answer so).
 */
static int compare(struct comparison *comparison, const struct et_manifest_file *file,
	const char *coding, const struct et_manifest_file *packed)
{
	const struct et_manifest_file *want = file;
	char path[ET_MANIFEST_PATH_MAX + 2];
	struct et_fetched answer;
	struct et_hash sum;
	const char *wrong;
	int code;

	if (strcmp(file->path, "index.html") == 0)
		snprintf(path, sizeof(path), "/");
	else
		snprintf(path, sizeof(path), "/%s", file->path);
	if ((code = ask(comparison, path, coding, FILE_BYTES_MAX, &answer)) != ET_EXIT_OK)
		return code;
	wrong = wrong_head(comparison, &answer);
	if (wrong == NULL && answer.coding[0] != '\0' && strcmp(answer.coding, "identity") != 0) {
		want = packed;
		if (packed == NULL || strcmp(answer.coding, coding) != 0)
			wrong = "it comes packed as nobody asked";
	}
	if (wrong == NULL) {
		sum = et_sha256_of(et_slice_of(answer.body, answer.len));
		wrong = et_hash_eq(&sum, &want->sum) ? NULL : NOT_SAME;
	}
	if (wrong != NULL)
		differs(comparison, packed != NULL ? packed->path : file->path, wrong);
	et_fetched_fini(&answer);
	return ET_EXIT_OK;
}

static int compare_all(struct comparison *comparison)
{
	static const struct {
		const char *ending, *coding;
	} packings[] = { { "gz", "gzip" }, { "br", "br" } };
	const struct et_manifest *manifest = &comparison->manifest;
	char path[ET_MANIFEST_PATH_MAX + 4];
	int code = ET_EXIT_OK;

	for (size_t i = 0; i < manifest->count && code == ET_EXIT_OK; i++) {
		const struct et_manifest_file *file = &manifest->files[i], *packed;

		if (et_manifest_is_packed(file))
			continue;
		code = compare(comparison, file, "identity", NULL);
		for (size_t p = 0; p < sizeof(packings) / sizeof(packings[0]); p++) {
			snprintf(path, sizeof(path), "%s.%s", file->path, packings[p].ending);
			packed = et_manifest_find(manifest, path);
			if (packed != NULL && code == ET_EXIT_OK)
				code = compare(comparison, file, packings[p].coding, packed);
		}
	}
	return code;
}

/* Takes the manifest's text, from the file or from the site. */
static int take_manifest(struct comparison *comparison, const char *whose, struct et_slice text)
{
	char why[ET_MANIFEST_WHY_MAX];
	enum et_err err = et_manifest_read(text, &comparison->manifest, why);

	if (err == ET_BAD_PARAM)
		return et_app_refuse(NAME, "the manifest of %s can't be used: %s", whose, why);
	if (err != ET_OK)
		return et_app_refuse(NAME, "no memory");
	comparison->manifest_sum = et_sha256_of(text);
	return ET_EXIT_OK;
}

static int read_manifest(struct comparison *comparison, const char *path)
{
	FILE *file = fopen(path, "re");
	uint8_t *text;
	size_t len = 0;
	int code;

	if (file == NULL)
		return et_app_refuse(
			NAME, "--manifest %s can't be read: %s", path, strerror(errno));
	if ((text = malloc(ET_MANIFEST_BYTES_MAX + 1)) != NULL)
		len = fread(text, 1, ET_MANIFEST_BYTES_MAX + 1, file);
	if (text == NULL)
		code = et_app_refuse(NAME, "no memory");
	else if (ferror(file) != 0)
		code = et_app_refuse(NAME, "--manifest %s can't be read", path);
	else if (len > ET_MANIFEST_BYTES_MAX)
		code = et_app_refuse(NAME, "--manifest %s is too long for a manifest", path);
	else
		code = take_manifest(comparison, path, et_slice_of(text, len));
	free(text);
	fclose(file);
	return code;
}

/* The site's own manifest: what is compared with, or one more file that must be the same. */
static int ask_manifest(struct comparison *comparison)
{
	bool is_truth = comparison->config->manifest == NULL;
	struct et_fetched answer;
	struct et_hash sum;
	const char *wrong;
	int code;

	code = ask(comparison, "/" ET_MANIFEST_NAME, "identity", ET_MANIFEST_BYTES_MAX, &answer);
	if (code != ET_EXIT_OK)
		return code;
	wrong = wrong_head(comparison, &answer);
	if (is_truth && (answer.too_long || answer.status != 200))
		code = et_app_refuse(NAME, "%s has no manifest: %s", comparison->origin, wrong);
	else if (is_truth)
		code = take_manifest(
			comparison, comparison->origin, et_slice_of(answer.body, answer.len));
	else if (wrong == NULL) {
		sum = et_sha256_of(et_slice_of(answer.body, answer.len));
		wrong = et_hash_eq(&sum, &comparison->manifest_sum) ? NULL : NOT_SAME;
	}
	if (code == ET_EXIT_OK && wrong != NULL)
		differs(comparison, ET_MANIFEST_NAME, wrong);
	et_fetched_fini(&answer);
	return code;
}

static int finish(const struct comparison *comparison, int code)
{
	const char *whose = comparison->config->manifest != NULL ? comparison->config->manifest
								 : "its own manifest";

	if (comparison->differences > 0) {
		printf("%s: DIFFERS from %s in %zu places, id %s%s\n", comparison->origin, whose,
			comparison->differences, comparison->manifest.id,
			code == ET_EXIT_OK ? "" : " (not all was asked)");
		return ET_EXIT_FAILED;
	}
	if (code != ET_EXIT_OK)
		return code;
	if (comparison->config->manifest == NULL) {
		printf("%s: consistent, compared with its own manifest only, in %zu files, id %s: this "
		       "does not prove what it serves; give --manifest FILE of a build of your own\n",
			comparison->origin, comparison->manifest.count, comparison->manifest.id);
		return ET_EXIT_UNPROVED;
	}
	printf("%s: the same as %s in %zu files, id %s\n", comparison->origin, whose,
		comparison->manifest.count, comparison->manifest.id);
	return ET_EXIT_OK;
}

/* The address without the slash that a browser's has. */
static int take_origin(struct comparison *comparison, const char *url)
{
	size_t len = url != NULL ? strlen(url) : 0;

	if (url == NULL)
		return et_app_refuse(
			NAME, "say which site to ask: etatunti compare-web https://HOST");
	if (len > 0 && url[len - 1] == '/')
		len--;
	snprintf(comparison->origin, sizeof(comparison->origin), "%.*s",
		len < sizeof(comparison->origin) ? (int)len : 0, url);
	if (et_front_policy(comparison->origin, comparison->policy) != ET_OK)
		return et_app_refuse(NAME,
			"\"%s\" is not https://HOST or https://HOST:PORT as browsers write it",
			url);
	return ET_EXIT_OK;
}

static int run(const struct et_config *config)
{
	struct comparison comparison = { .config = config, .bytes_left = BYTES_MAX };
	struct et_fetch_config fetch = {
		.origin = comparison.origin,
		.ca_path = config->ca,
		.timeout_s = (unsigned)config->timeout_s,
	};
	char why[ET_FETCH_WHY_MAX];
	int code;

	if ((code = take_origin(&comparison, config->url)) != ET_EXIT_OK)
		return code;
	comparison.end_ms = et_env_mono_ms(et_env_system()) + config->timeout_s * TIMES_ALL * 1000;
	if (et_fetcher_new(&fetch, &comparison.fetcher, why) != ET_OK)
		return et_app_refuse(NAME, "%s", why[0] != '\0' ? why : "no memory");
	if (config->manifest != NULL)
		code = read_manifest(&comparison, config->manifest);
	if (code == ET_EXIT_OK)
		code = ask_manifest(&comparison);
	if (code == ET_EXIT_OK)
		code = compare_all(&comparison);
	code = finish(&comparison, code);
	et_fetcher_free(comparison.fetcher);
	et_manifest_fini(&comparison.manifest);
	return code;
}

const struct et_app_command et_app_compare_web = {
	.name = NAME,
	.usage = "compare-web URL [--manifest FILE] [--ca FILE]",
	.summary =
		"compare the front end that a site serves with a manifest, file by file: exit 0 "
		"same, 1 differs, 2 could not ask, 3 without --manifest: the site agrees with itself, "
		"which proves nothing",
	.scope = ET_APP_COMPARE,
	.run = run,
};

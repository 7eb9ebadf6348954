#!/usr/bin/env bash
# Rule: clock, randomness and waiting come through struct et_env; only base asks the system for them.
# shellcheck source=lib.sh
. "$(dirname "$0")/lib.sh"

mapfile -t outside < <(sources | grep -vE '^(src|include/etatunti)/base/' || true)
mapfile -t all < <(sources)

clock='time|clock|clock_gettime|gettimeofday|timespec_get|ftime|uv_now|uv_hrtime|lws_now_[a-z]+'
chance='rand|rand_r|random|srand|srandom|drand48|getrandom|getentropy|arc4random[a-z_]*|randombytes[a-z_]*|RAND_bytes|lws_get_random'
drawn='crypto_[a-z0-9_]*(_keypair|_keygen)'
waiting='sleep|usleep|nanosleep|clock_nanosleep'
before='(^|[^a-zA-Z0-9_.>])'

grep_code "$before($clock|$chance|$drawn|$waiting)[ \t]*\(" "${outside[@]}" |
	grep -vE 'crypto_[a-z0-9_]*seed_keypair' >"$tmp" || true
complain_each "only base asks the system for time or chance; take it from struct et_env" <"$tmp"
grep_code "$before(localtime|gmtime|ctime|asctime|strtok)[ \t]*\(" "${all[@]}" >"$tmp"
complain_each "keeps its answer in a shared place; take the _r form" <"$tmp"

lint_end

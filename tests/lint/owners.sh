#!/usr/bin/env bash
# Rule: each library has one owner; no other layer includes its headers or names its functions.
# shellcheck source=lib.sh
. "$(dirname "$0")/lib.sh"

# owned LAYER HEADERS FUNCTIONS: both extended regular expressions.
owned() {
	local owner=$1 headers=$2 functions=$3 others
	mapfile -t others < <(sources | grep -vE "^(src|include/etatunti)/$owner/" || true)
	grep_code "#[ \t]*include[ \t]*[<\"]($headers)[>\"]" "${others[@]}" >"$tmp"
	complain_each "only $owner includes this" <"$tmp"
	grep_code "(^|[^a-zA-Z0-9_])($functions)" "${others[@]}" >"$tmp"
	complain_each "only $owner names this" <"$tmp"
}

owned crypto 'sodium[./a-z0-9_]*' 'sodium_[a-z]|randombytes_|crypto_(sign|hash|generichash|auth|box|secretbox|pwhash|aead|scalarmult|kdf|onetimeauth|verify)_[a-zA-Z0-9_]*[ \t]*\('
owned store 'sqlite3[a-z]*\.h' 'sqlite3_[a-z]|SQLITE_[A-Z]'
owned proto 'jansson[a-z_]*\.h' 'json_(t|error_t|object|array|string|integer|loads|loadb|dumps|decref|incref|pack|unpack)[^a-zA-Z0-9]'
owned front '(libwebsockets|uv|openssl/(ssl|err))(\.h)' 'lws_[a-z]|LWS_[A-Z]|uv_[a-z]|SSL_[A-Za-z]'
# libcrypto: what TLS brings along, and HMAC-SHA1 for TURN, which libsodium has not.
owned '(front|crypto)' 'openssl/[a-z0-9_]+\.h' 'EVP_[A-Za-z]|HMAC[ \t]*\('
owned mail 'curl/[a-z]+\.h' 'curl_[a-z]|CURL(E|OPT|INFO|USESSL)_[A-Z]'

lint_end

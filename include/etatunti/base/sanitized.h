/*
 * Whether AddressSanitizer is built in: then memory is not used again by us, and its search for leaks asks more of the
 * kernel than the program does.
 */
#ifndef ETATUNTI_BASE_SANITIZED_H
#define ETATUNTI_BASE_SANITIZED_H

#if defined(__SANITIZE_ADDRESS__)
#define ET_SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ET_SANITIZED 1
#endif
#endif
#ifndef ET_SANITIZED
#define ET_SANITIZED 0
#endif

#endif

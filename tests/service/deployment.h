/*
 * The deployment that every kit stands on: county "Ikaalinen" and Kela "Kela", their founding links.
 */
#ifndef ETATUNTI_TESTS_SERVICE_DEPLOYMENT_H
#define ETATUNTI_TESTS_SERVICE_DEPLOYMENT_H

#include "testkit.h"

/* Its genesis, of the first so many organisations; the kit has a log key and a salt secret. */
void dp_found(struct kit *kit, int orgs);
/* The store in that new file (NULL: in memory), with what `etatunti init` would leave in it. */
void dp_store(struct kit *kit, const char *path);

#endif

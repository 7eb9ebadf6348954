/*
 * The deployment that every kit stands on: county "Ikaalinen" and Kela "Kela", their founding links.
 */
#ifndef ETATUNTI_TESTS_SERVICE_DEPLOYMENT_H
#define ETATUNTI_TESTS_SERVICE_DEPLOYMENT_H

#include "testkit.h"

/* Its genesis; the kit has a log key and a salt secret. */
void dp_found(struct kit *kit);
/* What `etatunti init` would leave in the store. */
void dp_store(struct kit *kit);

#endif

/*
 * The simulator's clock: it runs, jumps to where something is about to happen, over nights and weekends, and now and then
 * backwards. Knows no client.
 */
#ifndef ETATUNTI_TESTS_FAULT_SIM_CLOCK_H
#define ETATUNTI_TESTS_FAULT_SIM_CLOCK_H

struct sim;

/* A moment; longer when nothing goes on. */
void sim_clock_tick(struct sim *sim);
/* To shortly before the next hour, or some hours or days on. */
void sim_clock_jump(struct sim *sim);
/* The wall clock is put back; the monotonic one goes on. */
void sim_clock_back(struct sim *sim);

#endif

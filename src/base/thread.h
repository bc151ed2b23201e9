/* Threads that do a part of the work. */
#ifndef RAWI_BASE_THREAD_H
#define RAWI_BASE_THREAD_H

#include <pthread.h>
#include <stdbool.h>

/* Starts a thread that no signal is delivered to: those are for the threads of the program. False
 * where there can be no more threads. */
bool rawi_thread_start(pthread_t *thread, void *(*run)(void *user), void *user);

#endif

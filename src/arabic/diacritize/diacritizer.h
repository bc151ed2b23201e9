/* A diacritizer on weights and a kernel of the caller's choice, for tests and benchmarks. */
#ifndef RAWI_ARABIC_DIACRITIZE_DIACRITIZER_H
#define RAWI_ARABIC_DIACRITIZE_DIACRITIZER_H

#include "arabic/diacritize/diacritize.h"
#include "arabic/diacritize/kernels.h"

/* `bytes` are those of a weight file, aligned to 64; they must outlive the diacritizer. */
rawi_status rawi_diacritizer_open_with(const unsigned char *bytes, size_t size,
                                       const rawi_kernel *kernel, rawi_diacritizer **diacritizer,
                                       rawi_error *error);

/* The weights compiled into the library end where rawi_diacritizer_weights_end begins. */
extern const unsigned char rawi_diacritizer_weights[], rawi_diacritizer_weights_end[];

#endif

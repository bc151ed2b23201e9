/* Matrix products of the diacritizer, one implementation a kind of processor. All give the same
 * sums: they are of integers and never overflow. */
#ifndef RAWI_ARABIC_DIACRITIZE_KERNELS_H
#define RAWI_ARABIC_DIACRITIZE_KERNELS_H

#include "arabic/diacritize/weights.h"

typedef struct rawi_kernel {
    const char *name;
    bool (*is_supported)(void);
    /* sums[row][output] of `rows` rows of layer->inputs activations, each row `stride` bytes after
     * the one before. With `add`, the products are added to what sums holds. */
    void (*multiply)(const rawi_layer *layer, const uint8_t *activations, size_t stride,
                     size_t rows, bool add, int32_t *sums);
} rawi_kernel;

/* The kernels, fastest first, of which the last (portable C) is always supported. */
extern const rawi_kernel rawi_kernels[];
extern const size_t rawi_kernel_count;

/* The fastest that this processor supports. */
const rawi_kernel *rawi_best_kernel(void);

#endif

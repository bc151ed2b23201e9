/* The neural network of the diacritizer: letters to classes.
 *
 * Letters (symbol, author's mark, place in the word, 3-gram, 5-gram) pass two convolutions and are
 * pooled to words (maximum, first, last letter, the whole word's own row); the words of a window
 * pass bidirectional LSTM layers; what they say is added to their letters, which pass two more
 * convolutions to 15 scores. training/model.py is the same network in floating point.
 */
#ifndef RAWI_ARABIC_DIACRITIZE_NETWORK_H
#define RAWI_ARABIC_DIACRITIZE_NETWORK_H

#include "arabic/diacritize/kernels.h"
#include "arabic/diacritize/letters.h"

typedef struct rawi_network rawi_network;

/* A network on `weights`, which it copies but whose bytes must outlive it. Takes all the memory
 * that it will ever need. */
rawi_status rawi_network_open(const rawi_weights *weights, const rawi_kernel *kernel,
                              rawi_network **network, rawi_error *error);

/* Fills in batch->classes: for each letter the best class that its author's marks allow. The
 * answer for a window depends neither on the kernel nor on the other windows of the batch. */
void rawi_network_classify(rawi_network *network, rawi_batch *batch);

/* The scores (before softmax) of the classes of a letter that rawi_network_classify has seen. */
const float *rawi_network_scores(const rawi_network *network, uint32_t letter);

void rawi_network_close(rawi_network *network);

#endif

/* Diacritized news sentences to test with: lines of the project's own held-out texts. */
#ifndef RAWI_TESTS_DIACRITIZE_NEWS_H
#define RAWI_TESTS_DIACRITIZE_NEWS_H

#include "base/text.h"

/* The first `most` lines of training/texts/news-dev/`file`; returns their number. Each is to be
 * freed. */
size_t read_news(const char *file, rawi_text *lines, size_t most);

#endif

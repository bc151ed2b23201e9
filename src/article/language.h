/* Whether an article can be read by a narrator of Arabic. */
#ifndef RAWI_ARTICLE_LANGUAGE_H
#define RAWI_ARTICLE_LANGUAGE_H

#include "base/error.h"

/* RAWI_ERROR_INPUT where there is nothing to read, where hardly a letter is Arabic, or where the
 * letters are those of Persian or Urdu. */
rawi_status article_check_language(const rawi_article *article, rawi_error *error);

#endif

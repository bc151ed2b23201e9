/* Letters that are neither Arabic nor Latin (北京، Москва): how they sound, in Latin letters. */
#ifndef RAWI_ARABIC_NORMALIZE_SCRIPTS_H
#define RAWI_ARABIC_NORMALIZE_SCRIPTS_H

#include "base/text.h"

typedef struct rawi_transliterator rawi_transliterator;

/* Appends `word` in ASCII letters as ICU transliterates it (Chinese by pinyin). `*transliterator`
 * is opened on the first call. False where nothing can be said of the word by its letters: a script
 * without vowels (Hebrew), or memory exhausted (latin->failed). */
bool rawi_transliterate(rawi_transliterator **transliterator, rawi_slice word, rawi_text *latin);

/* What is said in place of a word of a script without vowels, complete: كَلِمَةٌ بِالْعِبْرِيَّةِ; NULL for
 * other scripts. `*language` becomes the language's name as it is written: العبرية. */
const char *rawi_name_script(rawi_slice word, const char **language);

void rawi_transliterator_close(rawi_transliterator *transliterator);

#endif

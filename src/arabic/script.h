/* What the rooms around the script may ask of it beyond rawi.h. */
#ifndef RAWI_ARABIC_SCRIPT_H
#define RAWI_ARABIC_SCRIPT_H

#include "arabic/normalize/normalize.h"

/* The script's normalizer, for reports of unread characters and explanations. */
rawi_normalizer *rawi_script_normalizer(rawi_script *script);

/* Goes on with another article, from its start; what the script has in memory stays warm. */
void rawi_script_turn_to(rawi_script *script, const rawi_article *article);

#endif

/* What the rooms around the script may ask of it beyond rawi.h. */
#ifndef RAWI_ARABIC_SCRIPT_H
#define RAWI_ARABIC_SCRIPT_H

#include "arabic/normalize/normalize.h"

/* The script's normalizer, for reports of unread characters and explanations. */
rawi_normalizer *rawi_script_normalizer(rawi_script *script);

#endif

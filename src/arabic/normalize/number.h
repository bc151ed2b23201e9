/* The grammar of Arabic numbers: values become fully marked words. */
#ifndef RAWI_ARABIC_NORMALIZE_NUMBER_H
#define RAWI_ARABIC_NORMALIZE_NUMBER_H

#include "arabic/normalize/tokens.h"

/* Says a number that names rather than counts (a model, a version, a line of a bus: H100, GPT-4):
 * up to three digits, or four without a leading zero, as one number in the counting form (مئة،
 * أربعة، خمسة عشر), longer ones and those with leading zeros in groups. `digits` are ASCII digits.
 */
void rawi_say_digits(rawi_token_builder *tokens, rawi_slice digits, rawi_span span);

#endif

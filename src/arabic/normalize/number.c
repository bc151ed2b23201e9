/* The grammar of Arabic numbers. */
#include "arabic/normalize/number.h"

static const char *const counting_digits[10] = {"صِفْرٌ",  "وَاحِدٌ", "اثْنَانِ", "ثَلَاثَةٌ",  "أَرْبَعَةٌ",
                                                "خَمْسَةٌ", "سِتَّةٌ",  "سَبْعَةٌ",  "ثَمَانِيَةٌ", "تِسْعَةٌ"};

void rawi_say_digits(rawi_token_builder *tokens, rawi_slice digits, rawi_span span) {
    for (size_t i = 0; i < digits.length; i++)
        rawi_token_add(tokens, RAWI_TOKEN_WORD,
                       rawi_slice_of(counting_digits[digits.bytes[i] - '0']), RAWI_TOKEN_COMPLETE,
                       span);
}

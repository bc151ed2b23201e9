/* Latin script, spelled by the names of its letters. */
#include "arabic/normalize/latin.h"

#include <stdlib.h>

#include "arabic/normalize/number.h"

struct rawi_latin {
    const char *names[26];
};

rawi_status rawi_latin_open(rawi_latin **latin, rawi_error *error) {
    static const rawi_latin spelled = {
        {"إِيهْ", "بِي", "سِي", "دِي",  "إِي", "إِفْ", "جِي", "إِتْشْ", "آيْ", "جِيهْ",   "كِيهْ", "إِلْ",  "إِمْ",
         "إِنْ",  "أُو", "پِي", "كْيُو", "آرْ", "إِسْ", "تِي", "يُو",  "ڤِي", "دَبِلْيُو", "إِكْسْ", "وَايْ", "زِدْ"}};
    *latin = malloc(sizeof **latin);
    if (!*latin)
        return rawi_fail_memory(error);
    **latin = spelled;
    return RAWI_OK;
}

rawi_status rawi_read_latin(rawi_latin *latin, const char *text, rawi_span run, rawi_span sentence,
                            rawi_token_builder *tokens, size_t *end, rawi_error *error) {
    (void)sentence;
    size_t at = run.start;
    while (at < run.end) {
        size_t start = at;
        while (at < run.end && text[at] >= '0' && text[at] <= '9')
            at++;
        if (at > start) {
            rawi_say_digits(tokens, (rawi_slice){text + start, at - start}, (rawi_span){start, at});
            continue;
        }
        char letter = (char)(text[at] | 0x20);
        at++;
        if (letter >= 'a' && letter <= 'z')
            rawi_token_add(tokens, RAWI_TOKEN_WORD, rawi_slice_of(latin->names[letter - 'a']),
                           RAWI_TOKEN_COMPLETE | RAWI_TOKEN_FOREIGN, (rawi_span){start, at});
    }
    *end = at;
    return tokens->failed ? rawi_fail_memory(error) : RAWI_OK;
}

void rawi_latin_close(rawi_latin *latin) {
    free(latin);
}

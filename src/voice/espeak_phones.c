/* Which phoneme of eSpeak NG comes nearest to each sound of Arabic.
 *
 * The phoneme table is that of eSpeak NG's language "ar" (phonemes of "base1" and its own): no
 * other table has pharyngeals. Its own choices for Arabic letters were measured against the other
 * phonemes that the table offers, between vowels, at 175 words a minute (F1/F2 in Hz of the sound
 * or, for emphatics, of the backed vowel's first 20 ms; centre of gravity above 700 Hz):
 *
 *     sound  should be                      taken   and measures            instead of
 *     ʕ      voiced, F1 high, F2 low        %a.     745/1100, voiced        A 300-480/1130-1700,
 *                                                                           half noise, -17 dB
 *     ħ      noise with formants, long      H       1870 Hz, 147 ms         h 2180 Hz, 62 ms
 *     x      noise below 2.5 kHz            x       80 % of it, 53 dB       X 70 %, 50 dB
 *     ɣ      voiced all through             Q       voiced, 61 ms           gH 23 ms of noise
 *     q      low burst, short               q       2180 Hz, 20 ms          k 3250 Hz, 46 ms
 *     sˤ     F2 low into the vowel, long    s[      F2 1105, 115 ms         s F2 1295, 73 ms
 *     tˤ     low burst, unaspirated         t[      F2 1221, 2750 Hz        t F2 1274, 7080 Hz
 *     dˤ     F2 low into the vowel          d[      F2 1227, 3200 Hz        dH F2 1300 (as d 1289)
 *     ðˤ     F2 low into the vowel          Z       F2 1104                 z. F2 1308, a [ʐ]
 *     r      tapped, trilled when double    r       58 ms, double 98 ms     ** 52 ms, no trill
 *     θ ð    weak, dental                   T D     50 dB, 5900 Hz          s 64 dB, 5780 Hz
 *     l dark F2 low                         L       F2 846 before it        l F2 1384
 *     a back F2 1100                        a.      743/1099                a 859/1402
 *     i back F1 up, F2 down                 e       443/1966 (i 287/2263)   i. 345/2202
 *     u back F1 up                          u.      413/730                 u 343/873
 *
 * s[ is a stop to eSpeak NG: the closure before it is cut out again (espeak_recording.c), which
 * also makes ʕ softer than the vowel whose formants it has. tests/voice/espeak_test.c holds these
 * relations.
 */
#include "voice/espeak_phones.h"

#include "arabic/phonemize/phone.h"

#include <stdio.h>
#include <string.h>

typedef struct phone_sound {
    const char *plain;
    const char *emphatic; /* NULL: sounds as the plain one */
    const char *geminate; /* NULL: the plain one and the mark of length */
} phone_sound;

static const phone_sound sounds[RAWI_PHONE_COUNT] = {
    [RAWI_PHONE_HAMZA] = {"?", NULL, NULL}, [RAWI_PHONE_B] = {"b", NULL, NULL},
    [RAWI_PHONE_T] = {"t", NULL, NULL},     [RAWI_PHONE_THETA] = {"T", NULL, NULL},
    [RAWI_PHONE_J] = {"dZ", NULL, NULL},    [RAWI_PHONE_HAA] = {"H", NULL, NULL},
    [RAWI_PHONE_X] = {"x", NULL, NULL},     [RAWI_PHONE_D] = {"d", NULL, NULL},
    [RAWI_PHONE_DHAL] = {"D", NULL, NULL},  [RAWI_PHONE_R] = {"r", NULL, NULL},
    [RAWI_PHONE_Z] = {"z", NULL, NULL},     [RAWI_PHONE_S] = {"s", NULL, NULL},
    [RAWI_PHONE_SH] = {"S", NULL, NULL},    [RAWI_PHONE_SAD] = {"s[", NULL, "s|s["},
    [RAWI_PHONE_DAD] = {"d[", NULL, NULL},  [RAWI_PHONE_TAH] = {"t[", NULL, NULL},
    [RAWI_PHONE_ZAH] = {"Z", NULL, NULL},   [RAWI_PHONE_AYN] = {"%a.", NULL, NULL},
    [RAWI_PHONE_GHAYN] = {"Q", NULL, NULL}, [RAWI_PHONE_F] = {"f", NULL, NULL},
    [RAWI_PHONE_Q] = {"q", NULL, NULL},     [RAWI_PHONE_K] = {"k", NULL, NULL},
    [RAWI_PHONE_L] = {"l", "L", NULL},      [RAWI_PHONE_M] = {"m", NULL, NULL},
    [RAWI_PHONE_N] = {"n", NULL, NULL},     [RAWI_PHONE_H] = {"h", NULL, NULL},
    [RAWI_PHONE_W] = {"w", NULL, NULL},     [RAWI_PHONE_Y] = {"j", NULL, NULL},
    [RAWI_PHONE_P] = {"p", NULL, NULL},     [RAWI_PHONE_V] = {"v", NULL, NULL},
    [RAWI_PHONE_G] = {"g", NULL, NULL},     [RAWI_PHONE_CH] = {"tS", NULL, NULL},
    [RAWI_PHONE_ZH] = {"Z;", NULL, NULL},   [RAWI_PHONE_A] = {"a", "a.", NULL},
    [RAWI_PHONE_I] = {"i", "e", NULL},      [RAWI_PHONE_U] = {"u", "u.", NULL},
    [RAWI_PHONE_AA] = {"a:", "a.:", NULL},  [RAWI_PHONE_II] = {"i:", "i.:", NULL},
    [RAWI_PHONE_UU] = {"u:", "u.:", NULL},  [RAWI_PHONE_E] = {"e", NULL, NULL},
    [RAWI_PHONE_EE] = {"e:", NULL, NULL},   [RAWI_PHONE_O] = {"o", NULL, NULL},
    [RAWI_PHONE_OO] = {"o:", NULL, NULL},
};

const char rawi_espeak_pharyngeal[] = "a.";

void rawi_espeak_phone_text(rawi_phone phone, const char *stress, char *text) {
    size_t symbol = phone.symbol < RAWI_PHONE_COUNT ? phone.symbol : RAWI_PHONE_HAMZA;
    const phone_sound *sound = &sounds[symbol];
    bool is_vowel = rawi_phone_is_vowel(phone);
    const char *mnemonic = sound->plain;
    if ((phone.flags & RAWI_PHONE_EMPHATIC) && sound->emphatic)
        mnemonic = sound->emphatic;
    const char *length = "";
    if ((phone.flags & RAWI_PHONE_GEMINATE) && !is_vowel) {
        length = sound->geminate ? "" : ":";
        mnemonic = sound->geminate ? sound->geminate : mnemonic;
    }
    snprintf(text, RAWI_ESPEAK_PHONE_MAX, "%s%s%s", is_vowel ? stress : "", mnemonic, length);
}

bool rawi_espeak_is_pharyngeal(rawi_phone phone) {
    return phone.symbol == RAWI_PHONE_AYN;
}

bool rawi_espeak_is_pharyngeal_vowel(rawi_phone phone) {
    return (phone.symbol == RAWI_PHONE_A || phone.symbol == RAWI_PHONE_AA) &&
           (phone.flags & RAWI_PHONE_EMPHATIC);
}

bool rawi_espeak_has_closure(const char *mnemonic) {
    static const char *const closed[] = {"?",  "b", "t", "dZ", "d", "d[",
                                         "t[", "q", "k", "p",  "g", "tS"};
    for (size_t i = 0; i < sizeof closed / sizeof *closed; i++)
        if (strcmp(closed[i], mnemonic) == 0)
            return true;
    return false;
}

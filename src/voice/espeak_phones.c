/* Which phoneme of eSpeak NG comes nearest to each sound of Arabic. */
#include "voice/espeak_phones.h"

#include "arabic/phonemize/phone.h"

typedef struct mnemonics {
    const char *plain;
    const char *emphatic; /* NULL where it sounds the same */
} mnemonics;

static const mnemonics table[RAWI_PHONE_COUNT] = {
    [RAWI_PHONE_HAMZA] = {"?", NULL},  [RAWI_PHONE_B] = {"b", NULL},
    [RAWI_PHONE_T] = {"t", NULL},      [RAWI_PHONE_THETA] = {"T", NULL},
    [RAWI_PHONE_J] = {"dZ", NULL},     [RAWI_PHONE_HAA] = {"H", NULL},
    [RAWI_PHONE_X] = {"x", NULL},      [RAWI_PHONE_D] = {"d", NULL},
    [RAWI_PHONE_DHAL] = {"D", NULL},   [RAWI_PHONE_R] = {"r", NULL},
    [RAWI_PHONE_Z] = {"z", NULL},      [RAWI_PHONE_S] = {"s", NULL},
    [RAWI_PHONE_SH] = {"S", NULL},     [RAWI_PHONE_SAD] = {"s[", NULL},
    [RAWI_PHONE_DAD] = {"dH", NULL},   [RAWI_PHONE_TAH] = {"t[", NULL},
    [RAWI_PHONE_ZAH] = {"Z", NULL},    [RAWI_PHONE_AYN] = {"A", NULL},
    [RAWI_PHONE_GHAYN] = {"gH", NULL}, [RAWI_PHONE_F] = {"f", NULL},
    [RAWI_PHONE_Q] = {"q", NULL},      [RAWI_PHONE_K] = {"k", NULL},
    [RAWI_PHONE_L] = {"l", "L"},       [RAWI_PHONE_M] = {"m", NULL},
    [RAWI_PHONE_N] = {"n", NULL},      [RAWI_PHONE_H] = {"h", NULL},
    [RAWI_PHONE_W] = {"w", NULL},      [RAWI_PHONE_Y] = {"j", NULL},
    [RAWI_PHONE_P] = {"p", NULL},      [RAWI_PHONE_V] = {"v", NULL},
    [RAWI_PHONE_G] = {"g", NULL},      [RAWI_PHONE_CH] = {"tS", NULL},
    [RAWI_PHONE_ZH] = {"Z", NULL},     [RAWI_PHONE_A] = {"a", "a."},
    [RAWI_PHONE_I] = {"i", "i."},      [RAWI_PHONE_U] = {"u", "u."},
    [RAWI_PHONE_AA] = {"a:", "a.:"},   [RAWI_PHONE_II] = {"i:", "i.:"},
    [RAWI_PHONE_UU] = {"u:", "u.:"},   [RAWI_PHONE_E] = {"e", NULL},
    [RAWI_PHONE_EE] = {"e:", NULL},    [RAWI_PHONE_O] = {"o", NULL},
    [RAWI_PHONE_OO] = {"o:", NULL},
};

const char *rawi_espeak_mnemonic(rawi_phone phone) {
    if (phone.symbol >= RAWI_PHONE_COUNT)
        return table[RAWI_PHONE_HAMZA].plain;
    const mnemonics *row = &table[phone.symbol];
    bool emphatic = phone.flags & RAWI_PHONE_EMPHATIC;
    return emphatic && row->emphatic ? row->emphatic : row->plain;
}

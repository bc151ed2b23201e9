/* Words in their utterance: what each does to the next, and what a pause does to all.
 *
 * In connection hamzat al-wasl falls, a long vowel before it becomes short, two consonants that
 * would meet get a vowel (Wright I §§ 19-20); tanwin before it is -ni. At a pause final short
 * vowels and tanwin fall, -an becomes a long a, tāʾ marbūṭa h (Wright II §§ 222-227).
 */
#include "arabic/phonemize/phonemize.h"

#include "arabic/phonemize/sounds.h"

#include <string.h>

/* How a word with hamzat al-wasl starts. */
typedef enum rawi_start {
    START_FRESH,  /* after a pause: hamza and vowel */
    START_ELIDED, /* after a vowel: nothing */
    START_KEPT    /* after a consonant that stays: the vowel alone */
} rawi_start;

/* How a word ends. */
typedef enum rawi_finish {
    FINISH_FULL,   /* as marked */
    FINISH_PAUSAL, /* before a pause */
    FINISH_BARE    /* in connection with endings not spoken */
} rawi_finish;

typedef struct rawi_link {
    rawi_endings endings;
    rawi_start start;
    rawi_phone before; /* the phone that the word before ended in */
} rawi_link;

static void add(rawi_sounds *sounds, uint8_t symbol) {
    if (sounds->count < RAWI_MOST_SOUNDS)
        sounds->phones[sounds->count++] = (rawi_phone){symbol, 0};
}

static uint8_t shortened(uint8_t vowel) {
    switch (vowel) {
    case RAWI_PHONE_AA:
        return RAWI_PHONE_A;
    case RAWI_PHONE_II:
        return RAWI_PHONE_I;
    case RAWI_PHONE_UU:
        return RAWI_PHONE_U;
    case RAWI_PHONE_EE:
        return RAWI_PHONE_E;
    case RAWI_PHONE_OO:
        return RAWI_PHONE_O;
    default:
        return vowel;
    }
}

static rawi_phone last_phone(const rawi_sounds *sounds) {
    return sounds->count ? sounds->phones[sounds->count - 1] : (rawi_phone){RAWI_PHONE_HAMZA, 0};
}

static void put_start(rawi_sounds *sounds, const rawi_form *form, const rawi_link *link) {
    sounds->joined = form->wasl && link->start == START_ELIDED;
    if (form->wasl_inside)
        return;
    bool needs_hamza =
        form->wasl == RAWI_WASL_NONE && form->count && rawi_phone_is_vowel(form->phones[0]);
    if (needs_hamza || (form->wasl && link->start == START_FRESH))
        add(sounds, RAWI_PHONE_HAMZA);
    if (form->wasl && !sounds->joined)
        add(sounds, form->wasl_vowel);
}

/* The l of الله is dark but after i. */
static void darken_allah(rawi_sounds *sounds, size_t lam, rawi_phone before) {
    uint8_t vowel = lam ? sounds->phones[lam - 1].symbol : before.symbol;
    if (vowel != RAWI_PHONE_I && vowel != RAWI_PHONE_II)
        sounds->phones[lam].flags |= RAWI_PHONE_EMPHATIC;
}

static void put_stem(rawi_sounds *sounds, const rawi_form *form, const rawi_link *link) {
    size_t offset = sounds->count;
    for (size_t i = 0; i < form->count; i++) {
        sounds->phones[sounds->count++] = form->phones[i];
        if (i == 0 && form->wasl_inside && !sounds->joined)
            add(sounds, form->wasl_vowel);
    }
    bool proclitics = form->clitics || form->wasl == RAWI_WASL_ARTICLE;
    sounds->clitics = proclitics ? offset + form->clitics : 0;
    sounds->primary = form->primary < 0 ? -1 : form->primary + (ptrdiff_t)offset;
    sounds->secondary = form->secondary < 0 ? -1 : form->secondary + (ptrdiff_t)offset;
    if (form->allah >= 0)
        darken_allah(sounds, offset + (size_t)form->allah, link->before);
}

static rawi_finish finish_of(const rawi_form *form, const rawi_form *next, rawi_endings endings) {
    if (endings == RAWI_ENDINGS_FULL || form->keeps_always)
        return FINISH_FULL;
    if (!next)
        return FINISH_PAUSAL;
    bool keeps = form->keeps_inside || (form->keeps_joint && next->wasl);
    return endings == RAWI_ENDINGS_NONE && !keeps ? FINISH_BARE : FINISH_FULL;
}

static bool has_vowel(const rawi_sounds *sounds) {
    for (size_t i = 0; i < sounds->count; i++)
        if (rawi_phone_is_vowel(sounds->phones[i]))
            return true;
    return false;
}

/* The glide that an ending leaves behind becomes length: القاضِيَ, يدعُوَ at a pause. */
static void lengthen_bare_glide(rawi_sounds *sounds) {
    if (sounds->count < 2)
        return;
    rawi_phone *vowel = &sounds->phones[sounds->count - 2];
    rawi_phone glide = last_phone(sounds);
    bool fits = (vowel->symbol == RAWI_PHONE_I && glide.symbol == RAWI_PHONE_Y) ||
                (vowel->symbol == RAWI_PHONE_U && glide.symbol == RAWI_PHONE_W);
    if (!fits || (glide.flags & RAWI_PHONE_GEMINATE))
        return;
    vowel->symbol = vowel->symbol == RAWI_PHONE_I ? RAWI_PHONE_II : RAWI_PHONE_UU;
    sounds->count--;
}

static void put_full_ending(rawi_sounds *sounds, const rawi_form *form) {
    if (form->ending)
        add(sounds, form->ending);
    if (form->tanwin)
        add(sounds, RAWI_PHONE_N);
}

/* Whether t is spoken at the end of a feminine noun without its case vowel: when a second term
 * follows (جامعة القاهرة). */
static bool is_construct(const rawi_form *form, const rawi_form *next) {
    if (form->definite || form->tanwin || !next)
        return false;
    return form->ending || next->definite;
}

static void put_feminine(rawi_sounds *sounds, const rawi_form *form, const rawi_form *next,
                         rawi_finish finish) {
    if (finish == FINISH_FULL && form->ending) {
        add(sounds, RAWI_PHONE_T);
        put_full_ending(sounds, form);
    } else if (!next || finish == FINISH_PAUSAL) {
        add(sounds, RAWI_PHONE_H);
    } else if (is_construct(form, next)) {
        add(sounds, RAWI_PHONE_T);
    }
}

/* `next` is the word that follows in connection, NULL at a pause. */
static void put_ending(rawi_sounds *sounds, const rawi_form *form, const rawi_form *next,
                       rawi_finish finish) {
    bool an = form->tanwin && form->ending == RAWI_PHONE_A;
    if (form->feminine)
        put_feminine(sounds, form, next, finish);
    else if (an && finish == FINISH_PAUSAL)
        add(sounds, RAWI_PHONE_AA);
    else if (an || finish == FINISH_FULL || !has_vowel(sounds))
        put_full_ending(sounds, form);
    else if (form->ending)
        lengthen_bare_glide(sounds);
    if (form->shortens && next)
        sounds->phones[sounds->count - 1].symbol = shortened(last_phone(sounds).symbol);
}

/* The vowel between this word's last consonant and the elided hamzat al-wasl of the next; 0 where
 * the next word keeps its own. */
static uint8_t joint_vowel(const rawi_form *form, const rawi_form *next, rawi_finish finish) {
    if (form->tanwin && finish == FINISH_FULL)
        return RAWI_PHONE_I;
    if (form->ending || form->feminine)
        return form->tanwin ? RAWI_PHONE_I : 0;
    switch (form->joint) {
    case RAWI_JOINT_A:
        return next->wasl == RAWI_WASL_ARTICLE ? RAWI_PHONE_A : RAWI_PHONE_I;
    case RAWI_JOINT_I:
        return RAWI_PHONE_I;
    case RAWI_JOINT_U:
        return RAWI_PHONE_U;
    default:
        return 0;
    }
}

/* Fits the end of a word to the word that follows in connection; how that one starts. */
static rawi_start connect(rawi_sounds *sounds, const rawi_form *form, const rawi_form *next,
                          rawi_finish finish) {
    rawi_phone *last = &sounds->phones[sounds->count - 1];
    if (!next->wasl) {
        bool before_b = next->count && next->phones[0].symbol == RAWI_PHONE_B;
        if (last->symbol == RAWI_PHONE_N && before_b && !(last->flags & RAWI_PHONE_GEMINATE))
            last->symbol = RAWI_PHONE_M; /* مِنْ بَعْدِ */
        return START_FRESH;
    }
    if (rawi_phone_is_vowel(*last)) {
        last->symbol = shortened(last->symbol);
        return START_ELIDED;
    }
    uint8_t vowel = joint_vowel(form, next, finish);
    if (!vowel)
        return START_KEPT;
    add(sounds, vowel);
    return START_ELIDED;
}

/* Gives a word its phones. `next` is the form that follows in connection, NULL at a pause. */
static rawi_status speak(rawi_word *word, const rawi_form *form, const rawi_form *next,
                         rawi_link *link, rawi_arena *arena, rawi_error *error) {
    rawi_sounds sounds;
    sounds.count = 0;
    put_start(&sounds, form, link);
    put_stem(&sounds, form, link);
    rawi_finish finish = finish_of(form, next, link->endings);
    put_ending(&sounds, form, next, finish);
    link->start = next ? connect(&sounds, form, next, finish) : START_FRESH;
    sounds.leans = form->weak && next;
    rawi_sounds_settle(&sounds);
    link->before = last_phone(&sounds);
    return rawi_sounds_give(&sounds, word, arena, error);
}

static rawi_status read_form(rawi_form *form, const rawi_word *word, const char *ipa,
                             rawi_error *error) {
    if (ipa)
        return rawi_form_read_ipa(form, ipa, word->text, error);
    rawi_spelling spelling;
    rawi_spelling_read(&spelling, word->text);
    rawi_spelling_complete(&spelling);
    rawi_form_spell(form, &spelling);
    return RAWI_OK;
}

rawi_status rawi_phonemize(rawi_word *words, const char *const *ipa, size_t count,
                           rawi_endings endings, rawi_arena *arena, rawi_error *error) {
    rawi_form forms[2];
    rawi_form *form = &forms[0]; /* of words[current] */
    rawi_form *upcoming = &forms[1];
    rawi_word *current = NULL;
    bool paused = false;
    rawi_link link = {.endings = endings, .start = START_FRESH};
    for (size_t i = 0; i < count; i++) {
        words[i].phones = NULL;
        words[i].syllables = NULL;
        words[i].phone_count = words[i].syllable_count = 0;
        rawi_status status = read_form(upcoming, &words[i], ipa ? ipa[i] : NULL, error);
        if (status)
            return status;
        if (upcoming->count) {
            if (current)
                status = speak(current, form, paused ? NULL : upcoming, &link, arena, error);
            if (status)
                return status;
            rawi_form *spoken = form;
            form = upcoming;
            upcoming = spoken;
            current = &words[i];
            paused = false;
        }
        paused |= words[i].break_after >= RAWI_BREAK_BREATH;
    }
    return current ? speak(current, form, NULL, &link, arena, error) : RAWI_OK;
}

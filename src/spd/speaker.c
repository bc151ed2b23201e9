/* The speaker's thread: a message becomes an article, a script, phrases of sound, and these go to
 * the server with the index marks at the words that they stand before. */
#include "spd/speaker.h"

#include "arabic/script.h"
#include "audio/narration.h"
#include "spd/icon.h"

#include <math.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    VOICES_OPEN = 4, /* so many stay in memory */
    SIGNS_SPELLED = 16,
    SPEC_MAX = SPD_NAME_MAX + 8
};

/* What a narration can speak. */
static const double least_rate = 0.5, most_rate = 4.0;

typedef struct order {
    spd_job job;
    spd_kind kind;
    rawi_text received;
    spd_settings settings;
} order;

typedef struct open_voice {
    char spec[SPEC_MAX];
    rawi_narration *narration;
    unsigned long used; /* the message that it spoke last */
} open_voice;

struct spd_speaker {
    const spd_config *config;
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t has_order;
    order next; /* its job is 0 where there is none */
    bool closes;
    atomic_bool abandoned; /* the message that is spoken was stopped */

    /* The thread's own. */
    order present;
    spd_message message;
    rawi_article article;
    rawi_block *blocks;
    size_t block_capacity;
    rawi_script *script;
    open_voice voices[VOICES_OPEN];
    size_t next_mark; /* of the message, the first that was not sent */
    size_t next_turn; /* of the message, the first that was not taken */
    spd_manner manner;
    size_t owed; /* samples of silence behind what was sent, for what follows it */
};

/* ---- voices -------------------------------------------------------------------------------- */

static bool is_voice(const char *name) {
    rawi_arena arena = {0};
    const rawi_voice_info *found;
    bool is = name[0] && rawi_voice_find(name, &arena, &found, NULL) == RAWI_OK;
    rawi_arena_free(&arena);
    return is;
}

/* The `number`-th voice of a gender counted from 1, else the first one; "" where there is none. */
static void find_gender(rawi_voice_gender gender, size_t number, char name[SPD_NAME_MAX]) {
    rawi_arena arena = {0};
    const rawi_voice_info *voices;
    size_t count = 0, met = 0;
    name[0] = '\0';
    if (rawi_voices(&arena, &voices, &count, NULL) != RAWI_OK)
        count = 0;
    for (size_t i = 0; i < count; i++) {
        if (voices[i].gender != gender || (++met != 1 && met != number))
            continue;
        snprintf(name, SPD_NAME_MAX, "%s", voices[i].name);
    }
    rawi_arena_free(&arena);
}

/* The voice that the server asks for by name, else by type, else that of rawi.conf. */
static void choose_voice(const spd_speaker *speaker, const spd_settings *settings,
                         char spec[SPEC_MAX]) {
    const char *type = settings->type, *digit = type + strcspn(type, "123");
    bool female = strstr(type, "female") != NULL, child = strstr(type, "child") != NULL;
    size_t number = *digit ? (size_t)(*digit - '0') : 1;
    char name[SPD_NAME_MAX];
    bool asked_for_type = female || child || number > 1;
    if (is_voice(settings->voice)) {
        snprintf(spec, SPEC_MAX, "%s", settings->voice);
        return;
    }
    if (!asked_for_type) {
        snprintf(spec, SPEC_MAX, "%s", speaker->config->voice);
        return;
    }
    find_gender(female || child ? RAWI_GENDER_FEMALE : RAWI_GENDER_MALE, number, name);
    if (!name[0])
        snprintf(spec, SPEC_MAX, "%s", speaker->config->voice);
    else if (child)
        snprintf(spec, SPEC_MAX, "%s:%d", name, female ? 5 : 3);
    else
        snprintf(spec, SPEC_MAX, "%s", name);
}

/* The place of a voice that is open, or of the one that was not used for longest. */
static open_voice *place_of(spd_speaker *speaker, const char *spec) {
    open_voice *oldest = &speaker->voices[0];
    for (size_t i = 0; i < VOICES_OPEN; i++) {
        open_voice *voice = &speaker->voices[i];
        if (voice->narration && strcmp(voice->spec, spec) == 0)
            return voice;
        if (!voice->narration || (oldest->narration && voice->used < oldest->used))
            oldest = voice;
    }
    return oldest;
}

static rawi_status open_narration(spd_speaker *speaker, const char *spec,
                                  rawi_narration **narration, rawi_error *error) {
    open_voice *voice = place_of(speaker, spec);
    if (!voice->narration || strcmp(voice->spec, spec) != 0) {
        rawi_narration *made;
        rawi_narration_options options = {.voice = spec[0] ? spec : NULL};
        rawi_status status = rawi_narration_open(speaker->script, &options, &made, error);
        if (status != RAWI_OK)
            return status;
        rawi_narration_watch(made, &speaker->abandoned);
        rawi_narration_close(voice->narration);
        voice->narration = made;
        snprintf(voice->spec, sizeof voice->spec, "%s", spec);
    }
    voice->used = speaker->present.job;
    *narration = voice->narration;
    return RAWI_OK;
}

static rawi_status take_voice(spd_speaker *speaker, rawi_narration **narration, rawi_error *error) {
    const spd_settings *settings = &speaker->present.settings;
    char spec[SPEC_MAX];
    choose_voice(speaker, settings, spec);
    rawi_status status = open_narration(speaker, spec, narration, error);
    if (status != RAWI_OK && spec[0])
        status = open_narration(speaker, "", narration, error);
    if (status != RAWI_OK)
        return status;
    rawi_narration_leave_utterance(*narration);
    return RAWI_OK;
}

/* ---- the message as an article ------------------------------------------------------------- */

static bool add_block(spd_speaker *speaker, rawi_span span) {
    size_t count = speaker->article.block_count;
    if (count == speaker->block_capacity) {
        size_t capacity = count ? count * 2 : 16;
        rawi_block *blocks = realloc(speaker->blocks, capacity * sizeof *blocks);
        if (!blocks)
            return false;
        speaker->blocks = blocks;
        speaker->block_capacity = capacity;
    }
    speaker->blocks[count] =
        (rawi_block){.kind = RAWI_BLOCK_PARAGRAPH, .span = span, .line = count + 1};
    speaker->article.blocks = speaker->blocks;
    speaker->article.block_count++;
    return true;
}

/* Every line of the message's text is a paragraph. False without memory. */
static bool make_article(spd_speaker *speaker) {
    const rawi_text *text = &speaker->message.text;
    speaker->article = (rawi_article){.text = text->bytes ? text->bytes : "",
                                      .text_length = text->length,
                                      .language = "ar",
                                      .name = "message",
                                      .format = RAWI_FORMAT_TEXT};
    for (size_t start = 0; start < text->length;) {
        const char *end = memchr(text->bytes + start, '\n', text->length - start);
        size_t length = end ? (size_t)(end - text->bytes) - start : text->length - start;
        if (length > 0 && !add_block(speaker, (rawi_span){start, start + length}))
            return false;
        start += length + 1;
    }
    rawi_script_turn_to(speaker->script, &speaker->article);
    speaker->next_mark = speaker->next_turn = speaker->owed = 0;
    speaker->manner = spd_manner_plain();
    return true;
}

/* ---- sound --------------------------------------------------------------------------------- */

static bool send_capital(const spd_speaker *speaker, unsigned rate) {
    rawi_sound tone = {0};
    bool open = !spd_icon_capital(rate, &tone) ||
                spd_output_audio(speaker->present.job, tone.samples, tone.count, rate,
                                 speaker->present.settings.gain);
    rawi_sound_free(&tone);
    return open;
}

/* Sends the marks up to byte `offset`; false when the message is not open any more. */
static bool send_marks(spd_speaker *speaker, size_t offset, unsigned rate) {
    const spd_message *message = &speaker->message;
    bool open = true;
    while (open && speaker->next_mark < message->mark_count &&
           message->marks[speaker->next_mark].offset <= offset) {
        const char *name = message->marks[speaker->next_mark++].name;
        open = name ? spd_output_mark(speaker->present.job, name) : send_capital(speaker, rate);
    }
    return open;
}

static bool has_mark_by(const spd_speaker *speaker, size_t offset) {
    return speaker->next_mark < speaker->message.mark_count &&
           speaker->message.marks[speaker->next_mark].offset <= offset;
}

static bool send_sound(const spd_speaker *speaker, const rawi_speech *speech, size_t from,
                       size_t to) {
    double gain = speaker->present.settings.gain * speaker->manner.gain;
    return spd_output_audio(speaker->present.job, speech->samples + from, to - from, speech->rate,
                            (float)gain);
}

static bool send_silence(const spd_speaker *speaker, size_t count, unsigned rate) {
    static const float silence[1024];
    const size_t most = sizeof silence / sizeof *silence;
    bool open = true;
    for (size_t part; open && count > 0; count -= part) {
        part = count < most ? count : most;
        open = spd_output_audio(speaker->present.job, silence, part, rate, 1.0F);
    }
    return open;
}

/* Where the sound of a phrase ends and the silence behind it begins. */
static size_t sound_end(const rawi_phrase *phrase, const rawi_speech *speech) {
    size_t words_end = speech->words[phrase->count - 1].end, end = speech->sample_count;
    while (end > words_end && speech->samples[end - 1] == 0.0F)
        end--;
    return end;
}

/* Sends a phrase but for the silence behind it: what follows, if anything does, may ask for
 * another. */
static bool send_phrase(spd_speaker *speaker, const rawi_phrase *phrase,
                        const rawi_speech *speech) {
    size_t sent = 0, end = sound_end(phrase, speech);
    bool open = true;
    for (size_t i = 0; open && i < phrase->count; i++) {
        size_t place = speech->utterance->words[phrase->first + i].span.start;
        size_t start = speech->words[i].start < end ? speech->words[i].start : end;
        if (!has_mark_by(speaker, place))
            continue;
        open = send_sound(speaker, speech, sent, start) && send_marks(speaker, place, speech->rate);
        sent = start;
    }
    speaker->owed = speech->sample_count - end;
    return open && send_sound(speaker, speech, sent, end);
}

/* ---- turns --------------------------------------------------------------------------------- */

/* Takes the turns up to byte `offset`, and has the silence that is owed give way to theirs. */
static void take_turns(spd_speaker *speaker, size_t offset, unsigned rate) {
    const spd_message *message = &speaker->message;
    double pause = -1.0;
    for (; speaker->next_turn < message->turn_count &&
           message->turns[speaker->next_turn].offset <= offset;
         speaker->next_turn++) {
        const spd_turn *turn = &message->turns[speaker->next_turn];
        speaker->manner = turn->manner;
        if (turn->pause >= 0.0)
            pause = fmax(pause, 0.0) + turn->pause;
    }
    if (pause >= 0.0)
        speaker->owed = (size_t)(pause * rate);
}

/* Has the phrase end before the first of its words from which on another turn holds. */
static void end_at_turn(const spd_speaker *speaker, rawi_phrase *phrase) {
    const spd_message *message = &speaker->message;
    const rawi_word *words = phrase->utterance->words + phrase->first;
    size_t count = 1;
    if (speaker->next_turn == message->turn_count)
        return;
    while (count < phrase->count &&
           words[count].span.start < message->turns[speaker->next_turn].offset)
        count++;
    phrase->count = count;
}

static rawi_status set_manner(const spd_speaker *speaker, rawi_narration *narration,
                              rawi_error *error) {
    const spd_settings *settings = &speaker->present.settings;
    double rate = settings->rate * speaker->manner.rate;
    rawi_narration_set_pitch(narration, settings->pitch + speaker->manner.pitch);
    return rawi_narration_set_rate(narration, fmin(fmax(rate, least_rate), most_rate), error);
}

/* ---- messages ------------------------------------------------------------------------------ */

/* Speaks a phrase up to the next turn; RAWI_INTERRUPTED when the message is not open any more. */
static rawi_status speak_phrase(spd_speaker *speaker, rawi_narration *narration,
                                rawi_phrase *phrase, rawi_error *error) {
    const rawi_speech *speech;
    unsigned rate = rawi_narration_rate(narration);
    take_turns(speaker, phrase->utterance->words[phrase->first].span.start, rate);
    end_at_turn(speaker, phrase);
    rawi_status status = set_manner(speaker, narration, error);
    if (status == RAWI_OK)
        status = rawi_narration_speak_phrase(narration, phrase, &speech, error);
    if (status != RAWI_OK)
        return status;
    bool open = send_silence(speaker, speaker->owed, rate) && send_phrase(speaker, phrase, speech);
    return open ? RAWI_OK : RAWI_INTERRUPTED;
}

/* A message's last silence is one that it asks for. */
static bool end_text(spd_speaker *speaker, unsigned rate) {
    speaker->owed = 0;
    take_turns(speaker, SIZE_MAX, rate);
    return send_silence(speaker, speaker->owed, rate);
}

/* Speaks the message's text; RAWI_INTERRUPTED when it is not open any more. */
static rawi_status speak_text(spd_speaker *speaker, rawi_narration *narration, bool *has_spoken,
                              rawi_error *error) {
    rawi_phrase phrase;
    rawi_status status = RAWI_OK;
    if (!make_article(speaker))
        return rawi_fail_memory(error);
    *has_spoken = false;
    while (status == RAWI_OK &&
           (status = rawi_narration_next_phrase(narration, &phrase, error)) == RAWI_OK) {
        *has_spoken = true;
        status = speak_phrase(speaker, narration, &phrase, error);
    }
    if (status != RAWI_END)
        return status;
    return end_text(speaker, rawi_narration_rate(narration)) ? RAWI_OK : RAWI_INTERRUPTED;
}

/* Speaks a text that another was made into, if it was. */
static rawi_status speak_instead(spd_speaker *speaker, rawi_narration *narration, bool made,
                                 bool *has_spoken, rawi_error *error) {
    return made ? speak_text(speaker, narration, has_spoken, error) : rawi_fail_memory(error);
}

/* Signs alone, of which the narrator says nothing, are called by their names, and one that has
 * none by its number. */
static rawi_status speak_signs(spd_speaker *speaker, rawi_narration *narration, rawi_error *error) {
    spd_message *message = &speaker->message;
    rawi_text signs = {0};
    bool has_spoken, made = rawi_text_add(&signs, message->text.bytes, message->text.length);
    rawi_slice text = {signs.bytes, signs.length};
    made = made && spd_message_spell(message, text, SIGNS_SPELLED);
    rawi_status status = speak_instead(speaker, narration, made, &has_spoken, error);
    if (status == RAWI_OK && !has_spoken) {
        made = spd_message_number(message, text);
        status = speak_instead(speaker, narration, made, &has_spoken, error);
    }
    rawi_text_free(&signs);
    return status;
}

static rawi_status speak_message(spd_speaker *speaker, rawi_error *error) {
    const order *present = &speaker->present;
    rawi_slice received = {present->received.bytes, present->received.length};
    rawi_narration *narration;
    bool has_spoken;
    if (!spd_message_read(&speaker->message, present->kind, received, &present->settings))
        return rawi_fail_memory(error);
    rawi_status status = take_voice(speaker, &narration, error);
    if (status == RAWI_OK)
        status = speak_text(speaker, narration, &has_spoken, error);
    if (status != RAWI_OK)
        return status;
    bool open = send_marks(speaker, SIZE_MAX, rawi_narration_rate(narration));
    if (open && !has_spoken && speaker->message.text.length > 0)
        status = speak_signs(speaker, narration, error);
    return status;
}

/* False where there is no such sound: the icon's name is spoken then. */
static bool play_icon(spd_speaker *speaker) {
    const order *present = &speaker->present;
    rawi_sound sound = {0};
    unsigned rate;
    bool read = spd_icon_read(speaker->config->icons, present->received.bytes, &sound, &rate);
    if (read)
        spd_output_audio(present->job, sound.samples, sound.count, rate, present->settings.gain);
    rawi_sound_free(&sound);
    return read;
}

static void carry_out(spd_speaker *speaker) {
    rawi_error error = {0};
    rawi_status status = RAWI_OK;
    if (speaker->present.kind != SPD_KIND_ICON || !play_icon(speaker))
        status = speak_message(speaker, &error);
    if (status != RAWI_OK && status != RAWI_INTERRUPTED)
        fprintf(stderr, "sd_rawi: %s\n", error.message);
    spd_output_end(speaker->present.job);
}

/* ---- the thread ---------------------------------------------------------------------------- */

/* Waits for an order and takes it; false when the speaker closes. */
static bool take_order(spd_speaker *speaker) {
    pthread_mutex_lock(&speaker->lock);
    while (speaker->next.job == 0 && !speaker->closes)
        pthread_cond_wait(&speaker->has_order, &speaker->lock);
    order taken = speaker->next;
    speaker->next = speaker->present;
    speaker->next.job = 0;
    speaker->present = taken;
    atomic_store(&speaker->abandoned, false);
    bool goes_on = !speaker->closes;
    pthread_mutex_unlock(&speaker->lock);
    return goes_on;
}

static void *run(void *user) {
    spd_speaker *speaker = user;
    while (take_order(speaker))
        if (spd_output_is_open(speaker->present.job))
            carry_out(speaker);
    return NULL;
}

bool spd_speaker_speak(spd_speaker *speaker, spd_job job, spd_kind kind, rawi_slice received,
                       const spd_settings *settings) {
    pthread_mutex_lock(&speaker->lock);
    order *next = &speaker->next;
    next->received.failed = false;
    rawi_text_clear(&next->received);
    bool taken = rawi_text_add(&next->received, received.bytes, received.length);
    if (taken) {
        next->job = job;
        next->kind = kind;
        next->settings = *settings;
        pthread_cond_signal(&speaker->has_order);
    }
    pthread_mutex_unlock(&speaker->lock);
    return taken;
}

void spd_speaker_stop(spd_speaker *speaker) {
    atomic_store(&speaker->abandoned, true);
}

/* ---- life ---------------------------------------------------------------------------------- */

/* Speaks a word that nobody hears. */
static rawi_status warm_up(spd_speaker *speaker, rawi_error *error) {
    rawi_narration *narration;
    rawi_phrase phrase;
    const rawi_speech *speech;
    speaker->present.settings = spd_settings_default();
    rawi_status status = take_voice(speaker, &narration, error);
    if (status == RAWI_OK &&
        (!rawi_text_add_string(&speaker->message.text, "مرحبا") || !make_article(speaker)))
        status = rawi_fail_memory(error);
    if (status == RAWI_OK)
        status = set_manner(speaker, narration, error);
    if (status == RAWI_OK)
        status = rawi_narration_next_phrase(narration, &phrase, error);
    if (status == RAWI_OK)
        status = rawi_narration_speak_phrase(narration, &phrase, &speech, error);
    return status;
}

static void free_all(spd_speaker *speaker) {
    for (size_t i = 0; i < VOICES_OPEN; i++)
        rawi_narration_close(speaker->voices[i].narration);
    rawi_script_close(speaker->script);
    spd_message_free(&speaker->message);
    rawi_text_free(&speaker->present.received);
    rawi_text_free(&speaker->next.received);
    pthread_mutex_destroy(&speaker->lock);
    pthread_cond_destroy(&speaker->has_order);
    free(speaker->blocks);
    free(speaker);
}

rawi_status spd_speaker_open(const spd_config *config, spd_speaker **speaker, rawi_error *error) {
    spd_speaker *made = calloc(1, sizeof *made);
    if (!made)
        return rawi_fail_memory(error);
    made->config = config;
    pthread_mutex_init(&made->lock, NULL);
    pthread_cond_init(&made->has_order, NULL);
    rawi_script_options options = {.endings = config->endings,
                                   .lexicon = config->lexicon[0] ? config->lexicon : NULL};
    rawi_status status = rawi_script_open(&made->article, &options, &made->script, error);
    if (status == RAWI_OK)
        status = warm_up(made, error);
    if (status == RAWI_OK && pthread_create(&made->thread, NULL, run, made) != 0)
        status = rawi_fail_memory(error);
    if (status == RAWI_OK)
        *speaker = made;
    else
        free_all(made);
    return status;
}

void spd_speaker_close(spd_speaker *speaker) {
    if (!speaker)
        return;
    pthread_mutex_lock(&speaker->lock);
    speaker->closes = true;
    pthread_cond_signal(&speaker->has_order);
    pthread_mutex_unlock(&speaker->lock);
    pthread_join(speaker->thread, NULL);
    free_all(speaker);
}

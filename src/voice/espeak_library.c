/* eSpeak NG's global state: set up once, one caller at a time, the voice changed only when another
 * one is needed. */
#include "voice/espeak_library.h"

#include <espeak-ng/espeak_ng.h>

#include <ctype.h>
#include <locale.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    BUFFER_MILLISECONDS = 250, /* of sound a call of the sink; also sizes eSpeak NG's event list */
    LANGUAGE_MAX = 24,
    /* eSpeak NG's synthesizer takes note of a voice when it speaks next. It has room for 169 notes
     * and writes over them when there are more. */
    VOICE_CHANGES_MAX = 64
};

/* The sink of the synthesis in progress: eSpeak NG's callback has no room for a context. */
typedef struct delivery {
    rawi_espeak_sink *sink;
    void *user;
    bool stopped;
} delivery;

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static bool is_ready;
static char *voice_in_use;                 /* content of the voice file, NULL: none of ours */
static char language_in_use[LANGUAGE_MAX]; /* "" while a voice of ours is selected */
static int voice_changes;                  /* since the synthesizer spoke */
static delivery *current;

static int deliver(short *samples, int count, espeak_EVENT *events) {
    if (!samples || !current)
        return 0;
    if (current->stopped)
        return 1;
    current->stopped = !current->sink(current->user, samples, (size_t)count, events);
    return current->stopped;
}

/* At the end of the process. A thread that still speaks then keeps what it uses. */
static void tear_down(void) {
    if (pthread_mutex_trylock(&lock) != 0)
        return;
    if (is_ready)
        espeak_Terminate();
    is_ready = false;
    free(voice_in_use);
    voice_in_use = NULL;
    pthread_mutex_unlock(&lock);
}

/* libpcaudio's function, answered here instead. eSpeak NG asks it for a loudspeaker when it is set
 * up, though it gives its samples to us: that starts a sound server, or waits for one that hangs.
 * To libpcaudio NULL is a loudspeaker that does nothing. */
struct audio_object *create_audio_device_object(const char *device, const char *application,
                                                const char *description);
struct audio_object *create_audio_device_object(const char *device, const char *application,
                                                const char *description) {
    (void)device;
    (void)application;
    (void)description;
    return NULL;
}

/* espeak_Initialize prints its errors, so what it needs is looked for before. */
static rawi_status initialize(rawi_error *error) {
    const char *data;
    char table[512];
    espeak_ng_InitializePath(NULL);
    espeak_Info(&data);
    snprintf(table, sizeof table, "%s/phontab", data);
    int options = espeakINITIALIZE_PHONEME_EVENTS | espeakINITIALIZE_DONT_EXIT;
    if (access(table, R_OK) != 0 ||
        espeak_Initialize(AUDIO_OUTPUT_SYNCHRONOUS, BUFFER_MILLISECONDS, NULL, options) < 0)
        return rawi_fail(error, RAWI_ERROR_VOICE,
                         _("%s: eSpeak NG cannot read its data; install espeak-ng-data or set "
                           "ESPEAK_DATA_PATH to the folder that holds espeak-ng-data"),
                         data);
    espeak_SetSynthCallback(deliver);
    return RAWI_OK;
}

/* eSpeak NG sets the process's character type locale; the program's own is put back. */
static rawi_status set_up(rawi_error *error) {
    static bool registered;
    if (is_ready)
        return RAWI_OK;
    const char *present = setlocale(LC_CTYPE, NULL);
    char *locale = present ? strdup(present) : NULL;
    rawi_status status = initialize(error);
    if (locale)
        setlocale(LC_CTYPE, locale);
    free(locale);
    if (status == RAWI_OK && !registered)
        registered = atexit(tear_down) == 0;
    is_ready = status == RAWI_OK;
    return status;
}

/* eSpeak NG reads voices from files whose names are short and in lower case; an unnamed temporary
 * file, reached by its descriptor, is both and leaves nothing behind. */
static espeak_ng_STATUS load_voice(const char *content) {
    FILE *file = tmpfile();
    if (!file)
        return ENS_VOICE_NOT_FOUND;
    espeak_ng_STATUS status = ENS_VOICE_NOT_FOUND;
    char path[32];
    snprintf(path, sizeof path, "/dev/fd/%d", fileno(file));
    if (fputs(content, file) >= 0 && fflush(file) == 0 && fseek(file, 0, SEEK_SET) == 0)
        status = espeak_ng_SetVoiceByFile(path);
    fclose(file);
    return status;
}

static void forget_voice(void) {
    free(voice_in_use);
    voice_in_use = NULL;
    language_in_use[0] = '\0';
    if (++voice_changes < VOICE_CHANGES_MAX)
        return;
    static const char nothing[] = "";
    espeak_ng_Synthesize(nothing, sizeof nothing, 0, POS_CHARACTER, 0, espeakCHARS_UTF8, NULL,
                         NULL);
    voice_changes = 0;
}

static rawi_status select_voice(const char *content, rawi_error *error) {
    if (voice_in_use && strcmp(voice_in_use, content) == 0)
        return RAWI_OK;
    forget_voice();
    if (load_voice(content) != ENS_OK)
        return rawi_fail(error, RAWI_ERROR_VOICE,
                         _("eSpeak NG refuses the voice; is there room for a temporary file?"));
    voice_in_use = strdup(content);
    return RAWI_OK;
}

static rawi_status select_language(const char *language) {
    if (language_in_use[0] && strcmp(language_in_use, language) == 0)
        return RAWI_OK;
    forget_voice();
    if (espeak_ng_SetVoiceByName(language) != ENS_OK)
        return RAWI_ERROR_VOICE;
    snprintf(language_in_use, sizeof language_in_use, "%s", language);
    return RAWI_OK;
}

rawi_status rawi_espeak_rate(unsigned *rate, rawi_error *error) {
    pthread_mutex_lock(&lock);
    rawi_status status = set_up(error);
    if (status == RAWI_OK)
        *rate = (unsigned)espeak_ng_GetSampleRate();
    pthread_mutex_unlock(&lock);
    return status;
}

static rawi_status synthesize(const rawi_espeak_request *request, delivery *to, rawi_error *error) {
    espeak_ng_SetParameter(espeakRATE, request->rate, 0);
    espeak_ng_SetParameter(espeakVOLUME, request->volume, 0);
    current = to;
    espeak_ng_STATUS status =
        espeak_ng_Synthesize(request->text, strlen(request->text) + 1, 0, POS_CHARACTER, 0,
                             espeakCHARS_UTF8 | espeakPHONEMES, NULL, NULL);
    current = NULL;
    voice_changes = 0;
    if (to->stopped)
        return RAWI_INTERRUPTED;
    if (status == ENS_OK)
        return RAWI_OK;
    char reason[128];
    espeak_ng_GetStatusCodeMessage(status, reason, sizeof reason);
    return rawi_fail(error, RAWI_ERROR_VOICE, _("eSpeak NG could not speak: %s"), reason);
}

rawi_status rawi_espeak_synthesize(const rawi_espeak_request *request, rawi_espeak_sink *sink,
                                   void *user, rawi_error *error) {
    delivery to = {.sink = sink, .user = user};
    pthread_mutex_lock(&lock);
    rawi_status status = set_up(error);
    if (status == RAWI_OK)
        status = select_voice(request->voice, error);
    if (status == RAWI_OK)
        status = synthesize(request, &to, error);
    pthread_mutex_unlock(&lock);
    return status;
}

/* The letters of a word, everything that eSpeak NG could take for a command made a space. */
static void copy_sayable(char *to, const char *word) {
    size_t length = 0;
    for (; word[length]; length++) {
        unsigned char byte = (unsigned char)word[length];
        bool sayable = byte >= 0x80 || isalnum(byte) || strchr("'-.", byte);
        to[length] = sayable ? word[length] : ' ';
    }
    to[length] = '\0';
}

/* Appends a clause's IPA to what is in `ipa`, without the "(en)" by which eSpeak NG marks a word
 * that it reads as another language's. False where it does not fit. */
static bool append_ipa(char *ipa, size_t size, const char *clause) {
    size_t length = strlen(ipa);
    bool inside_mark = false;
    if (length > 0 && *clause && length + 1 < size)
        ipa[length++] = ' ';
    for (; *clause; clause++) {
        if (*clause == '(' || *clause == ')') {
            inside_mark = *clause == '(';
            continue;
        }
        if (inside_mark || (*clause == ' ' && length == 0))
            continue;
        if (length + 1 >= size)
            return false;
        ipa[length++] = *clause;
    }
    while (length > 0 && ipa[length - 1] == ' ')
        length--;
    ipa[length] = '\0';
    return true;
}

static rawi_status pronounce(const char *language, const char *word, char *ipa, size_t size) {
    rawi_status status = set_up(NULL);
    if (status == RAWI_OK)
        status = select_language(language);
    const void *rest = word;
    while (status == RAWI_OK && rest) {
        const char *clause = espeak_TextToPhonemes(&rest, espeakCHARS_UTF8, espeakPHONEMES_IPA);
        if (clause && !append_ipa(ipa, size, clause))
            status = RAWI_ERROR_ARGUMENT;
    }
    return status;
}

rawi_status rawi_espeak_pronounce(const char *language, const char *word, char *ipa, size_t size) {
    char sayable[RAWI_ESPEAK_WORD_MAX + 1];
    if (size == 0 || strlen(word) > RAWI_ESPEAK_WORD_MAX || strlen(language) >= LANGUAGE_MAX)
        return RAWI_ERROR_ARGUMENT;
    ipa[0] = '\0';
    copy_sayable(sayable, word);
    pthread_mutex_lock(&lock);
    rawi_status status = pronounce(language, sayable, ipa, size);
    pthread_mutex_unlock(&lock);
    return status;
}

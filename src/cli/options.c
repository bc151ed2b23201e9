/* The options: which there are, which subcommand takes them, what their values mean. */
#include "base/file_url.h"
#include "base/text.h"
#include "cli/cli.h"
#include "edition/edition.h"

#include <errno.h>
#include <getopt.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum {
    SPEAK = 1,
    SAVE = 2,
    TEXT = 4,
    PHONEMES = 8,
    DIACRITIZE = 16,
    VOICES = 32,
    FEED = 64,
    CONTROL = 128,
    LISTEN = 256,
    RESUME = 512,
    QUEUE = LISTEN | RESUME,
    HEARD = SPEAK | QUEUE,
    SOUND = SPEAK | SAVE,
    SCRIPT = SOUND | TEXT | PHONEMES,
    SPOKEN = SCRIPT | HEARD,
    ALL = SPOKEN | DIACRITIZE | VOICES | FEED | CONTROL,
    SAME = 1 << 15 /* what is made is the same with the option and without it */
};

typedef struct option_rule {
    const char *name;
    int letter;        /* short option, or a value past the characters */
    const char *value; /* what the value is called in the help, in brackets with its equals sign
                          where it may be left out; NULL where it takes none */
    unsigned commands; /* the subcommands that know it, and SAME */
    const char *meaning;
} option_rule;

enum {
    LONG_ONLY = 256,
    MARKS,
    ENDINGS,
    FORMAT,
    FROM,
    VERBOSE,
    JSON,
    EXPLAIN,
    STRIP,
    PARTIAL,
    CATALOG,
    PATIENCE,
    QUOTE_VOICE,
    HEADING_VOICE,
    CLARITY,
    TRANSCRIPT,
    PAGE,
    TITLE,
    AUTHOR,
    ALBUM,
    DATE,
    GENRE,
    COMMENT,
    COVER,
    BIT_RATE,
    CHAPTERS,
    OUT,
    JOBS,
    EXTENSION,
    FORCE,
    BASE_URL,
    DESCRIPTION,
    IMAGE,
    LANGUAGE,
    LINK,
    CATEGORY,
    OWNER_EMAIL,
    EXPLICIT,
    LOUDNESS,
    INTRO,
    OUTRO,
    OPENING,
    CLOSING,
    EDITION,
    PLAIN,
    SPEAK_ERRORS,
    NO_REMOTE,
    PLAYER,
    SINCE,
    LIMIT,
    SLEEP,
    NO_CHIME
};

static const option_rule rules[] = {
    {"voice", 'v', N_("NAME"), SPOKEN, N_("the voice (rawi voices lists them)")},
    {"quote-voice", QUOTE_VOICE, N_("NAME"), SPOKEN,
     N_("the voice of quotations; :3 is the same voice 3 half tones higher")},
    {"heading-voice", HEADING_VOICE, N_("NAME"), SPOKEN, N_("the voice of headings, likewise")},
    {"rate", 'r', N_("FACTOR"), SPOKEN, N_("speed, 0.5 to 4; 1 is the voice's own")},
    {"pitch", 'p', N_("HALFTONES"), SPOKEN, N_("higher or lower, -12 to 12")},
    {"clarity", CLARITY, "0…1", SPOKEN, N_("sharper sounds for noisy places (natural voices)")},
    {"endings", ENDINGS, "full|pause|none", SPOKEN,
     N_("case endings: all, none before a pause (default), none")},
    {"lexicon", 'l', N_("FILE"), SPOKEN, N_("your own readings: written form, tab, spoken form")},
    {"format", FORMAT, "text|markdown|html", SPOKEN,
     N_("what the source is, where Rawi guesses wrong")},
    {"from", FROM, N_("POSITION"), SCRIPT, N_("begin there, as rawi said when you stopped it")},
    {"since", SINCE, N_("DATE"), LISTEN,
     N_("of feeds only what is not older: 2026-01-31, or 3d or 2w for days or weeks")},
    {"limit", LIMIT, N_("NUMBER"), LISTEN,
     N_("of each feed, folder and playlist at most so many articles")},
    {"sleep", SLEEP, N_("MINUTES"), HEARD,
     N_("fade out at the end of a sentence when so many minutes have passed")},
    {"no-chime", NO_CHIME, NULL, QUEUE, N_("neither chime nor title between articles")},
    {"output", 'o', N_("FILE"), SAVE | SAME,
     N_("the audio file: .mp3 .opus .ogg .flac .m4b .m4a .wav")},
    {"edition", EDITION, NULL, SAVE, N_("everything below that makes an edition")},
    {"loudness", LOUDNESS, N_("LUFS|off"), SAVE,
     N_("-31 to -9; usually -16, WAV files as the voice gives it (off)")},
    {"intro", INTRO, N_("FILE|chime|none"), SAVE, N_("a sound before the article")},
    {"outro", OUTRO, N_("FILE|chime|none"), SAVE, N_("a sound after it")},
    {"opening", OPENING, "[=yes|no]", SAVE, N_("say who wrote it, when, and how long it is")},
    {"closing", CLOSING, "[=yes|no]", SAVE, N_("say at the end what was heard")},
    {"transcript", TRANSCRIPT, "vtt,srt,json,txt", SAVE,
     N_("transcripts with times, beside the sound: any of these")},
    {"page", PAGE, "[=inside|beside,english]", SAVE,
     N_("a page to read along, with the sound inside it (default) or playing the sound file")},
    {"chapters", CHAPTERS, NULL, SAVE, N_("the chapters as a file too, beside the sound")},
    {"cover", COVER, N_("FILE|draw|none"), SAVE,
     N_("the cover: a JPEG or PNG, or drawn from the title (default)")},
    {"title", TITLE, N_("TEXT"), SAVE, N_("in place of the article's own, as the next three")},
    {"author", AUTHOR, N_("TEXT"), SAVE, N_("who wrote it")},
    {"album", ALBUM, N_("TEXT"), SAVE, N_("the publication or series")},
    {"date", DATE, N_("DATE"), SAVE, N_("when it was published, as 2026-01-31")},
    {"genre", GENRE, N_("TEXT"), SAVE, N_("the genre, usually Speech")},
    {"comment", COMMENT, N_("TEXT"), SAVE, N_("a comment in the sound file")},
    {"bitrate", BIT_RATE, N_("KBIT/S"), SAVE,
     N_("usually 96 in .mp3, 40 in .opus, 64 in .ogg and .m4b")},
    {"out", OUT, N_("FOLDER"), SAVE | SAME,
     N_("many articles, or folders of them: their audio files")},
    {"extension", EXTENSION, N_("FORMAT"), SAVE,
     N_("what they are: mp3 (default), opus, ogg, flac, m4b, m4a, wav")},
    {"jobs", JOBS, N_("NUMBER"), SAVE | SAME,
     N_("how many of them at a time; usually one a processor")},
    {"force", FORCE, NULL, SAVE | SAME, N_("make also those that are up to date")},
    {"output", 'o', N_("FILE"), FEED, N_("the feed; usually feed.xml in the folder")},
    {"base-url", BASE_URL, N_("ADDRESS"), FEED, N_("where the folder is published")},
    {"title", TITLE, N_("TEXT"), FEED, N_("the podcast's title; usually the publication's")},
    {"description", DESCRIPTION, N_("TEXT"), FEED, N_("what it is about")},
    {"author", AUTHOR, N_("TEXT"), FEED, N_("who publishes it")},
    {"image", IMAGE, N_("ADDRESS|FILE"), FEED,
     N_("its picture, on the web or in the folder; usually cover.jpg there")},
    {"language", LANGUAGE, N_("CODE"), FEED, N_("its language, as ar-EG; usually the episodes'")},
    {"link", LINK, N_("ADDRESS"), FEED, N_("the publication's page")},
    {"category", CATEGORY, N_("TEXT"), FEED,
     N_("as Apple names it: News (default), News/Politics…")},
    {"owner-email", OWNER_EMAIL, N_("ADDRESS"), FEED,
     N_("whom directories may write to; locks the podcast against moves")},
    {"explicit", EXPLICIT, NULL, FEED, N_("nothing for children")},
    {"marks", MARKS, "full|none", TEXT, N_("show vowel marks (default) or not")},
    {"explain", EXPLAIN, NULL, TEXT, N_("say how each number, name or sign was read, and why")},
    {"strip", STRIP, NULL, DIACRITIZE, N_("remove marks instead of adding them")},
    {"partial", PARTIAL, NULL, DIACRITIZE, N_("only marks that a reader would miss")},
    {"catalog", CATALOG, N_("FILE"), VOICES, N_("another catalog of voices")},
    {"patience", PATIENCE, N_("SECONDS"), VOICES,
     N_("how long to wait for a silent server, 1 to 600")},
    {"plain", PLAIN, NULL, ALL | SAME, N_("nothing is drawn over, for screen readers")},
    {"no-remote", NO_REMOTE, NULL, HEARD, N_("out of reach of media keys and rawi control")},
    {"player", PLAYER, N_("NAME"), CONTROL,
     N_("which one, where several run (rawi control players)")},
    {"json", JSON, NULL, SCRIPT | VOICES | CONTROL | SAME, N_("machine-readable results")},
    {"speak-errors", SPEAK_ERRORS, NULL, ALL | SAME, N_("errors are also spoken")},
    {"quiet", 'q', NULL, ALL | SAME, N_("only errors")},
    {"verbose", VERBOSE, NULL, ALL | SAME, N_("also say which characters have no reading")},
    {"help", 'h', NULL, ALL, N_("this help")},
    {"version", 'V', NULL, ALL, N_("the version")},
};

enum {
    RULE_COUNT = sizeof rules / sizeof *rules
};

static const struct {
    const char *name;
    unsigned flag;
    const char *usage;
    const char *meaning;
} commands[] = {
    {"speak", SPEAK, N_("rawi SOURCE"), N_("listen now")},
    {"listen", LISTEN, N_("rawi listen [SOURCE...]"),
     N_("articles, feeds, folders and playlists, one after another")},
    {"resume", RESUME, N_("rawi resume"), N_("go on with the word where you stopped")},
    {"control", CONTROL, N_("rawi control COMMAND"),
     N_("steer the one that speaks; rawi control help")},
    {"save", SAVE, N_("rawi save SOURCE -o FILE"), N_("make an audio file")},
    {"feed", FEED, N_("rawi feed FOLDER --base-url ADDRESS"), N_("a podcast feed of audio files")},
    {"text", TEXT, N_("rawi text SOURCE"), N_("the script as it is spoken")},
    {"phonemes", PHONEMES, N_("rawi phonemes SOURCE"), N_("the script in IPA")},
    {"diacritize", DIACRITIZE, N_("rawi diacritize [FILE]"), N_("a filter that adds vowel marks")},
    {"voices", VOICES, N_("rawi voices [add|remove|info NAME]"), N_("the voices there are")},
};

enum {
    COMMAND_COUNT = sizeof commands / sizeof *commands
};

static void print_rule(const option_rule *rule) {
    if (rule->letter < LONG_ONLY)
        printf("  -%c, ", rule->letter);
    else
        printf("      ");
    char name[64];
    const char *value = rule->value ? _(rule->value) : "";
    snprintf(name, sizeof name, "--%s%s%s", rule->name, rule->value && *value != '[' ? " " : "",
             value);
    cli_print_column(name, 30);
    puts(_(rule->meaning));
}

/* The subcommands that know an option. */
static unsigned commands_of(const option_rule *rule) {
    return rule->commands & ALL;
}

/* The options that the command takes, those first that are its own. */
static void print_options(unsigned flag) {
    for (size_t i = 0; i < RULE_COUNT; i++)
        if (commands_of(&rules[i]) == flag)
            print_rule(&rules[i]);
    for (size_t i = 0; i < RULE_COUNT; i++)
        if ((rules[i].commands & flag) && commands_of(&rules[i]) != flag)
            print_rule(&rules[i]);
}

/* False where there is no such command. */
static bool print_command_help(const char *name) {
    for (size_t i = 0; i < COMMAND_COUNT; i++)
        if (strcmp(commands[i].name, name) == 0) {
            printf("%s: %s\n\n", _(commands[i].usage), _(commands[i].meaning));
            print_options(commands[i].flag);
            return true;
        }
    return false;
}

static void print_help(void) {
    printf("%s\n\n", _("Rawi narrates Arabic articles."));
    for (size_t i = 0; i < COMMAND_COUNT; i++) {
        printf("  ");
        cli_print_column(_(commands[i].usage), 34);
        puts(_(commands[i].meaning));
    }
    printf("\n%s\n", _("SOURCE is a file, an address, or - for standard input."));
    printf("%s\n\n", _("The options of a command: rawi save --help, rawi speak --help and so on. "
                       "All commands take:"));
    for (size_t i = 0; i < RULE_COUNT; i++)
        if (commands_of(&rules[i]) == ALL)
            print_rule(&rules[i]);
}

int cli_help(const char *command) {
    if (!command)
        print_help();
    else if (!print_command_help(command))
        return cli_usage(_("there is no command '%s'"), command);
    return CLI_OK;
}

/* The command whose options are read; NULL where none is named. */
static const char *named_command;

int cli_usage(const char *format, ...) {
    char message[512];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    fprintf(stderr, "rawi: %s\n", message);
    if (named_command)
        fprintf(stderr, _("Try 'rawi %s --help'.\n"), named_command);
    else
        fprintf(stderr, "%s\n", _("Try 'rawi --help'."));
    cli_say(message);
    return CLI_USAGE;
}

static bool parse_number(const char *text, double least, double most, double *number) {
    char *end;
    errno = 0;
    double value = strtod(text, &end);
    if (end == text || *end || errno || !isfinite(value) || value < least || value > most)
        return false;
    *number = value;
    return true;
}

static bool parse_position(const char *text, size_t *position) {
    char *end;
    errno = 0;
    unsigned long long value = strtoull(text, &end, 10);
    if (*text < '0' || *text > '9' || *end || errno || value > SIZE_MAX)
        return false;
    *position = (size_t)value;
    return true;
}

/* The place of `text` among `choices` (the last is NULL), -1 where it is none of them. */
static int parse_choice(const char *text, const char *const *choices) {
    for (int i = 0; choices[i]; i++)
        if (strcmp(text, choices[i]) == 0)
            return i;
    return -1;
}

static const char *const endings_choices[] = {"pause", "full", "none", NULL};
static const char *const marks_choices[] = {"full", "none", NULL};
static const char *const format_choices[] = {"detect", "text", "markdown", "html", NULL};

static const char *const transcript_choices[] = {"vtt", "srt", "json", "txt", NULL};
static const unsigned transcript_files[] = {RAWI_BESIDE_VTT, RAWI_BESIDE_SRT, RAWI_BESIDE_JSON,
                                            RAWI_BESIDE_TEXT};
static const char *const page_choices[] = {"inside", "beside", "english", NULL};

/* Takes the first of the comma-separated words of *list: its place among `choices`, -1 where it is
 * none of them. *list is moved to the next one, NULL behind the last. */
static int take_choice(const char **list, const char *const *choices) {
    size_t length = strcspn(*list, ",");
    int i = 0;
    while (choices[i] && (strlen(choices[i]) != length || memcmp(choices[i], *list, length) != 0))
        i++;
    *list = (*list)[length] ? *list + length + 1 : NULL;
    return choices[i] ? i : -1;
}

static bool take_transcripts(const char *list, cli_options *options) {
    while (list) {
        int choice = take_choice(&list, transcript_choices);
        if (choice < 0)
            return false;
        options->edition.beside |= transcript_files[choice];
    }
    return true;
}

static bool take_page(const char *list, cli_options *options) {
    options->edition.beside |= RAWI_BESIDE_PAGE;
    while (list) {
        int choice = take_choice(&list, page_choices);
        if (choice < 0)
            return false;
        if (choice == 2)
            options->edition.page_in_english = true;
        else
            options->edition.sound_beside_page = choice == 1;
    }
    return true;
}

/* What is neither of these is a file. */
static const char *const cover_choices[] = {"draw", "none", NULL};

static bool parse_cover(const char *value, cli_options *options) {
    static const rawi_cover_choice meanings[] = {RAWI_COVER_DRAWN, RAWI_COVER_NONE};
    int choice = parse_choice(value, cover_choices);
    options->edition.cover = choice < 0 ? RAWI_COVER_USUAL : meanings[choice];
    options->cover = choice < 0 ? value : NULL;
    return *value;
}

/* Whether a text begins as a date of ISO 8601 does. */
static bool is_date(const char *text) {
    static const char form[] = "0000-00-00";
    for (const char *at = form; *at; at++, text++)
        if (*at == '0' ? *text < '0' || *text > '9' : *text != *at)
            return false;
    return *text == '\0' || *text == 'T';
}

/* Takes an option about what the sound file says of itself. */
static bool take_tag(int letter, const char *value, cli_options *options) {
    rawi_tags *tags = &options->edition.tags;
    double number;
    switch (letter) {
    case TITLE:
        tags->title = value;
        return true;
    case AUTHOR:
        tags->author = value;
        return true;
    case ALBUM:
        tags->album = value;
        return true;
    case DATE:
        tags->date = value;
        return is_date(value);
    case GENRE:
        tags->genre = value;
        return true;
    case COMMENT:
        tags->comment = value;
        return true;
    case COVER:
        return parse_cover(value, options);
    case BIT_RATE:
        return parse_number(value, 1, 1000, &number) &&
               (options->edition.bit_rate = (unsigned)number) == number;
    default:
        return false;
    }
}

static bool parse_loudness(const char *text, rawi_edition_options *edition) {
    if (strcmp(text, "off") == 0) {
        edition->leveling = RAWI_LEVEL_VOICE;
        return true;
    }
    edition->leveling = RAWI_LEVEL_LOUDNESS;
    return parse_number(text, RAWI_LOUDNESS_LEAST, RAWI_LOUDNESS_MOST, &edition->loudness);
}

static const char *const wish_choices[] = {"yes", "no", NULL};

/* An option that may stand alone means yes. */
static bool parse_wish(const char *text, cli_wish *wish) {
    int choice = text ? parse_choice(text, wish_choices) : 0;
    *wish = choice == 0 ? CLI_WISH_YES : CLI_WISH_NO;
    return choice >= 0;
}

/* A date, or how many days (3d) or weeks (2w) ago it was. */
static bool take_since(const char *value, cli_options *options) {
    char unit = '\0', rest;
    unsigned count;
    options->since = value;
    if (is_date(value)) {
        memcpy(options->since_date, value, sizeof options->since_date - 1);
        return true;
    }
    if (sscanf(value, "%4u%c%c", &count, &unit, &rest) != 2 || !strchr("dw", unit))
        return false;
    time_t then = time(NULL) - (time_t)count * (unit == 'w' ? 7 : 1) * 86400;
    struct tm day;
    return gmtime_r(&then, &day) &&
           strftime(options->since_date, sizeof options->since_date, "%Y-%m-%d", &day) > 0;
}

/* Takes an option of listening; false where it is none or its value has no meaning. */
static bool take_listening(int letter, const char *value, cli_options *options) {
    switch (letter) {
    case SINCE:
        return take_since(value, options);
    case LIMIT:
        return parse_position(value, &options->limit) && options->limit > 0;
    case SLEEP:
        return parse_number(value, 0.01, 24 * 60, &options->sleep);
    case NO_CHIME:
        return options->no_chime = true;
    default:
        return false;
    }
}

/* Takes one option into `options`; false where its value has no meaning. */
static bool take(int letter, const char *value, cli_options *options) {
    int choice = 0;
    switch (letter) {
    case 'v':
        options->voice = value;
        return true;
    case QUOTE_VOICE:
        options->quote_voice = value;
        return true;
    case HEADING_VOICE:
        options->heading_voice = value;
        return true;
    case CLARITY:
        return parse_number(value, 0.0, 1.0, &options->clarity);
    case 'r':
        return parse_number(value, 0.5, 4.0, &options->rate);
    case 'p':
        return parse_number(value, -12.0, 12.0, &options->pitch);
    case ENDINGS:
        choice = parse_choice(value, endings_choices);
        options->endings = (rawi_endings)choice;
        return choice >= 0;
    case 'l':
        options->lexicon = value;
        return true;
    case FORMAT:
        choice = parse_choice(value, format_choices);
        options->format = (rawi_format)choice;
        return choice >= 0;
    case FROM:
        return parse_position(value, &options->from);
    case 'o':
        options->output = value;
        return true;
    case LOUDNESS:
        return parse_loudness(value, &options->edition);
    case INTRO:
        options->edition.intro = value;
        return *value;
    case OUTRO:
        options->edition.outro = value;
        return *value;
    case OPENING:
        return parse_wish(value, &options->opening);
    case CLOSING:
        return parse_wish(value, &options->closing);
    case EDITION:
        return options->whole_edition = true;
    case TRANSCRIPT:
        return take_transcripts(value, options);
    case PAGE:
        return take_page(value, options);
    case CHAPTERS:
        return options->edition.beside |= RAWI_BESIDE_CHAPTERS;
    case MARKS:
        choice = parse_choice(value, marks_choices);
        options->marks = (cli_marks)choice;
        return choice >= 0;
    case EXPLAIN:
        return options->explain = true;
    case STRIP:
        return options->strip = true;
    case PARTIAL:
        return options->partial = true;
    case CATALOG:
        options->catalog = value;
        return true;
    case PATIENCE:
        return parse_number(value, 1.0, 600.0, &options->patience);
    case OUT:
        options->out = value;
        return true;
    case EXTENSION:
        options->extension = value;
        return true;
    case JOBS:
        return parse_position(value, &options->jobs) && options->jobs >= 1 &&
               options->jobs <= CLI_JOBS_MOST;
    case BASE_URL:
        options->feed.base_url = value;
        return true;
    case DESCRIPTION:
        options->feed.description = value;
        return true;
    case IMAGE:
        options->feed.image = value;
        return true;
    case LANGUAGE:
        options->feed.language = value;
        return true;
    case LINK:
        options->feed.link = value;
        return true;
    case CATEGORY:
        options->feed.category = value;
        return true;
    case OWNER_EMAIL:
        options->feed.owner_email = value;
        return strchr(value, '@') != NULL;
    case EXPLICIT:
        return options->feed.is_explicit = true;
    case FORCE:
        return options->force = true;
    case PLAIN:
        return options->plain = true;
    case NO_REMOTE:
        return options->no_remote = true;
    case PLAYER:
        options->player = value;
        return true;
    case SPEAK_ERRORS:
        return true; /* see cli_speak_errors */
    case JSON:
        return options->json = true;
    case 'q':
        return options->quiet = true;
    case VERBOSE:
        return options->verbose = true;
    default:
        return letter >= SINCE ? take_listening(letter, value, options)
                               : take_tag(letter, value, options);
    }
}

/* The rule of an option for a command; that for another one where the command does not know it. */
static const option_rule *find_rule(int letter, unsigned flag) {
    const option_rule *found = NULL;
    for (size_t i = 0; i < RULE_COUNT; i++)
        if (rules[i].letter == letter && (!found || (rules[i].commands & flag)))
            found = &rules[i];
    return found;
}

static unsigned command_flag(const char *command) {
    for (size_t i = 0; i < COMMAND_COUNT; i++)
        if (strcmp(commands[i].name, command) == 0)
            return commands[i].flag;
    return 0;
}

static int argument_of(const option_rule *rule) {
    if (!rule->value)
        return no_argument;
    return *rule->value == '[' ? optional_argument : required_argument;
}

/* getopt's form of the rules. What follows a command for the player is no option: "seek -30". */
static void make_getopt(unsigned flag, char *letters, struct option *options) {
    if (flag == CONTROL)
        *letters++ = '+';
    *letters++ = ':';
    for (size_t i = 0; i < RULE_COUNT; i++) {
        options[i] = (struct option){rules[i].name, argument_of(&rules[i]), NULL, rules[i].letter};
        if (rules[i].letter >= LONG_ONLY)
            continue;
        *letters++ = (char)rules[i].letter;
        if (rules[i].value)
            *letters++ = ':';
    }
    *letters = '\0';
    options[RULE_COUNT] = (struct option){0};
}

/* A usage error about an option's value; where there are choices it names them. */
static int refuse_value(const option_rule *rule, const char *value) {
    const char *choices = rule->value ? _(rule->value) : "";
    int length = (int)strlen(choices);
    if (*choices == '[') { /* "[=yes|no]" */
        choices += 2;
        length -= 3;
    }
    if (strchr(choices, '|'))
        return cli_usage(_("option --%s takes %.*s, not '%s': %s"), rule->name, length, choices,
                         value, _(rule->meaning));
    return cli_usage(_("option --%s cannot be '%s': %s"), rule->name, value, _(rule->meaning));
}

/* What desktops name as file:///a%20b.md has its path from here on, written over the address, which
 * is longer. */
static bool take_file_urls(const cli_options *options, int *status) {
    rawi_text path = {0};
    for (int i = 0; i < options->argument_count; i++) {
        char *argument = options->arguments[i];
        rawi_text_clear(&path);
        if (rawi_file_url_path(argument, &path)) {
            memcpy(argument, path.bytes, path.length + 1);
        } else if (rawi_is_file_url(argument)) {
            *status = cli_usage(_("%s names no file of this machine"), argument);
            rawi_text_free(&path);
            return false;
        }
    }
    rawi_text_free(&path);
    return true;
}

bool cli_parse(int argc, char **argv, const char *named, cli_options *options, int *status) {
    const char *command = named ? named : commands[0].name;
    named_command = named;
    char letters[2 * RULE_COUNT + 3];
    struct option getopt_options[RULE_COUNT + 1];
    unsigned flag = command_flag(command);
    make_getopt(flag, letters, getopt_options);
    *options = (cli_options){.rate = 1.0, .patience = 30.0};
    opterr = 0;
    int letter;
    while ((letter = getopt_long(argc, argv, letters, getopt_options, NULL)) != -1) {
        if (letter == 'h') {
            *status = cli_help(named);
            return false;
        }
        if (letter == 'V') {
            printf("rawi %s\n", RAWI_VERSION);
            *status = CLI_OK;
            return false;
        }
        const char *given = argv[optind - 1];
        if (letter == '?') {
            *status = cli_usage(_("there is no option %s"), given);
            return false;
        }
        if (letter == ':') {
            *status = cli_usage(_("option %s needs a value"), given);
            return false;
        }
        const option_rule *rule = find_rule(letter, flag);
        if (!(rule->commands & flag)) {
            *status = cli_usage(_("option --%s does not go with rawi %s"), rule->name, command);
            return false;
        }
        options->given[rule - rules] = optarg ? optarg : "";
        if (!take(letter, optarg, options)) {
            *status = refuse_value(rule, optarg);
            return false;
        }
    }
    options->arguments = argv + optind;
    options->argument_count = argc - optind;
    return take_file_urls(options, status);
}

_Static_assert((size_t)RULE_COUNT <= (size_t)CLI_OPTIONS_MOST, "cli_options.given is too short");

bool cli_next_choice(const cli_options *options, size_t *at, cli_choice *choice) {
    for (; *at < RULE_COUNT; ++*at) {
        const option_rule *rule = &rules[*at];
        if (!options->given[*at] || rule->commands & SAME)
            continue;
        *choice = (cli_choice){.name = rule->name,
                               .value = options->given[*at],
                               .may_name_file = rule->value && strstr(rule->value, "FILE")};
        ++*at;
        return true;
    }
    return false;
}

rawi_narration_options cli_narration(const cli_options *options) {
    return (rawi_narration_options){.voice = options->voice,
                                    .rate = options->rate,
                                    .pitch = options->pitch,
                                    .clarity = options->clarity,
                                    .quote_voice = options->quote_voice,
                                    .heading_voice = options->heading_voice};
}

/* NULL where a sound is not wanted. */
static const char *wanted_sound(const char *asked, bool whole_edition) {
    if (!asked)
        return whole_edition ? RAWI_CHIME : NULL;
    return strcmp(asked, "none") == 0 ? NULL : asked;
}

static bool is_wanted(cli_wish wish, bool whole_edition) {
    return wish == CLI_WISH_YES || (wish == CLI_WISH_NONE && whole_edition);
}

rawi_edition_options cli_edition(const cli_options *options) {
    bool whole = options->whole_edition;
    rawi_edition_options edition = options->edition;
    edition.narration = cli_narration(options);
    edition.script =
        (rawi_script_options){.endings = options->endings, .lexicon = options->lexicon};
    edition.from = options->from;
    edition.intro = wanted_sound(edition.intro, whole);
    edition.outro = wanted_sound(edition.outro, whole);
    edition.opening = is_wanted(options->opening, whole);
    edition.closing = is_wanted(options->closing, whole);
    if (whole)
        edition.beside = RAWI_BESIDE_ALL;
    return edition;
}

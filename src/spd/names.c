/* Names of characters and keys. */
#include "spd/names.h"

#include "base/table.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

RAWI_TABLE(spd_characters);
RAWI_TABLE(spd_keys);

enum {
    LEVEL = 1,
    NAME = 2,
    KEY_NAME = 1
};

/* ---- characters ---------------------------------------------------------------------------- */

/* Characters that are not seen in a table, or cannot begin its line, stand there under a word. */
static rawi_slice key_of(rawi_slice character) {
    static const char *const words[][2] = {
        {"#", "hash"},      {" ", "space"},     {"\t", "tab"},     {"\n", "newline"},
        {"\u00A0", "nbsp"}, {"\u200C", "zwnj"}, {"\u200D", "zwj"}, {"\u200E", "lrm"},
        {"\u200F", "rlm"},  {"\u061C", "alm"},  {"\u00AD", "shy"}, {"\uFEFF", "bom"},
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (rawi_slice_equal(character, rawi_slice_of(words[i][0])))
            return rawi_slice_of(words[i][1]);
    return character;
}

static spd_level level_named(const char *level) {
    static const char *const names[] = {"none", "some", "most", "all"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(names[i], level) == 0)
            return (spd_level)i;
    return SPD_LEVEL_CHARACTER;
}

bool spd_character_find(rawi_slice character, spd_character *found) {
    ptrdiff_t row = rawi_table_find(&rawi_spd_characters_table, key_of(character));
    if (row < 0)
        return false;
    const char *level = rawi_table_cell(&rawi_spd_characters_table, (size_t)row, LEVEL);
    found->name = rawi_table_cell(&rawi_spd_characters_table, (size_t)row, NAME);
    found->level = level_named(level);
    return true;
}

/* ---- keys ---------------------------------------------------------------------------------- */

/* f5, kp-5: a name and a number. False where it is none. */
static bool add_numbered(rawi_text *text, const char *key) {
    bool function = key[0] == 'f', pad = strncmp(key, "kp-", 3) == 0;
    const char *digits = key + (pad ? 3 : 1);
    if ((!function && !pad) || !*digits || strlen(digits) > 2 ||
        strspn(digits, "0123456789") != strlen(digits))
        return false;
    if (function)
        rawi_text_add_string(text, "إِفْ ");
    rawi_text_add_string(text, digits);
    if (pad)
        rawi_text_add_string(text, "، رَقَمِيّْ");
    return true;
}

void spd_key_add(rawi_text *text, rawi_slice key) {
    char name[32];
    snprintf(name, sizeof name, "%.*s", (int)key.length, key.bytes);
    for (char *byte = name; *byte; byte++)
        *byte = (char)(*byte == ' ' ? '-' : tolower((unsigned char)*byte));
    ptrdiff_t row = rawi_table_find(&rawi_spd_keys_table, rawi_slice_of(name));
    if (row >= 0)
        rawi_text_add_string(text, rawi_table_cell(&rawi_spd_keys_table, (size_t)row, KEY_NAME));
    else if (!add_numbered(text, name))
        rawi_text_add(text, key.bytes, key.length);
}

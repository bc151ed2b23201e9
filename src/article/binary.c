/* File signatures, from the formats' own specifications. */
#include "article/binary.h"

#include "base/error.h"

#include <string.h>

#define PICTURE    N_("is a picture, not text; give the article it belongs to")
#define SOUND      N_("is a sound file already; give the text of an article")
#define PROGRAM    N_("is a program, not text; give a text, Markdown or HTML file")
#define COMPRESSED N_("is compressed; unpack it first")
#define SIGNATURE(text, at, kind)                                                                  \
    { text, sizeof(text) - 1, at, kind }

typedef struct signature {
    const char *bytes;
    size_t length;
    size_t at;
    const char *kind;
} signature;

static const signature signatures[] = {
    SIGNATURE("%PDF-", 0, N_("is a PDF; extract its text first, for instance with pdftotext")),
    SIGNATURE("{\\rtf", 0, N_("is a rich text (RTF) file; save it as plain text or HTML")),
    SIGNATURE("PK\x03\x04", 0,
              N_("is a ZIP archive or an office document; unpack it, or save it as plain text or "
                 "HTML")),
    SIGNATURE("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 0,
              N_("is an office document; save it as plain text or HTML")),
    SIGNATURE("\x1F\x8B", 0, COMPRESSED),
    SIGNATURE("BZh", 0, COMPRESSED),
    SIGNATURE("\xFD"
              "7zXZ\0",
              0, COMPRESSED),
    SIGNATURE("\x28\xB5\x2F\xFD", 0, COMPRESSED),
    SIGNATURE("7z\xBC\xAF\x27\x1C", 0, COMPRESSED),
    SIGNATURE("Rar!\x1A\x07", 0, COMPRESSED),
    SIGNATURE("\x89PNG\r\n\x1A\n", 0, PICTURE),
    SIGNATURE("\xFF\xD8\xFF", 0, PICTURE),
    SIGNATURE("GIF87a", 0, PICTURE),
    SIGNATURE("GIF89a", 0, PICTURE),
    SIGNATURE("WEBP", 8, PICTURE),
    SIGNATURE("ftypavif", 4, PICTURE),
    SIGNATURE("II*\0", 0, PICTURE),
    SIGNATURE("MM\0*", 0, PICTURE),
    SIGNATURE("WAVE", 8, SOUND),
    SIGNATURE("OggS", 0, SOUND),
    SIGNATURE("fLaC", 0, SOUND),
    SIGNATURE("ID3", 0, SOUND),
    SIGNATURE("\xFF\xFB", 0, SOUND),
    SIGNATURE("ftyp", 4, N_("is a film or a sound file; give the text of an article")),
    SIGNATURE("\x1A\x45\xDF\xA3", 0, N_("is a film; give the text of an article")),
    SIGNATURE("\x7F"
              "ELF",
              0, PROGRAM),
    SIGNATURE("MZ\x90\0", 0, PROGRAM),
    SIGNATURE("\xCA\xFE\xBA\xBE", 0, PROGRAM),
    SIGNATURE("SQLite format 3\0", 0, N_("is a database, not text; export the article first")),
};

const char *article_binary_kind(rawi_slice bytes) {
    for (size_t i = 0; i < sizeof signatures / sizeof *signatures; i++) {
        const signature *one = &signatures[i];
        if (bytes.length >= one->at + one->length &&
            memcmp(bytes.bytes + one->at, one->bytes, one->length) == 0)
            return one->kind;
    }
    return NULL;
}

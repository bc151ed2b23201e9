/* Any bytes as a message of the server: its marks ascend, lie inside the text, and have names of
 * one line. The first byte chooses the kind and the settings. */
#include "spd/message.h"

#include <stdlib.h>
#include <string.h>

static void require(bool holds) {
    if (!holds)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static spd_message message;
    if (size < 2 || size > 1 << 16)
        return 0;
    spd_settings settings = spd_settings_default();
    settings.punctuation = (spd_level)(data[0] >> 2 & 3);
    settings.capitals = (spd_capitals)((data[0] >> 4 & 3) % 3);
    settings.spelling = data[0] >> 6 & 1;
    rawi_slice received = {(const char *)data + 1, size - 1};
    require(spd_message_read(&message, (spd_kind)(data[0] & 3), received, &settings));
    size_t before = 0;
    for (size_t i = 0; i < message.mark_count; i++) {
        const spd_mark *mark = &message.marks[i];
        require(mark->offset >= before && mark->offset <= message.text.length);
        require(!mark->name || !strpbrk(mark->name, "\r\n"));
        before = mark->offset;
    }
    require(spd_message_spell(&message, received, 16));
    require(spd_message_number(&message, received));
    return 0;
}

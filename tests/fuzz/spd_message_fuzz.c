/* Any bytes as a message of the server: its marks and turns ascend and lie inside the text, and the
 * marks have names of one line. The first byte chooses the kind and the settings. */
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
    before = 0;
    for (size_t i = 0; i < message.turn_count; i++) {
        const spd_turn *turn = &message.turns[i];
        require(turn->offset >= before && turn->offset <= message.text.length);
        require(turn->manner.rate > 0.0 && turn->manner.gain >= 0.0 && turn->pause <= 10.0);
        before = turn->offset;
    }
    require(spd_message_spell(&message, received, 16));
    require(spd_message_number(&message, received));
    return 0;
}

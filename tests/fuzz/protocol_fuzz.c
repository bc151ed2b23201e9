/* Lines from the socket: whatever they are, each is answered by lines of JSON. */
#include "../listen/fake_session.h"
#include "listen/protocol.h"

#include <assert.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    rawi_session session = {.heard = {.item = 1, .sentence = "جملة", .rate = 1, .volume = 1}};
    rawi_observer observer = {0};
    rawi_text answer = {0};
    rawi_protocol_answer(&session, &observer, (const char *)data, size, &answer);
    assert(!answer.failed && answer.length > 0);
    for (const char *line = answer.bytes; *line;) {
        const char *end = strchr(line, '\n');
        assert(end);
        json_t *object = json_loadb(line, (size_t)(end - line), 0, NULL);
        assert(json_is_object(object));
        json_decref(object);
        line = end + 1;
    }
    rawi_observer_free(&observer);
    rawi_text_free(&answer);
    return 0;
}

/* Characters without a reading. */
#include "arabic/normalize/unread.h"

void rawi_unread_add(rawi_unread *unread, char32_t character, rawi_span where) {
    for (size_t i = 0; i < unread->count; i++)
        if (unread->characters[i] == character)
            return;
    if (!unread->report || unread->count == RAWI_UNREAD_MAX)
        return;
    unread->characters[unread->count++] = character;
    unread->report(unread->user, character, where);
}

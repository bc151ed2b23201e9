/* Writes the small voice to a file: make_tiny_voice FILE */
#include "hts/tiny_voice.h"

int main(int argc, char **argv) {
    if (argc != 2)
        return 2;
    tiny_voice_write(argv[1]);
    return 0;
}

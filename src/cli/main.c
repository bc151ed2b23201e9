/* The rawi command's entry. */
#include "cli/cli.h"

#include <stdio.h>

int main(void) {
    puts("rawi");
    return CLI_OK;
}

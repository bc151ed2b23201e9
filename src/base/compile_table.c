/* compile_table SOURCE.tsv TABLE: turns a table of facts into the binary form of base/table.h.
 * Runs while Rawi is built; a malformed line stops the build with its file and number. */
#include "table_index.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    MOST_COLUMNS = 16
};

typedef struct row {
    char *cells[MOST_COLUMNS];
    size_t line;
} row;

static void stop(const char *file, size_t line, const char *problem) {
    fprintf(stderr, "%s:%zu: %s\n", file, line, problem);
    exit(1);
}

static void *checked(void *memory) {
    if (!memory) {
        fputs("compile_table: out of memory\n", stderr);
        exit(1);
    }
    return memory;
}

static char *read_file(const char *path) {
    FILE *file = fopen(path, "rb");
    if (!file)
        stop(path, 0, "cannot be opened");
    size_t size = 0;
    size_t capacity = 1 << 16;
    char *text = checked(malloc(capacity));
    size_t got;
    while ((got = fread(text + size, 1, capacity - size - 1, file)) > 0) {
        size += got;
        if (capacity - size < 2)
            text = checked(realloc(text, capacity *= 2));
    }
    fclose(file);
    text[size] = '\0';
    return text;
}

static size_t split(char *line, char *cells[MOST_COLUMNS], const char *path, size_t number) {
    size_t count = 0;
    for (char *cell = line; cell; count++) {
        if (count == MOST_COLUMNS)
            stop(path, number, "too many columns");
        cells[count] = cell;
        cell = strchr(cell, '\t');
        if (cell)
            *cell++ = '\0';
    }
    return count;
}

static int by_key_then_line(const void *a, const void *b) {
    const row *x = a;
    const row *y = b;
    int order = strcmp(x->cells[0], y->cells[0]);
    return order ? order : (x->line > y->line) - (x->line < y->line);
}

static void write_u32(FILE *file, size_t value) {
    for (int shift = 0; shift < 32; shift += 8)
        putc((int)(value >> shift & 0xFF), file);
}

/* The index of sorted rows, with at least twice as many slots; `*size` gets their number. */
static uint32_t *make_index(const row *rows, size_t count, size_t *size) {
    *size = 2;
    while (*size < 2 * count)
        *size *= 2;
    uint32_t *slots = checked(calloc(*size, sizeof *slots));
    for (size_t i = 0; i < count; i++) {
        const char *key = rows[i].cells[0];
        if (i && strcmp(rows[i - 1].cells[0], key) == 0)
            continue;
        uint32_t hash = rawi_table_hash(key, strlen(key));
        size_t at = hash & (*size - 1);
        while (slots[at])
            at = (at + 1) & (*size - 1);
        slots[at] = rawi_table_slot(hash, i + 1);
    }
    return slots;
}

static void write_table(const char *path, const row *rows, size_t count, size_t columns) {
    FILE *file = fopen(path, "wb");
    if (!file)
        stop(path, 0, "cannot be written");
    if (count >> RAWI_TABLE_ROW_BITS)
        stop(path, 0, "too many rows");
    size_t slot_count;
    uint32_t *slots = make_index(rows, count, &slot_count);
    write_u32(file, count);
    write_u32(file, columns);
    write_u32(file, slot_count);
    for (size_t i = 0; i < slot_count; i++)
        write_u32(file, slots[i]);
    free(slots);
    size_t offset = 12 + (slot_count + count * columns) * 4;
    for (size_t i = 0; i < count * columns; i++) {
        write_u32(file, offset);
        offset += strlen(rows[i / columns].cells[i % columns]) + 1;
    }
    for (size_t i = 0; i < count * columns; i++) {
        const char *cell = rows[i / columns].cells[i % columns];
        fwrite(cell, 1, strlen(cell) + 1, file);
    }
    if (ferror(file) || fclose(file))
        stop(path, 0, "cannot be written");
}

int main(int argc, char **argv) {
    if (argc != 3) {
        fputs("usage: compile_table SOURCE.tsv TABLE\n", stderr);
        return 2;
    }
    char *text = read_file(argv[1]);
    row *rows = NULL;
    size_t count = 0;
    size_t columns = 0;
    size_t number = 0;
    for (char *line = text; line;) {
        char *next = strchr(line, '\n');
        if (next)
            *next++ = '\0';
        number++;
        if (*line && *line != '#') {
            if ((count & (count - 1)) == 0)
                rows = checked(realloc(rows, (count ? 2 * count : 1) * sizeof *rows));
            rows[count].line = number;
            size_t cells = split(line, rows[count].cells, argv[1], number);
            if (count && cells != columns)
                stop(argv[1], number, "another number of columns than the rows before");
            columns = cells;
            count++;
        }
        line = next;
    }
    if (count)
        qsort(rows, count, sizeof *rows, by_key_then_line);
    write_table(argv[2], rows, count, columns);
    free(rows);
    free(text);
    return 0;
}

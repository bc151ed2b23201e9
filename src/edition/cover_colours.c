/* The palette of covers: deep backgrounds on which the ink has a contrast of more than 7 to 1 and
 * the accent of more than 4.5 (WCAG 2.1), so that a thumbnail can be read. */
#include "edition/cover.h"

static const rawi_cover_colours palette[] = {
    {0x0F3D3E, 0xE2B96F, 0xFBF6EA}, /* teal and brass */
    {0x1F2A5A, 0xF2B880, 0xFAF7F2}, /* indigo and apricot */
    {0x5A1A2B, 0xE8C07D, 0xFCF4EC}, /* burgundy and straw */
    {0x1E4030, 0xD9C27C, 0xF8F6EA}, /* pine and reed */
    {0x14213D, 0xF0A83A, 0xF7F8FB}, /* midnight and amber */
    {0x6B2D1F, 0xF1C79A, 0xFDF5EC}, /* brick and sand */
    {0x3F1F4F, 0xE7B7C8, 0xFBF5FA}, /* plum and rose */
    {0x0B3954, 0x9FD3E6, 0xF3F9FC}, /* sea and sky */
    {0x3B4020, 0xE3C770, 0xFAF8EA}, /* olive and wheat */
    {0x2B2D33, 0xEE9A6B, 0xF8F6F4}, /* slate and coral */
    {0x143B2E, 0xA9D6B8, 0xF3FAF5}, /* cypress and mint */
    {0x4A2C17, 0xE6B87A, 0xFCF5EA}, /* coffee and honey */
};

/* FNV-1a. */
static uint32_t hash(const char *text) {
    uint32_t value = 2166136261U;
    for (; text && *text; text++)
        value = (value ^ (unsigned char)*text) * 16777619U;
    return value;
}

rawi_cover_colours rawi_cover_choose_colours(const char *title) {
    return palette[hash(title) % (sizeof palette / sizeof *palette)];
}

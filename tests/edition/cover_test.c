/* Covers: readable colours, whole pictures of the right size, the title in its place, whatever it
 * is. */
#include "edition/cover.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jpeglib.h>

static const char title[] = "مكتبةُ الحيّ تفتح أبوابها";

/* WCAG 2.1, relative luminance. */
static double luminance(uint32_t colour) {
    const double weights[] = {0.0722, 0.7152, 0.2126};
    double sum = 0;
    for (int i = 0; i < 3; i++) {
        double value = (colour >> 8 * i & 0xFF) / 255.0;
        sum += weights[i] * (value <= 0.03928 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4));
    }
    return sum;
}

static double contrast(uint32_t a, uint32_t b) {
    double one = luminance(a) + 0.05;
    double other = luminance(b) + 0.05;
    return one > other ? one / other : other / one;
}

static void test_contrast(void **state) {
    (void)state;
    size_t different = 0;
    uint32_t seen[64];
    for (int i = 0; i < 500; i++) {
        char text[32];
        snprintf(text, sizeof text, "عنوان %d", i);
        rawi_cover_colours colours = rawi_cover_choose_colours(text);
        double ink = contrast(colours.ink, colours.background);
        double accent = contrast(colours.accent, colours.background);
        if (ink < 7 || accent < 4.5)
            fail_msg("%06X: ink %.1f, accent %.1f", (unsigned)colours.background, ink, accent);
        size_t j = 0;
        while (j < different && seen[j] != colours.background)
            j++;
        if (j == different)
            seen[different++] = colours.background;
        assert_true(different < 64);
    }
    assert_true(different >= 10);
    assert_int_equal(rawi_cover_choose_colours(title).ink, rawi_cover_choose_colours(title).ink);
}

static rawi_picture draw(const rawi_tags *tags, unsigned side) {
    rawi_picture cover;
    rawi_error error = {0};
    rawi_status status = rawi_cover_draw(tags, side, &cover, &error);
    if (status == RAWI_ERROR_ARGUMENT) {
        print_message("%s\n", error.message);
        skip();
    }
    if (status != RAWI_OK)
        fail_msg("%s", error.message);
    assert_int_equal(cover.format, RAWI_PICTURE_JPEG);
    assert_int_equal(cover.width, side);
    assert_int_equal(cover.height, side);
    return cover;
}

/* How much of the picture is nearly as light as ink, in the rows [top, bottom) of its height; the
 * right half and the left half. */
static void measure_ink(const rawi_picture *cover, double top, double bottom, double *right,
                        double *left) {
    struct jpeg_decompress_struct jpeg;
    struct jpeg_error_mgr errors;
    jpeg.err = jpeg_std_error(&errors);
    jpeg_create_decompress(&jpeg);
    jpeg_mem_src(&jpeg, cover->bytes, (unsigned long)cover->size);
    assert_int_equal(jpeg_read_header(&jpeg, TRUE), JPEG_HEADER_OK);
    jpeg.out_color_space = JCS_GRAYSCALE;
    jpeg_start_decompress(&jpeg);
    JSAMPLE *row = calloc(jpeg.output_width, 1);
    assert_non_null(row);
    size_t counts[2] = {0, 0};
    double height = jpeg.output_height;
    while (jpeg.output_scanline < jpeg.output_height) {
        double at = jpeg.output_scanline / height;
        jpeg_read_scanlines(&jpeg, &row, 1);
        for (size_t x = 0; x < jpeg.output_width && at >= top && at < bottom; x++)
            counts[2 * x >= jpeg.output_width] += row[x] > 225;
    }
    free(row);
    jpeg_finish_decompress(&jpeg);
    jpeg_destroy_decompress(&jpeg);
    double all = (bottom - top) * height * height / 2;
    *left = (double)counts[0] / all;
    *right = (double)counts[1] / all;
}

static void test_title_stands_at_the_right(void **state) {
    (void)state;
    double right;
    double left;
    rawi_picture cover = draw(&(rawi_tags){.title = "كتاب"}, 1400);
    measure_ink(&cover, 0.2, 0.8, &right, &left);
    rawi_picture_free(&cover);
    assert_true(right > 0.02);
    assert_true(left < 0.001);
    cover = draw(&(rawi_tags){.title = title}, 1400);
    measure_ink(&cover, 0.2, 0.8, &right, &left);
    assert_true(right > 0.03 && left > 0.01);
    measure_ink(&cover, 0, 0.15, &right, &left);
    assert_true(right < 0.001 && left < 0.001);
    rawi_picture_free(&cover);
}

static void test_sizes(void **state) {
    (void)state;
    const unsigned sides[] = {RAWI_COVER_LEAST, RAWI_COVER_EMBEDDED, RAWI_COVER_FILE};
    for (size_t i = 0; i < sizeof sides / sizeof *sides; i++) {
        rawi_picture cover =
            draw(&(rawi_tags){.title = title, .author = "سلمى الأنصاري", .album = "صحيفة الحيّ"},
                 sides[i]);
        print_message("%u pixels: %zu bytes\n", sides[i], cover.size);
        assert_true(cover.size < 2 << 20);
        rawi_picture_free(&cover);
    }
}

static void test_same_again(void **state) {
    (void)state;
    rawi_picture one = draw(&(rawi_tags){.title = title}, 600);
    rawi_picture other = draw(&(rawi_tags){.title = title}, 600);
    assert_int_equal(one.size, other.size);
    assert_memory_equal(one.bytes, other.bytes, one.size);
    rawi_picture_free(&one);
    rawi_picture_free(&other);
}

static char *repeat(const char *text, size_t count) {
    size_t length = strlen(text);
    char *all = malloc(length * count + 1);
    assert_non_null(all);
    for (size_t i = 0; i < count; i++)
        memcpy(all + i * length, text, length);
    all[length * count] = '\0';
    return all;
}

/* Long titles become smaller and stay in their place. */
static void test_hostile_titles(void **state) {
    (void)state;
    char *const titles[] = {repeat("عنوان طويل جدًّا ", 5000),
                            repeat("كلمة", 25000),
                            repeat("\xFF\xC0", 1000),
                            repeat("👩‍👩‍👧", 50),
                            repeat("\xE2\x80\xAE"
                                   "abc ",
                                   100),
                            repeat("سطر\n", 500),
                            repeat("ً", 5000),
                            repeat("<b>&amp;</b> %s ", 20),
                            repeat("", 0)};
    for (size_t i = 0; i < sizeof titles / sizeof *titles; i++) {
        rawi_tags tags = {.title = titles[i], .author = titles[i], .album = titles[i]};
        rawi_picture cover = draw(&tags, 700);
        double right;
        double left;
        measure_ink(&cover, 0.86, 1, &right, &left);
        if (i < 2)
            assert_true(right < 0.001 && left < 0.001);
        rawi_picture_free(&cover);
        free(titles[i]);
    }
    rawi_picture cover = draw(&(rawi_tags){0}, 700);
    rawi_picture_free(&cover);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_contrast),       cmocka_unit_test(test_title_stands_at_the_right),
        cmocka_unit_test(test_sizes),          cmocka_unit_test(test_same_again),
        cmocka_unit_test(test_hostile_titles),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

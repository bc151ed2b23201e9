/* The cover: a deep background with a pattern of eight-pointed stars that fades in from a corner,
 * the title in bold letters, the album above and the author below it, and a mark of sound. All
 * lengths are parts of the side. */
#include "edition/cover.h"
#include "base/text.h"

#include <math.h>
#include <pango/pangocairo.h>
#include <string.h>
#include <unicode/uchar.h>

static const double margin = 0.085;
static const double title_top = 0.2; /* where the title may stand */
static const double title_bottom = 0.8;
static const double title_largest = 0.17; /* the size of its letters */
static const double title_smallest = 0.042;
static const float title_leading = 0.84F; /* of what the font asks for: Naskh leaves much */
static const double small_size = 0.046;
static const double pattern_cell = 0.125;

static const double pi = 3.14159265358979323846;

/* Fontconfig takes the first that is there, and for letters that it lacks another one. */
static const char title_fonts[] = "Amiri,Noto Naskh Arabic,Noto Sans Arabic,serif Bold";
static const char small_fonts[] = "Amiri,Noto Naskh Arabic,Noto Sans Arabic,serif";

typedef struct cover_canvas {
    cairo_surface_t *surface;
    cairo_t *cairo; /* scaled so that the side is 1 */
    double side;    /* pixels */
    PangoContext *letters;
    rawi_cover_colours colours;
} cover_canvas;

/* ---- colours ------------------------------------------------------------------------------- */

static double part(uint32_t colour, int shift) {
    return (colour >> shift & 0xFF) / 255.0;
}

/* `light` above 1 is nearer to white, below 1 to black. */
static void add_stop(cairo_pattern_t *gradient, double where, uint32_t colour, double light) {
    double white = light > 1 ? light - 1 : 0;
    double kept = light > 1 ? 2 - light : light;
    cairo_pattern_add_color_stop_rgb(gradient, where, part(colour, 16) * kept + white,
                                     part(colour, 8) * kept + white,
                                     part(colour, 0) * kept + white);
}

static void set_colour(const cover_canvas *canvas, uint32_t colour, double opacity) {
    cairo_set_source_rgba(canvas->cairo, part(colour, 16), part(colour, 8), part(colour, 0),
                          opacity);
}

/* ---- ornament ------------------------------------------------------------------------------ */

static void fill_background(const cover_canvas *canvas) {
    cairo_pattern_t *gradient = cairo_pattern_create_linear(1, 0, 0, 1);
    add_stop(gradient, 0, canvas->colours.background, 1.06);
    add_stop(gradient, 1, canvas->colours.background, 0.78);
    cairo_set_source(canvas->cairo, gradient);
    cairo_paint(canvas->cairo);
    cairo_pattern_destroy(gradient);
}

/* Two squares over each other: the khatam of Arab woodwork and tiles. */
static void add_star(cairo_t *cairo, double x, double y, double radius) {
    for (int i = 0; i < 16; i++) {
        double angle = i * pi / 8;
        double reach = i % 2 ? radius * 0.7653668647301796 : radius; /* √(2 − √2) */
        double to_x = x + reach * cos(angle);
        double to_y = y + reach * sin(angle);
        if (i == 0)
            cairo_move_to(cairo, to_x, to_y);
        else
            cairo_line_to(cairo, to_x, to_y);
    }
    cairo_close_path(cairo);
}

/* Stars that touch, with crosses between them, strongest in the lower left corner. */
static void draw_pattern(const cover_canvas *canvas) {
    static const struct {
        double where;
        double opacity;
    } fading[] = {{0, 0.42}, {0.5, 0.14}, {1, 0}};
    cairo_t *cairo = canvas->cairo;
    for (int row = 0; row < 9; row++)
        for (int column = 0; column < 9; column++)
            add_star(cairo, column * pattern_cell, 1 - row * pattern_cell, pattern_cell / 2);
    cairo_pattern_t *fade = cairo_pattern_create_radial(0, 1, 0, 0, 1, 0.95);
    uint32_t colour = canvas->colours.accent;
    for (size_t i = 0; i < sizeof fading / sizeof *fading; i++)
        cairo_pattern_add_color_stop_rgba(fade, fading[i].where, part(colour, 16), part(colour, 8),
                                          part(colour, 0), fading[i].opacity);
    cairo_set_source(cairo, fade);
    cairo_set_line_width(cairo, 0.0022);
    cairo_stroke(cairo);
    cairo_pattern_destroy(fade);
}

/* A bar with round ends around a centre. */
static void add_bar(cairo_t *cairo, double x, double y, double height, double width) {
    double radius = width / 2;
    double reach = height / 2 - radius;
    cairo_new_sub_path(cairo);
    cairo_arc(cairo, x, y - reach, radius, pi, 2 * pi);
    cairo_arc(cairo, x, y + reach, radius, 0, pi);
    cairo_close_path(cairo);
}

/* A few bars of a sound, at the lower left. */
static void draw_sound(const cover_canvas *canvas) {
    static const double heights[] = {0.018, 0.042, 0.07, 0.034, 0.056, 0.026, 0.014};
    for (size_t i = 0; i < sizeof heights / sizeof *heights; i++)
        add_bar(canvas->cairo, margin + 0.008 + (double)i * 0.019, 1 - margin - 0.025, heights[i],
                0.0085);
    set_colour(canvas, canvas->colours.accent, 1);
    cairo_fill(canvas->cairo);
}

/* ---- text ---------------------------------------------------------------------------------- */

static void set_size(PangoLayout *layout, const char *fonts, double size) {
    PangoFontDescription *description = pango_font_description_from_string(fonts);
    pango_font_description_set_absolute_size(description, size * PANGO_SCALE);
    pango_layout_set_font_description(layout, description);
    pango_font_description_free(description);
}

/* How all text is set: from right to left, its forms not bent to the pixels. The fonts are the
 * canvas' own and go with it. */
static PangoContext *new_context(void) {
    PangoFontMap *fonts = pango_cairo_font_map_new();
    PangoContext *context = pango_font_map_create_context(fonts);
    g_object_unref(fonts);
    cairo_font_options_t *options = cairo_font_options_create();
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    pango_cairo_context_set_font_options(context, options);
    cairo_font_options_destroy(options);
    pango_context_set_base_dir(context, PANGO_DIRECTION_RTL);
    pango_context_set_language(context, pango_language_from_string("ar"));
    return context;
}

/* A layout in pixels, `width` being a part of the side. */
static PangoLayout *new_layout(const cover_canvas *canvas, const char *text, double width) {
    PangoLayout *layout = pango_layout_new(canvas->letters);
    pango_layout_set_auto_dir(layout, FALSE);
    pango_layout_set_alignment(layout, PANGO_ALIGN_RIGHT);
    pango_layout_set_text(layout, text, -1);
    pango_layout_set_width(layout, (int)(width * canvas->side * PANGO_SCALE));
    return layout;
}

/* The text without pictographs, which the fonts of letters have not, nor the spaces they leave. */
static const char *drop_pictographs(const char *text, rawi_arena *arena) {
    char *kept = text ? rawi_arena_copy(arena, text, strlen(text)) : NULL;
    size_t length = kept ? strlen(kept) : 0;
    size_t end = 0;
    for (size_t position = 0; position < length;) {
        size_t from = position;
        int32_t character = rawi_next_character(text, length, &position);
        bool drawn = !u_hasBinaryProperty(character, UCHAR_EXTENDED_PICTOGRAPHIC) &&
                     !u_hasBinaryProperty(character, UCHAR_VARIATION_SELECTOR) &&
                     !u_hasBinaryProperty(character, UCHAR_EMOJI_MODIFIER) &&
                     !u_hasBinaryProperty(character, UCHAR_REGIONAL_INDICATOR) &&
                     !(character == ' ' && (end == 0 || kept[end - 1] == ' '));
        if (drawn)
            memmove(kept + end, text + from, position - from);
        end += drawn ? position - from : 0;
    }
    if (kept)
        kept[end] = '\0';
    return kept;
}

static double layout_height(const cover_canvas *canvas, PangoLayout *layout) {
    int height;
    pango_layout_get_size(layout, NULL, &height);
    return (double)height / PANGO_SCALE / canvas->side;
}

/* Whether the text stands in its place without a word cut or standing out. */
static bool fits(const cover_canvas *canvas, PangoLayout *layout) {
    int width;
    pango_layout_get_size(layout, &width, NULL);
    return width <= pango_layout_get_width(layout) &&
           layout_height(canvas, layout) <= title_bottom - title_top;
}

/* The largest letters with which the title stands in its place; where the smallest are too large,
 * its end is cut. */
static void fit_title(const cover_canvas *canvas, PangoLayout *layout) {
    pango_layout_set_line_spacing(layout, title_leading);
    pango_layout_set_wrap(layout, PANGO_WRAP_WORD);
    for (double size = title_largest; size > title_smallest; size *= 0.94) {
        set_size(layout, title_fonts, size * canvas->side);
        if (fits(canvas, layout))
            return;
    }
    pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
    pango_layout_set_ellipsize(layout, PANGO_ELLIPSIZE_END);
    pango_layout_set_height(layout, (int)((title_bottom - title_top) * canvas->side * PANGO_SCALE));
}

/* Makes the lines as even as they can be: no narrower place holds them in as few. */
static void balance(PangoLayout *layout) {
    const int lines = pango_layout_get_line_count(layout);
    const int widest = pango_layout_get_width(layout);
    if (lines == 1 || pango_layout_is_ellipsized(layout))
        return;
    int width = widest;
    for (int next = widest; next > widest / 2; next -= widest / 50) {
        int needed;
        pango_layout_set_width(layout, next);
        pango_layout_get_size(layout, &needed, NULL);
        if (pango_layout_get_line_count(layout) > lines || needed > next)
            break;
        width = next;
    }
    pango_layout_set_width(layout, width);
}

/* Shows a layout whose right edge is at the margin. */
static void show(const cover_canvas *canvas, PangoLayout *layout, double top) {
    double width = (double)pango_layout_get_width(layout) / PANGO_SCALE;
    cairo_save(canvas->cairo);
    cairo_scale(canvas->cairo, 1 / canvas->side, 1 / canvas->side);
    cairo_move_to(canvas->cairo, (1 - margin) * canvas->side - width, top * canvas->side);
    pango_cairo_show_layout(canvas->cairo, layout);
    cairo_restore(canvas->cairo);
}

/* The title, in the middle of its place, with a stroke of colour above it. */
static void draw_title(const cover_canvas *canvas, const char *title) {
    PangoLayout *layout = new_layout(canvas, title, 1 - 2 * margin);
    fit_title(canvas, layout);
    balance(layout);
    double height = layout_height(canvas, layout);
    double top = title_top + (title_bottom - title_top - height) / 2;
    set_colour(canvas, canvas->colours.ink, 1);
    show(canvas, layout, top);
    g_object_unref(layout);
    set_colour(canvas, canvas->colours.accent, 1);
    cairo_rectangle(canvas->cairo, 1 - margin - 0.11, top - 0.022, 0.11, 0.011);
    cairo_fill(canvas->cairo);
}

/* One line of small letters around a height. */
static void draw_small(const cover_canvas *canvas, const char *text, double width, double middle) {
    PangoLayout *layout = new_layout(canvas, text, width);
    set_size(layout, small_fonts, small_size * canvas->side);
    pango_layout_set_single_paragraph_mode(layout, TRUE);
    pango_layout_set_ellipsize(layout, PANGO_ELLIPSIZE_END);
    set_colour(canvas, canvas->colours.accent, 1);
    show(canvas, layout, middle - layout_height(canvas, layout) / 2);
    g_object_unref(layout);
}

static bool has_arabic_font(const cover_canvas *canvas) {
    PangoLayout *layout = new_layout(canvas, "راوي", 1);
    set_size(layout, title_fonts, small_size * canvas->side);
    bool has = pango_layout_get_unknown_glyphs_count(layout) == 0;
    g_object_unref(layout);
    return has;
}

/* ---- the picture --------------------------------------------------------------------------- */

static bool is_something(const char *text) {
    return text && *text;
}

static rawi_status draw(const cover_canvas *canvas, const rawi_tags *tags, rawi_arena *arena,
                        rawi_error *error) {
    const char *title = drop_pictographs(tags->title ? tags->title : tags->album, arena);
    const char *album = tags->title ? drop_pictographs(tags->album, arena) : NULL;
    const char *author = drop_pictographs(tags->author, arena);
    if (!has_arabic_font(canvas))
        return rawi_fail(error, RAWI_ERROR_DATA,
                         _("no font here has the letters of the title; install one (Debian: "
                           "fonts-hosny-amiri), or give a picture with --cover FILE"));
    fill_background(canvas);
    draw_pattern(canvas);
    draw_sound(canvas);
    if (is_something(title))
        draw_title(canvas, title);
    if (is_something(album))
        draw_small(canvas, album, 1 - 2 * margin, margin + 0.025);
    if (is_something(author))
        draw_small(canvas, author, 1 - 2 * margin - 0.18, 1 - margin - 0.025);
    return RAWI_OK;
}

static rawi_status encode(const cover_canvas *canvas, rawi_picture *cover, rawi_error *error) {
    unsigned side = (unsigned)canvas->side;
    cairo_surface_flush(canvas->surface);
    cairo_status_t problem = cairo_status(canvas->cairo);
    if (problem != CAIRO_STATUS_SUCCESS)
        return rawi_fail(error, RAWI_ERROR_DATA, _("the cover cannot be drawn: %s"),
                         cairo_status_to_string(problem));
    const void *pixels = cairo_image_surface_get_data(canvas->surface);
    return rawi_picture_encode(
        pixels, side, side, (size_t)cairo_image_surface_get_stride(canvas->surface), cover, error);
}

rawi_status rawi_cover_draw(const rawi_tags *tags, unsigned side, rawi_picture *cover,
                            rawi_error *error) {
    *cover = (rawi_picture){0};
    rawi_arena arena = {0};
    rawi_tags clean;
    rawi_status status = rawi_tags_clean(tags, &arena, &clean, error);
    if (status == RAWI_OK) {
        cover_canvas canvas = {
            .surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)side, (int)side),
            .side = side,
            .colours = rawi_cover_choose_colours(clean.title)};
        canvas.letters = new_context();
        canvas.cairo = cairo_create(canvas.surface);
        cairo_scale(canvas.cairo, side, side);
        status = draw(&canvas, &clean, &arena, error);
        if (status == RAWI_OK)
            status = encode(&canvas, cover, error);
        g_object_unref(canvas.letters);
        cairo_destroy(canvas.cairo);
        cairo_surface_destroy(canvas.surface);
    }
    rawi_arena_free(&arena);
    return status;
}

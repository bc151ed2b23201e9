/* Pictures by libjpeg and libpng. */
#include "audio/picture.h"

#include <errno.h>
#include <fcntl.h>
#include <png.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <jpeglib.h> /* needs stdio.h before it */

enum {
    JPEG_QUALITY = 90,
    JPEG_SCANS_MOST = 100 /* honest progressive files have about ten; each costs a pass */
};

/* ---- JPEG ---------------------------------------------------------------------------------- */

/* libjpeg reports through these, and leaves by longjmp. */
typedef struct jpeg_trouble {
    struct jpeg_error_mgr manager;
    jmp_buf leave;
    char message[JMSG_LENGTH_MAX];
} jpeg_trouble;

static void jpeg_fail(j_common_ptr jpeg) {
    jpeg_trouble *trouble = (jpeg_trouble *)jpeg->err;
    jpeg->err->format_message(jpeg, trouble->message);
    longjmp(trouble->leave, 1);
}

/* A warning is damage that libjpeg would paint over. */
static void jpeg_warn(j_common_ptr jpeg, int level) {
    if (level < 0)
        jpeg_fail(jpeg);
}

static struct jpeg_error_mgr *catch_trouble(jpeg_trouble *trouble) {
    jpeg_std_error(&trouble->manager);
    trouble->manager.error_exit = jpeg_fail;
    trouble->manager.emit_message = jpeg_warn;
    return &trouble->manager;
}

static void limit_scans(j_common_ptr jpeg) {
    jpeg_trouble *trouble = (jpeg_trouble *)jpeg->err;
    if (((j_decompress_ptr)jpeg)->input_scan_number > JPEG_SCANS_MOST) {
        snprintf(trouble->message, sizeof trouble->message, "more than %d scans", JPEG_SCANS_MOST);
        longjmp(trouble->leave, 1);
    }
}

static bool fits(unsigned long width, unsigned long height) {
    return width >= 1 && height >= 1 && width <= RAWI_PICTURE_SIDE_MOST &&
           height <= RAWI_PICTURE_SIDE_MOST;
}

/* Decodes row by row; leaves by longjmp where the picture is broken. */
static void decode_jpeg(j_decompress_ptr jpeg, rawi_picture *picture) {
    jpeg_mem_src(jpeg, picture->bytes, (unsigned long)picture->size);
    jpeg_read_header(jpeg, TRUE);
    picture->width = jpeg->image_width;
    picture->height = jpeg->image_height;
    if (!fits(picture->width, picture->height))
        return;
    jpeg->out_color_space = jpeg->num_components == 1 ? JCS_GRAYSCALE : JCS_RGB;
    jpeg_start_decompress(jpeg);
    JSAMPARRAY row =
        jpeg->mem->alloc_sarray((j_common_ptr)jpeg, JPOOL_IMAGE,
                                jpeg->output_width * (JDIMENSION)jpeg->output_components, 1);
    while (jpeg->output_scanline < jpeg->output_height)
        jpeg_read_scanlines(jpeg, row, 1);
    jpeg_finish_decompress(jpeg);
}

static bool check_jpeg(rawi_picture *picture, char *problem, size_t size) {
    struct jpeg_decompress_struct jpeg = {0};
    struct jpeg_progress_mgr progress = {.progress_monitor = limit_scans};
    jpeg_trouble trouble = {0};
    jpeg.err = catch_trouble(&trouble);
    if (setjmp(trouble.leave) == 0) {
        jpeg_create_decompress(&jpeg);
        jpeg.progress = &progress;
        decode_jpeg(&jpeg, picture);
    } else {
        snprintf(problem, size, "%s", trouble.message);
    }
    jpeg_destroy_decompress(&jpeg);
    return !*problem;
}

/* One row at a time, 0x00RRGGBB to three bytes. */
static void encode_jpeg(j_compress_ptr jpeg, const uint32_t *pixels, size_t stride,
                        unsigned char **bytes, unsigned long *size) {
    jpeg_mem_dest(jpeg, bytes, size);
    jpeg->input_components = 3;
    jpeg->in_color_space = JCS_RGB;
    jpeg_set_defaults(jpeg);
    jpeg_set_quality(jpeg, JPEG_QUALITY, TRUE);
    for (int i = 0; i < 3; i++) /* letters keep sharp edges where colours are not made coarser */
        jpeg->comp_info[i].h_samp_factor = jpeg->comp_info[i].v_samp_factor = 1;
    jpeg_start_compress(jpeg, TRUE);
    JSAMPARRAY row =
        jpeg->mem->alloc_sarray((j_common_ptr)jpeg, JPOOL_IMAGE, jpeg->image_width * 3, 1);
    while (jpeg->next_scanline < jpeg->image_height) {
        const char *line = (const char *)pixels + jpeg->next_scanline * stride;
        for (size_t x = 0; x < jpeg->image_width; x++) {
            uint32_t pixel = ((const uint32_t *)(const void *)line)[x];
            row[0][3 * x] = (JSAMPLE)(pixel >> 16);
            row[0][3 * x + 1] = (JSAMPLE)(pixel >> 8);
            row[0][3 * x + 2] = (JSAMPLE)pixel;
        }
        jpeg_write_scanlines(jpeg, row, 1);
    }
    jpeg_finish_compress(jpeg);
}

rawi_status rawi_picture_encode(const uint32_t *pixels, unsigned width, unsigned height,
                                size_t stride, rawi_picture *picture, rawi_error *error) {
    struct jpeg_compress_struct jpeg = {0};
    jpeg_trouble trouble = {0};
    jpeg.err = catch_trouble(&trouble);
    struct {
        unsigned char *bytes;
        unsigned long size;
    } *made = calloc(1, sizeof *made); /* what longjmp may not lose */
    if (!made)
        return rawi_fail_memory(error);
    rawi_status status = RAWI_OK;
    if (setjmp(trouble.leave) == 0) {
        jpeg_create_compress(&jpeg);
        jpeg.image_width = width;
        jpeg.image_height = height;
        encode_jpeg(&jpeg, pixels, stride, &made->bytes, &made->size);
        *picture = (rawi_picture){.bytes = made->bytes,
                                  .size = made->size,
                                  .format = RAWI_PICTURE_JPEG,
                                  .width = width,
                                  .height = height};
    } else {
        free(made->bytes);
        status = rawi_fail(error, RAWI_ERROR_DATA, _("the picture cannot be encoded: %s"),
                           trouble.message);
    }
    jpeg_destroy_compress(&jpeg);
    free(made);
    return status;
}

/* ---- PNG ----------------------------------------------------------------------------------- */

static bool check_png(rawi_picture *picture, char *problem, size_t size) {
    png_image png = {.version = PNG_IMAGE_VERSION};
    unsigned char *pixels = NULL;
    bool whole = png_image_begin_read_from_memory(&png, picture->bytes, picture->size) != 0;
    picture->width = png.width;
    picture->height = png.height;
    if (whole && fits(png.width, png.height)) {
        png.format = PNG_FORMAT_RGB;
        pixels = malloc(PNG_IMAGE_SIZE(png));
        const png_color background = {255, 255, 255};
        whole = pixels && png_image_finish_read(&png, &background, pixels, 0, NULL) != 0;
    }
    if (!whole || png.warning_or_error)
        snprintf(problem, size, "%s", png.message);
    whole = whole && !png.warning_or_error;
    free(pixels);
    png_image_free(&png);
    return whole;
}

/* ---- both ---------------------------------------------------------------------------------- */

static rawi_status check(const char *path, rawi_picture *picture, rawi_error *error) {
    static const unsigned char jpeg_start[] = {0xFF, 0xD8, 0xFF};
    static const unsigned char png_start[] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
    char problem[256] = "";
    bool whole = false;
    if (picture->size > sizeof png_start &&
        memcmp(picture->bytes, jpeg_start, sizeof jpeg_start) == 0) {
        picture->format = RAWI_PICTURE_JPEG;
        whole = check_jpeg(picture, problem, sizeof problem);
    } else if (picture->size > sizeof png_start &&
               memcmp(picture->bytes, png_start, sizeof png_start) == 0) {
        picture->format = RAWI_PICTURE_PNG;
        whole = check_png(picture, problem, sizeof problem);
    } else {
        return rawi_fail(error, RAWI_ERROR_INPUT, _("%s is neither a JPEG nor a PNG picture"),
                         path);
    }
    if (!whole)
        return rawi_fail(error, RAWI_ERROR_INPUT, _("%s is a broken picture: %s"), path, problem);
    if (!fits(picture->width, picture->height))
        return rawi_fail(error, RAWI_ERROR_INPUT,
                         _("%s has %u × %u pixels; a cover has %d a side at most"), path,
                         picture->width, picture->height, RAWI_PICTURE_SIDE_MOST);
    return RAWI_OK;
}

static rawi_status read_all(int fd, const char *path, rawi_picture *picture, rawi_error *error) {
    struct stat status;
    if (fstat(fd, &status) != 0)
        return rawi_fail(error, RAWI_ERROR_IO, _("%s cannot be read: %s"), path,
                         rawi_reason(errno));
    if (!S_ISREG(status.st_mode))
        return rawi_fail(error, RAWI_ERROR_IO, _("%s is no file"), path);
    if (status.st_size > RAWI_PICTURE_SIZE_MOST)
        return rawi_fail(error, RAWI_ERROR_INPUT, _("%s is larger than %d MB; take a smaller one"),
                         path, RAWI_PICTURE_SIZE_MOST >> 20);
    size_t size = (size_t)status.st_size;
    picture->bytes = malloc(size + 1);
    if (!picture->bytes)
        return rawi_fail_memory(error);
    while (picture->size < size) {
        ssize_t got = read(fd, picture->bytes + picture->size, size - picture->size);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return rawi_fail(error, RAWI_ERROR_IO, _("%s cannot be read: %s"), path,
                             rawi_reason(errno));
        if (got == 0)
            break;
        picture->size += (size_t)got;
    }
    return RAWI_OK;
}

rawi_status rawi_picture_open(const char *path, rawi_picture *picture, rawi_error *error) {
    *picture = (rawi_picture){0};
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0)
        return rawi_fail(error, RAWI_ERROR_IO, _("%s cannot be read: %s"), path,
                         rawi_reason(errno));
    rawi_status status = read_all(fd, path, picture, error);
    close(fd);
    if (status == RAWI_OK)
        status = check(path, picture, error);
    if (status != RAWI_OK)
        rawi_picture_free(picture);
    return status;
}

const char *rawi_picture_type(const rawi_picture *picture) {
    return picture->format == RAWI_PICTURE_PNG ? "image/png" : "image/jpeg";
}

void rawi_picture_free(rawi_picture *picture) {
    free(picture->bytes);
    *picture = (rawi_picture){0};
}

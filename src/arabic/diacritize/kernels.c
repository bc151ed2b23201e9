/* Matrix products in portable C, with AVX2 and with AVX-512 VNNI.
 *
 * A tile of 16 outputs lies together, four inputs of each side by side, which is what VNNI
 * multiplies in one instruction. AVX2 widens to 16 bits: its own 8-bit product (vpmaddubsw)
 * saturates. */
#include "arabic/diacritize/kernels.h"

#include <string.h>

enum {
    TILE = RAWI_OUTPUT_TILE,
    STEP = 4,   /* inputs side by side */
    CHUNK = 512 /* inputs worked on together in portable C */
};

static bool always(void) {
    return true;
}

/* 16-bit numbers, whose products compilers know how to vectorize. */
static int32_t sum_of_products(const int16_t *a, const int16_t *b, size_t count) {
    int32_t sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += a[i] * b[i];
    return sum;
}

/* Inputs [0, count) of a tile's weights, output by output. */
static void unpack(const int8_t *weights, size_t count, int16_t unpacked[TILE][CHUNK]) {
    for (size_t k = 0; k < count; k++)
        for (size_t o = 0; o < TILE; o++)
            unpacked[o][k] = weights[k / STEP * STEP * TILE + o * STEP + k % STEP];
}

static void multiply_portable(const rawi_layer *layer, const uint8_t *activations, size_t stride,
                              size_t rows, bool add, int32_t *sums) {
    int16_t weights[TILE][CHUNK];
    int16_t row[CHUNK];
    for (size_t tile = 0; tile < layer->outputs; tile += TILE)
        for (size_t k = 0; k < layer->inputs; k += CHUNK) {
            size_t count = layer->inputs - k < CHUNK ? layer->inputs - k : CHUNK;
            unpack(layer->weights + tile * layer->inputs + k * TILE, count, weights);
            for (size_t r = 0; r < rows; r++) {
                for (size_t i = 0; i < count; i++)
                    row[i] = activations[r * stride + k + i];
                int32_t *out = sums + r * layer->outputs + tile;
                for (size_t o = 0; o < TILE; o++) {
                    int32_t before = add || k > 0 ? out[o] : 0;
                    out[o] = before + sum_of_products(row, weights[o], count);
                }
            }
        }
}

#if defined(__x86_64__)
#include <immintrin.h>

enum {
    AVX2_ROWS = 3,
    VNNI_ROWS = 8
};

static bool has_avx2(void) {
    return __builtin_cpu_supports("avx2");
}

static bool has_vnni(void) {
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vnni");
}

/* Four activations as 16-bit numbers, four times over. */
__attribute__((target("avx2"))) static inline __m256i widen_four(const uint8_t *a) {
    int32_t four;
    memcpy(&four, a, sizeof four);
    return _mm256_broadcastq_epi64(_mm_cvtepu8_epi16(_mm_cvtsi32_si128(four)));
}

/* One tile for `rows` (at most AVX2_ROWS) rows. Each accumulator holds two halves of four outputs.
 */
__attribute__((target("avx2"), always_inline)) static inline void
tile_avx2(const int8_t *weights, size_t inputs, const uint8_t *a, size_t stride, size_t rows,
          bool add, int32_t *out, size_t out_stride) {
    __m256i total[AVX2_ROWS][4];
    for (size_t r = 0; r < rows; r++)
        for (size_t q = 0; q < 4; q++)
            total[r][q] = _mm256_setzero_si256();
    for (size_t k = 0; k < inputs; k += STEP) {
        __m256i x[AVX2_ROWS];
        for (size_t r = 0; r < rows; r++)
            x[r] = widen_four(a + r * stride + k);
        for (size_t q = 0; q < 4; q++) {
            const void *quarter = weights + k * TILE + q * TILE;
            __m256i w = _mm256_cvtepi8_epi16(_mm_loadu_si128(quarter));
            for (size_t r = 0; r < rows; r++)
                total[r][q] = _mm256_add_epi32(total[r][q], _mm256_madd_epi16(w, x[r]));
        }
    }
    for (size_t r = 0; r < rows; r++)
        for (size_t q = 0; q < 4; q += 2) {
            __m256i pairs = _mm256_hadd_epi32(total[r][q], total[r][q + 1]);
            __m256i *to = (__m256i *)(void *)(out + r * out_stride + q * 4);
            pairs = _mm256_permute4x64_epi64(pairs, _MM_SHUFFLE(3, 1, 2, 0));
            if (add)
                pairs = _mm256_add_epi32(pairs, _mm256_loadu_si256(to));
            _mm256_storeu_si256(to, pairs);
        }
}

__attribute__((target("avx2"))) static void multiply_avx2(const rawi_layer *layer,
                                                          const uint8_t *activations, size_t stride,
                                                          size_t rows, bool add, int32_t *sums) {
    for (size_t tile = 0; tile < layer->outputs; tile += TILE) {
        const int8_t *weights = layer->weights + tile * layer->inputs;
        int32_t *out = sums + tile;
        size_t row = 0;
        for (; row + AVX2_ROWS <= rows; row += AVX2_ROWS)
            tile_avx2(weights, layer->inputs, activations + row * stride, stride, AVX2_ROWS, add,
                      out + row * layer->outputs, layer->outputs);
        for (; row < rows; row++)
            tile_avx2(weights, layer->inputs, activations + row * stride, stride, 1, add,
                      out + row * layer->outputs, layer->outputs);
    }
}

/* Two tiles (or one) for `rows` (at most VNNI_ROWS) rows. */
__attribute__((target("avx512f,avx512vnni"), always_inline)) static inline void
tile_vnni(const int8_t *weights, size_t tiles, size_t inputs, const uint8_t *a, size_t stride,
          size_t rows, bool add, int32_t *out, size_t out_stride) {
    __m512i total[VNNI_ROWS][2];
    for (size_t r = 0; r < rows; r++)
        for (size_t t = 0; t < tiles; t++)
            total[r][t] =
                add ? _mm512_loadu_si512(out + r * out_stride + t * TILE) : _mm512_setzero_si512();
    for (size_t k = 0; k < inputs; k += STEP) {
        __m512i w[2];
        for (size_t t = 0; t < tiles; t++)
            w[t] = _mm512_loadu_si512(weights + t * TILE * inputs + k * TILE);
        for (size_t r = 0; r < rows; r++) {
            int32_t four;
            memcpy(&four, a + r * stride + k, sizeof four);
            __m512i x = _mm512_set1_epi32(four);
            for (size_t t = 0; t < tiles; t++)
                total[r][t] = _mm512_dpbusd_epi32(total[r][t], x, w[t]);
        }
    }
    for (size_t r = 0; r < rows; r++)
        for (size_t t = 0; t < tiles; t++)
            _mm512_storeu_si512(out + r * out_stride + t * TILE, total[r][t]);
}

__attribute__((target("avx512f,avx512vnni"), always_inline)) static inline void
rows_vnni(const rawi_layer *layer, size_t tile, size_t tiles, const uint8_t *activations,
          size_t stride, size_t rows, bool add, int32_t *sums) {
    const int8_t *weights = layer->weights + tile * layer->inputs;
    int32_t *out = sums + tile;
    size_t row = 0;
    for (; row + VNNI_ROWS <= rows; row += VNNI_ROWS)
        tile_vnni(weights, tiles, layer->inputs, activations + row * stride, stride, VNNI_ROWS, add,
                  out + row * layer->outputs, layer->outputs);
    for (; row < rows; row++)
        tile_vnni(weights, tiles, layer->inputs, activations + row * stride, stride, 1, add,
                  out + row * layer->outputs, layer->outputs);
}

__attribute__((target("avx512f,avx512vnni"))) static void multiply_vnni(const rawi_layer *layer,
                                                                        const uint8_t *activations,
                                                                        size_t stride, size_t rows,
                                                                        bool add, int32_t *sums) {
    size_t tile = 0;
    for (; tile + 2 * TILE <= layer->outputs; tile += 2 * TILE)
        rows_vnni(layer, tile, 2, activations, stride, rows, add, sums);
    if (tile < layer->outputs)
        rows_vnni(layer, tile, 1, activations, stride, rows, add, sums);
}
#endif

const rawi_kernel rawi_kernels[] = {
#if defined(__x86_64__)
    {"avx512-vnni", has_vnni, multiply_vnni},
    {"avx2", has_avx2, multiply_avx2},
#endif
    {"portable", always, multiply_portable},
};

const size_t rawi_kernel_count = sizeof rawi_kernels / sizeof *rawi_kernels;

const rawi_kernel *rawi_best_kernel(void) {
    size_t i = 0;
    while (!rawi_kernels[i].is_supported())
        i++;
    return &rawi_kernels[i];
}

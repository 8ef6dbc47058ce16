/* The coders of zlib, brotli and zstd, each in one call from memory to memory: their streaming
 * interfaces are macros and state that Swift need not see.
 *
 * Each writes at most `*count` bytes to `to`, states how many in `*count`, and returns whether all of
 * the input went through. Sizes stay below 4 GiB, which is what zlib counts in.
 */
#pragma once
#include <brotli/decode.h>
#include <brotli/encode.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <zlib.h>
#include <zstd.h>

/* 32 KiB of window, and the header and trailer of RFC 1952. */
enum { CODER_GZIP_WINDOW = 15 + 16 };

static inline bool coder_gzip_encode(
    const void *from, size_t from_count, void *to, size_t *count, int level) {
  z_stream stream = {0};
  if (deflateInit2(
          &stream, level, Z_DEFLATED, CODER_GZIP_WINDOW, 8, Z_DEFAULT_STRATEGY) != Z_OK)
    return false;
  stream.next_in = (Bytef *)from;
  stream.avail_in = (uInt)from_count;
  stream.next_out = (Bytef *)to;
  stream.avail_out = (uInt)*count;
  int result = deflate(&stream, Z_FINISH);
  *count = stream.total_out;
  deflateEnd(&stream);
  return result == Z_STREAM_END;
}

/* A file may have several members (RFC 1952 section 2.2). */
static inline bool coder_gzip_decode(
    const void *from, size_t from_count, void *to, size_t *count) {
  z_stream stream = {0};
  if (inflateInit2(&stream, CODER_GZIP_WINDOW) != Z_OK) return false;
  stream.next_in = (Bytef *)from;
  stream.avail_in = (uInt)from_count;
  stream.next_out = (Bytef *)to;
  stream.avail_out = (uInt)*count;
  int result;
  do {
    result = inflate(&stream, Z_FINISH);
  } while (
      result == Z_STREAM_END && stream.avail_in > 0 && inflateReset(&stream) == Z_OK);
  *count = (size_t)((uint8_t *)stream.next_out - (uint8_t *)to);
  inflateEnd(&stream);
  return result == Z_STREAM_END && stream.avail_in == 0;
}

static inline bool coder_brotli_encode(
    const void *from, size_t from_count, void *to, size_t *count, int quality) {
  return BrotliEncoderCompress(
             quality, BROTLI_DEFAULT_WINDOW, BROTLI_MODE_GENERIC, from_count,
             (const uint8_t *)from, count, (uint8_t *)to) == BROTLI_TRUE;
}

static inline bool coder_brotli_decode(
    const void *from, size_t from_count, void *to, size_t *count) {
  BrotliDecoderState *state = BrotliDecoderCreateInstance(NULL, NULL, NULL);
  if (state == NULL) return false;
  const uint8_t *next_in = (const uint8_t *)from;
  uint8_t *next_out = (uint8_t *)to;
  size_t left = *count;
  BrotliDecoderResult result = BrotliDecoderDecompressStream(
      state, &from_count, &next_in, &left, &next_out, NULL);
  BrotliDecoderDestroyInstance(state);
  *count -= left;
  /* What stands behind the end of the stream is none. */
  return result == BROTLI_DECODER_RESULT_SUCCESS && from_count == 0;
}

static inline bool coder_zstd_encode(
    const void *from, size_t from_count, void *to, size_t *count, int level) {
  size_t result = ZSTD_compress(to, *count, from, from_count, level);
  if (ZSTD_isError(result)) return false;
  *count = result;
  return true;
}

static inline bool coder_zstd_decode(
    const void *from, size_t from_count, void *to, size_t *count) {
  size_t result = ZSTD_decompress(to, *count, from, from_count);
  /* Nothing at all would be no frames, which decode to nothing. */
  if (from_count == 0 || ZSTD_isError(result)) return false;
  *count = result;
  return true;
}

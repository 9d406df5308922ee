package dev.culvert.magics.printopts;

import java.lang.reflect.Array;
import java.util.Optional;
import java.util.stream.BaseStream;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * What a stream of primitives began with; the stream is used up.
 *
 * @param values an array of primitives
 * @param isAll whether the stream ended there
 */
record StreamHead(Object values, boolean isAll) {

  /** How far an endless stream is read. */
  static final int MOST = 1_000_000;

  /** Reads a stream; empty when it is one of objects, or was read before. */
  static Optional<StreamHead> of(BaseStream<?, ?> stream) {
    return limited(stream)
        .map(StreamHead::toArray)
        .map(values -> new StreamHead(values, Array.getLength(values) <= MOST));
  }

  private static Optional<BaseStream<?, ?>> limited(BaseStream<?, ?> stream) {
    try {
      if (stream instanceof IntStream ints) {
        return Optional.of(ints.sequential().limit(MOST + 1));
      } else if (stream instanceof LongStream longs) {
        return Optional.of(longs.sequential().limit(MOST + 1));
      } else if (stream instanceof DoubleStream doubles) {
        return Optional.of(doubles.sequential().limit(MOST + 1));
      }
      return Optional.empty();
    } catch (IllegalStateException readBefore) {
      return Optional.empty();
    }
  }

  private static Object toArray(BaseStream<?, ?> stream) {
    if (stream instanceof IntStream ints) {
      return ints.toArray();
    }
    return stream instanceof LongStream longs ? longs.toArray() : ((DoubleStream) stream).toArray();
  }
}

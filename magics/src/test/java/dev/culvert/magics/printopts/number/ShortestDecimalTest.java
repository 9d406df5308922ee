package dev.culvert.magics.printopts.number;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShortestDecimalTest {

  private static final int DOUBLE_DIGITS = 17;
  private static final int FLOAT_DIGITS = 9;

  @ParameterizedTest
  @CsvSource({
    "2.0E-3, 0.002",
    "2.2250738585072014E-308, 2.2250738585072014E-308",
    "4.9E-324, 5E-324",
    "9007199254740993, 9007199254740992",
    "1.0E23, 1E+23",
    "2.0E23, 2E+23",
    "2.2E-322, 2.2E-322",
    "1.7976931348623157E308, 1.7976931348623157E+308",
    "5.684341886080802E-14, 5.684341886080802E-14",
    "0, 0"
  })
  void knownNumbersHaveTheirFewestDigits(double value, BigDecimal shortest) {
    assertThat(ShortestDecimal.of(value)).isEqualByComparingTo(shortest);
  }

  @Test
  void digitsOfDoublesAreTheFewestAndTheClosest() {
    Random random = new Random(1);
    DoubleStream anyBits =
        random.longs(100_000).mapToDouble(Double::longBitsToDouble).filter(Double::isFinite);
    DoubleStream powers =
        DoubleStream.iterate(Double.MIN_VALUE, v -> v <= Double.MAX_VALUE / 2, v -> v * 2);
    DoubleStream neighbours =
        DoubleStream.iterate(1e-300, v -> v < 1e300, v -> v * 10)
            .flatMap(v -> DoubleStream.of(v, Math.nextUp(v), Math.nextDown(v)));
    Stream.of(anyBits, powers, neighbours)
        .flatMapToDouble(values -> values)
        .forEach(ShortestDecimalTest::checkDouble);
  }

  @Test
  void digitsOfFloatsAreTheFewestAndTheClosest() {
    new Random(2)
        .ints(100_000)
        .mapToObj(Float::intBitsToFloat)
        .filter(Float::isFinite)
        .forEach(ShortestDecimalTest::checkFloat);
    for (float power = Float.MIN_VALUE; power <= Float.MAX_VALUE / 2; power *= 2) {
      checkFloat(power);
    }
  }

  private static void checkDouble(double value) {
    double size = Math.abs(value);
    BigDecimal expected =
        search(new BigDecimal(size), DOUBLE_DIGITS, text -> text.doubleValue() == size);
    assertThat(ShortestDecimal.of(value)).as("%s", value).isEqualByComparingTo(expected);
  }

  private static void checkFloat(float value) {
    float size = Math.abs(value);
    BigDecimal expected =
        search(new BigDecimal(size), FLOAT_DIGITS, text -> text.floatValue() == size);
    assertThat(ShortestDecimal.of(value)).as("%s", value).isEqualByComparingTo(expected);
  }

  /** Tries all numbers of digits, the decimals below and above the exact value. */
  private static BigDecimal search(BigDecimal exact, int most, Predicate<BigDecimal> readsBack) {
    for (int digits = 1; digits <= most && exact.signum() != 0; digits++) {
      BigDecimal closest = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
      BigDecimal below = exact.round(new MathContext(digits, RoundingMode.DOWN));
      BigDecimal above = exact.round(new MathContext(digits, RoundingMode.UP));
      for (BigDecimal candidate : new BigDecimal[] {closest, below, above}) {
        if (readsBack.test(candidate)) {
          return candidate;
        }
      }
    }
    return exact;
  }
}

package dev.culvert.magics.timing.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culvert.api.MagicCall;
import dev.culvert.magics.internal.RecordingNotebook;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimingTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0.00 ns",
    "12.34, 12.3 ns",
    "999.4, 999 ns",
    "999.6, 1.00 µs",
    "123456, 123 µs",
    "9994999, 9.99 ms",
    "1500000000, 1.50 s",
    "59900000000, 59.9 s",
    "61000000000, 1 min 1 s"
  })
  void durationsHaveThreeDigitsAndAUnit(double nanos, String text) {
    assertThat(Durations.text(nanos)).isEqualTo(text);
  }

  @Test
  void theLineIsThatOfIPython() {
    assertThat(new Timing(new double[] {1_000, 3_000}, 100_000))
        .hasToString("2.00 µs ± 1.00 µs per loop (mean ± std. dev. of 2 runs, 100,000 loops each)");
    assertThat(new Timing(new double[] {5e6}, 1))
        .hasToString("5.00 ms ± 0.00 ns per loop (mean ± std. dev. of 1 run, 1 loop each)");
  }

  @Test
  void codeRunsAsOftenAsItIsTold() throws Exception {
    AtomicInteger runs = new AtomicInteger();

    run(runs::incrementAndGet, "-n", "5", "-r", "3", "--warmup", "0");

    assertThat(runs).hasValue(1 + 3 * 5);
  }

  @Test
  void whatTheCodeThrowsIsThrown() {
    Callable<?> wrong =
        () -> {
          throw new IllegalStateException("of the code");
        };

    assertThatThrownBy(() -> run(wrong)).hasMessage("of the code");
  }

  @Test
  void badNumbersAndMissingCodeAreNamed() {
    assertThatThrownBy(() -> run(() -> 1, "-r", "0"))
        .hasMessage(
            "%timeit: -n and --warmup take 0 or more, -r takes 1 or more. See %timeit --help.");
    assertThatThrownBy(() -> run(null))
        .hasMessage("the Java code is missing: write it on the same line, or below %%.");
  }

  private static void run(Callable<?> code, String... options) throws Exception {
    List<Object> values = Arrays.asList(new Object[options.length + 1]);
    values.set(options.length, code);
    List<String> words = new java.util.ArrayList<>(List.of(options));
    words.add("code");
    new TimeitMagic().run(new MagicCall(words, values, "", null, new RecordingNotebook()));
  }
}

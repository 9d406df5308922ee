package dev.culvert.it;

import dev.culvert.testkit.LeakCheck;
import dev.culvert.testkit.TestKernel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the C library buffers for native code stands in the cell that had it printed. */
@ExtendWith(LeakCheck.class)
@Timeout(120)
class NativeOutputInCulvertTest {

  private static final String PRINTF =
      """
      interface C extends com.sun.jna.Library { int printf(String format, Object... values); }
      var c = com.sun.jna.Native.load("c", C.class);
      """;

  @Test
  void alsoInTheFirstCellAndAtOnceAfterIt() {
    try (TestKernel kernel = BuiltKernel.start()) {
      kernel
          .execute(
              "%classpath "
                  + BuiltKernel.FOLDER.resolve("private/jna-5.17.0.jar")
                  + "\n"
                  + PRINTF
                  + "int written = c.printf(\"first %d \", 1);")
          .stdout("first 1 ")
          .ok();
      kernel.execute("System.out.print(\"java \"); written").stdout("java ").result("8").ok();
      kernel.execute("written = c.printf(\"third\\n\");").stdout("third\n").ok();
      kernel.execute("1 + 1").result("2").ok();
    }
  }
}

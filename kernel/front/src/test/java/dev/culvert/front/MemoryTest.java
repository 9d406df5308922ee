package dev.culvert.front;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culvert.testkit.Cell;
import dev.culvert.testkit.LeakCheck;
import dev.culvert.testkit.TestKernel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What cells use of a small worker's memory: it comes back, and its end is an ordinary error. */
@ExtendWith({JShellIndexer.class, LeakCheck.OfClass.class})
class MemoryTest {

  @RegisterExtension
  static final SharedKernel KERNEL =
      new SharedKernel("-Xmx96m", "-XX:MaxMetaspaceSize=28m", "-XX:+UseSerialGC");

  private final TestKernel kernel = KERNEL.client();

  @Test
  void aVariableThatIsDeclaredAgainLetsItsOldValueGo() {
    for (int i = 0; i < 20; i++) {
      kernel.execute("byte[] data = new byte[20 << 20]; data.length").result("20971520").ok();
    }
    kernel.execute("int size() { return data.length; }").ok();
    for (int i = 0; i < 10; i++) {
      kernel.execute("var data = new byte[20 << 20];").ok();
      kernel.execute("size()").result("20971520").ok();
    }
    kernel.execute("data = null;").ok();
  }

  @Test
  void classesOfPastCellsAreUnloaded() {
    kernel.execute("import java.lang.management.*;").ok();
    String loaded = "System.gc(); ManagementFactory.getClassLoadingMXBean().getLoadedClassCount()";
    for (int i = 0; i < 10; i++) {
      oneOfMany(i);
    }
    int before = Integer.parseInt(kernel.execute(loaded).value());
    for (int i = 0; i < 50; i++) {
      oneOfMany(i);
    }
    assertThat(Integer.parseInt(kernel.execute(loaded).value()))
        .isBetween(before - 50, before + 50);
  }

  /** With a lambda in the variable, too: without, its class would be redefined. */
  private void oneOfMany(int i) {
    kernel
        .execute(
            "var list = Stream.of("
                + i
                + ", 2).filter(n -> n >= 0).toList(); list.stream().map(n -> n + 1).findFirst().get()")
        .result(Integer.toString(i + 1))
        .ok();
  }

  @Test
  void aThreadOfAnOlderCellKeepsTheVariableItUsed() {
    kernel.execute("var gate = new CountDownLatch(1); var word = new String[] {\"first\"};").ok();
    Cell older =
        kernel.execute(
            "Thread waiting = new Thread(() -> {\n"
                + "  try { gate.await(); System.out.println(word[0]); }\n"
                + "  catch (InterruptedException e) { System.out.println(e); }\n"
                + "}); waiting.start();");
    older.ok();
    kernel.execute("var opened = gate; var word = new int[] {2};").ok();
    kernel.execute("System.gc(); opened.countDown(); word[0]").result("2").ok();
    older.eventuallyStdout("first\n");
  }

  @Test
  void aFullHeapIsAnOrdinaryError() {
    kernel.execute("int kept = 42;").ok();
    kernel
        .execute("var all = new ArrayList<byte[]>(); while (true) all.add(new byte[1 << 20]);")
        .error("OutOfMemoryError", "Java heap space");
    kernel.execute("all = null; kept").result("42").ok();
  }

  @Test
  void aHeapThatIsFullToTheLastByteIsAnOrdinaryError() {
    kernel.execute("int kept = 42; Object[] chain = null;").ok();
    kernel
        .execute("while (true) chain = new Object[] {chain};")
        .error("OutOfMemoryError", "Java heap space");
    kernel.execute("chain = null; kept").result("42").ok();
  }

  @Test
  void noMoreClassesIsAnOrdinaryError() {
    kernel.execute("int kept = 42;").ok();
    kernel
        .execute(
            "{ var proxies = new ArrayList<Object>();\n"
                + "while (true) proxies.add(java.lang.reflect.Proxy.newProxyInstance(\n"
                + "    new URLClassLoader(new URL[0]), new Class<?>[] {Runnable.class}, (p, m, a) ->"
                + " null)); }")
        .error("OutOfMemoryError", "Metaspace");
    kernel.execute("kept").result("42").ok();
  }

  @Test
  void noMoreThreadsIsAnOrdinaryError() {
    Cell cell = kernel.execute("new Thread(null, () -> {}, \"huge\", 1L << 46).start();");
    assertThat(cell.stdout(cell.written("stdout")).reply().content().get("ename"))
        .isEqualTo("OutOfMemoryError");
    assertThat(cell.reply().content().get("evalue").toString())
        .startsWith("unable to create native thread");
    kernel.execute("1 + 1").result("2").ok();
  }

  @Test
  void endlessRecursionIsAnOrdinaryError() {
    kernel.execute("int kept = 42; int deeper(int n) { return deeper(n + 1) + 1; }").ok();
    Cell cell = kernel.execute("deeper(0)");
    assertThat(cell.reply().content().get("ename")).isEqualTo("StackOverflowError");
    kernel.execute("kept").result("42").ok();
  }
}

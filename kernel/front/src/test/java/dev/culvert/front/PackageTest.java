package dev.culvert.front;

import dev.culvert.testkit.LeakCheck;
import dev.culvert.testkit.TestKernel;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** All cells are one package: what one declares without a modifier, every other may use. */
@ExtendWith({JShellIndexer.class, LeakCheck.OfClass.class})
class PackageTest {

  @RegisterExtension static final SharedKernel KERNEL = new SharedKernel();

  private final TestKernel kernel = KERNEL.client();

  @BeforeAll
  static void start() {
    TestKernel kernel = KERNEL.client();
    kernel
        .execute(
            "class Counter {\n"
                + "  int value; static int made;\n"
                + "  Counter(int value) { this.value = value; made++; }\n"
                + "  int next() { return ++value; }\n"
                + "  protected int twice() { return 2 * value; }\n"
                + "  class Part { int of() { return value; } }\n"
                + "  interface Rule { int apply(int n); }\n"
                + "  static class Open { String hook() { return \"base\"; } String call() { return hook(); } }\n"
                + "}")
        .ok();
  }

  @Test
  void statementsAndVariablesUseMembersWithoutModifier() {
    kernel.execute("var c = new Counter(4);").ok();
    kernel.execute("c.value + c.next() + c.twice()").result("19").ok();
    kernel.execute("int total = c.value + c.twice(); total").result("15").ok();
    kernel.execute("c.new Part().of()").result("5").ok();
  }

  @Test
  void anAnonymousClassOverridesAMethodWithoutModifier() {
    kernel
        .execute("new Counter.Open() { @Override String hook() { return \"mine\"; } }.call()")
        .result("mine")
        .ok();
    kernel.execute("var open = new Counter.Open() { String hook() { return \"kept\"; } };").ok();
    kernel.execute("open.call()").result("kept").ok();
  }

  @Test
  void aLambdaIsOfANestedInterface() {
    kernel.execute("Counter.Rule rule = n -> n + 1; rule.apply(1)").result("2").ok();
    kernel.execute("((Counter.Rule) n -> n + 2).apply(1)").result("3").ok();
  }

  @Test
  void membersAreFoundByName() {
    kernel
        .execute("var c = new Counter(4); Counter.class.getDeclaredField(\"value\").getInt(c)")
        .result("4")
        .ok();
    kernel
        .execute(
            "import java.lang.invoke.*;\n"
                + "VarHandle VALUE = MethodHandles.lookup().findVarHandle(Counter.class, \"value\","
                + " int.class);\n"
                + "VALUE.getAndAdd(new Counter(7), 1)")
        .result("7")
        .ok();
    kernel
        .execute(
            "import java.util.concurrent.atomic.*; class Cas { volatile int n; }\n"
                + "var updater = AtomicIntegerFieldUpdater.newUpdater(Cas.class, \"n\");\n"
                + "updater.incrementAndGet(new Cas())")
        .result("1")
        .ok();
  }

  @Test
  void aSealedInterfaceAndItsRecordsStandInSeveralCells() {
    kernel
        .execute(
            "sealed interface Shape permits Circle, Square {}\n"
                + "record Circle(double r) implements Shape {}\n"
                + "record Square(double a) implements Shape {}")
        .ok();
    kernel.execute("Shape shape = new Square(2);").ok();
    kernel
        .execute("double area(Shape s) { return s instanceof Square q ? q.a() * q.a() : 0; }")
        .ok();
    kernel.execute("area(shape)").result("4.0").ok();
    kernel.execute("enum Level { LOW { int n() { return 1; } }; abstract int n(); }").ok();
    kernel.execute("Level.LOW.n()").result("1").ok();
  }

  @Test
  void aClassUsesAVariableThatIsDeclaredAgain() {
    kernel.execute("int shared = 1; class Reader { int read() { return shared; } }").ok();
    kernel.execute("new Reader().read()").result("1").ok();
    kernel.execute("int shared = 2;").ok();
    kernel.execute("new Reader().read() + shared").result("4").ok();
  }
}

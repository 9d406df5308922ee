package dev.culvert.front;

import static org.assertj.core.api.Assertions.assertThat;

import dev.culvert.testkit.Cell;
import dev.culvert.testkit.LeakCheck;
import dev.culvert.testkit.TestKernel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a notebook holds when a cell is changed and run again: as much as Java can keep of it. */
@ExtendWith({JShellIndexer.class, LeakCheck.OfClass.class})
class RedeclarationTest {

  @RegisterExtension static final SharedKernel KERNEL = new SharedKernel();

  private final TestKernel kernel = KERNEL.client();

  @Test
  void whatUsesAVariableKeepsItsObjectsAndItsState() {
    kernel.execute("int rate = 2;").ok();
    kernel
        .execute("class Account { static int made; int n = ++made; int pay() { return rate; } }")
        .ok();
    kernel.execute("var account = new Account(); int twice = rate * 2;").ok();
    kernel.execute("int rate = 3;").stderr("").ok();
    kernel.execute("account.pay() + \" \" + Account.made + \" \" + twice").result("3 1 4").ok();
  }

  @Test
  void objectsGetTheNewCodeOfTheirClass() {
    kernel.execute("class Dog { String says() { return \"woof\"; } }").ok();
    kernel.execute("var dog = new Dog(); List<Dog> kennel = List.of(dog);").ok();
    kernel.execute("class Dog { String says() { return \"wuff\"; } }").stderr("").ok();
    kernel.execute("dog.says() + kennel.get(0).says()").result("wuffwuff").ok();
    kernel.execute("String dogs() { return \"a dog\"; }").ok();
    kernel.execute("java.util.function.Supplier<String> asked = () -> dogs();").ok();
    kernel.execute("String dogs() { return \"two dogs\"; }").stderr("").ok();
    kernel.execute("asked.get()").result("two dogs").ok();
  }

  @Test
  void newCodeMayUseWhatTheOldDidNot() {
    kernel
        .execute("int price() { return 1; } int base = 5; int doubled(int n) { return 2 * n; }")
        .ok();
    kernel.execute("class Cart { int total() { return price(); } } Cart cart = new Cart();").ok();
    kernel.execute("int price() { return doubled(base); }").stderr("").ok();
    kernel.execute("cart.total()").result("10").ok();
    kernel.execute("int base = 6;").stderr("").ok();
    kernel.execute("cart.total()").result("12").ok();
    kernel.execute("int price() { return base; }").stderr("").ok();
    kernel.execute("cart.total()").result("6").ok();
    kernel.execute("class Cart { int total() { return -price() + base; } }").stderr("").ok();
    kernel.execute("cart.total()").result("0").ok();
  }

  @Test
  void aVariableThatWasMadeOfAnotherKeepsItsValueWhenTheOtherBecomesSomethingElse() {
    kernel
        .execute("var first = 1; String second = \"=\" + first; var third = second.length();")
        .ok();
    kernel.execute("var first = \"one\";").stderr("").ok();
    kernel.execute("first + second + third").result("one=12").ok();
    kernel.execute("class Box { int size = 1; } Box box = new Box(); int size = box.size;").ok();
    kernel
        .execute("class Box { int size, weight; }")
        .stderr("box lost its value: what it was declared with has changed. Declare it again.\n")
        .ok();
    kernel.execute("box + \" \" + size").result("null 1").ok();
  }

  @Test
  void aVariableThatKeptItsValueMayBecomeSomethingElseBeforeAnyCodeRuns() {
    kernel.execute("class Crate { public int size = 1; } var volume = new Crate().size;").ok();
    kernel.execute("class Crate { public int size, weight; }").stderr("").ok(); // runs nothing
    kernel.execute("String volume = \"large\";").ok();
    kernel.execute("volume").result("large").ok();
  }

  @Test
  void aMagicSeesTheValueThatWasKept() {
    kernel.execute("var base = 1; int x = (\"\" + base).length();").ok();
    kernel.execute("var base = \"one\";").stderr("").ok();
    kernel.execute("%echo x").result("[x] x=1").ok();
  }

  @Test
  void codeThatMayStillRunElsewhereStaysAsItWas() {
    kernel.execute("java.util.function.Supplier<String> says = () -> \"old\";").ok();
    kernel.execute("var kept = says;").ok();
    kernel.execute("java.util.function.Supplier<String> says = () -> \"new\";").stderr("").ok();
    kernel.execute("kept.get() + says.get()").result("oldnew").ok();
  }

  @Test
  void aVariableWithoutAnInitialiserBeginsAnew() {
    kernel.execute("int count = 5; int seen = count;").ok();
    kernel.execute("int count;").stderr("").ok();
    kernel.execute("count + \" \" + seen").result("0 5").ok();
    kernel.execute("count = 7;").ok();
    kernel.execute("int count = 1 / 0;").error("ArithmeticException", "/ by zero");
    kernel.execute("count").result("7").ok();
  }

  @Test
  void aNewWorkerHasTheNewestCode() {
    kernel.execute("class Cat { String says() { return \"meow\"; } }").ok();
    kernel.execute("new Cat().says()").result("meow").ok();
    kernel.execute("class Cat { String says() { return \"miau\"; } }").ok();
    kernel.execute("Runtime.getRuntime().halt(1);");
    kernel.execute("new Cat().says()").result("miau").ok();
    kernel.execute("var cat = new Cat();").ok();
    kernel.execute("class Cat { String says() { return \"mjau\"; } }").stderr("").ok();
    kernel.execute("cat.says()").result("mjau").ok();
  }

  @Test
  void whereNobodyMayAttachWhatLosesItsValueIsNamed() {
    try (InProcessKernel own = new InProcessKernel("-XX:+DisableAttachMechanism")) {
      TestKernel kernel = own.client();
      kernel.execute("int rate = 2; class Account { int pay() { return rate; } }").ok();
      kernel.execute("Account account = new Account(); int twice = rate * 2;").ok();
      kernel
          .execute("int rate = 3;")
          .stderr(
              "account lost its value: what it was declared with has changed. Declare it again.\n")
          .ok();
      kernel.execute("new Account().pay() + \" \" + twice").result("3 4").ok();
    }
  }

  @Test
  void errorsShowTheNewLines() {
    kernel.execute("class Bomb { int go() { return 1; } } var bomb = new Bomb();").ok();
    kernel
        .execute(
            "class Bomb {\n  int go() {\n    throw new IllegalStateException(\"bang\");\n  }\n}")
        .ok();
    Cell cell = kernel.execute("bomb.go()");
    cell.error("IllegalStateException", "bang");
    assertThat(cell.reply().content().get("traceback").toString())
        .contains("throw new IllegalStateException(\"bang\");");
  }
}

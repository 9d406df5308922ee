package dev.culvert.it;

import dev.culvert.testkit.LeakCheck;
import dev.culvert.testkit.TestKernel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What a cell declares runs in a JVM of its own, which prints into the cell. */
@ExtendWith(LeakCheck.class)
@Timeout(120)
class ForkInCulvertTest {

  private static TestKernel kernel;

  @BeforeAll
  static void start() {
    kernel = BuiltKernel.start();
    kernel
        .execute(
            """
            import dev.culvert.magics.child.*;
            record Book(String title) implements Serializable {}
            class Shop { List<Book> books = new ArrayList<>(); }
            int factor = 7;
            var books = List.of(new Book("Anna"));
            var shop = new Shop();
            int times(int n) { return n * factor; }
            class Job {
              public static void main(String[] args) throws Exception {
                System.out.println("job " + String.join("+", args) + " " + times(6));
                new ProcessBuilder("echo", "and its child").inheritIO().start().waitFor();
                System.exit(3);
              }
            }
            class NoJob {}
            """)
        .ok();
  }

  @AfterAll
  static void end() {
    if (kernel != null) {
      kernel.close();
    }
  }

  @Test
  void aLambdaSeesTheNotebooksVariablesAsTheyAre() {
    kernel.execute("factor = 8;").ok();
    kernel
        .execute("Fork.call(() -> { System.out.println(books); return times(6) + factor; })")
        .stdout("[Book[title=Anna]]\n")
        .result("56")
        .ok();
    kernel.execute("factor = 7; Fork.lambda(() -> { factor = 1; }).run(); factor").result("7").ok();
  }

  @Test
  void anObjectOfACellsClassComesBack() {
    kernel
        .execute("Book back = Fork.call(() -> new Book(\"Emma\")); back")
        .result("Book[title=Emma]")
        .ok();
  }

  @Test
  void aClassOfACellRunsWithItsArgumentsAndCanExit() {
    kernel
        .execute("Fork.mainClass(Job.class).args(\"a\", \"b\").heap(\"32m\").run().code()")
        .stdout("job a+b 42\nand its child\n")
        .result("3")
        .ok();
  }

  @Test
  void theMagicRunsAClassOfACellByItsName() {
    kernel
        .execute("var exit = %child java --heap 32m Job a b")
        .stdout("job a+b 42\nand its child\n")
        .ok();
    kernel.execute("exit.code()").result("3").ok();
    kernel
        .execute("%child java NoJob")
        .error(
            "ChildError",
            "%child java: class NoJob has no method public static void main(String[] args).");
  }

  @Test
  void whatWasAddedToTheClassPathIsOnTheChilds(@TempDir Path folder) throws Exception {
    Files.writeString(folder.resolve("added.txt"), "found");
    kernel.execute("%classpath " + folder).result("[" + folder + "]").ok();

    kernel
        .execute(
            "Fork.call(() -> new String(ClassLoader.getSystemResourceAsStream(\"added.txt\")"
                + ".readAllBytes()))")
        .result("found")
        .ok();
  }

  @Test
  void whatCannotGoAlongIsNamed() {
    kernel
        .execute("Fork.call(() -> shop.books.size())")
        .error(
            "IllegalArgumentException",
            "the variable shop cannot go to the child: Shop is not Serializable. Let the class"
                + " implement java.io.Serializable, or make the object within the task");
    kernel
        .execute("Fork.mainClass(NoJob.class)")
        .error(
            "IllegalArgumentException",
            "class NoJob has no method public static void main(String[] args)");
    kernel.execute("Fork.call(() -> { throw new IllegalStateException(\"no way\"); })").of("error");
    kernel.execute("1 + 1").result("2").ok();
  }
}

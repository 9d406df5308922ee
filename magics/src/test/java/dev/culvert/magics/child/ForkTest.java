package dev.culvert.magics.child;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every child here is a real JVM. */
@Timeout(60)
class ForkTest {

  private final List<String> out = Collections.synchronizedList(new ArrayList<>());
  private final List<String> err = Collections.synchronizedList(new ArrayList<>());

  private Fork child(String... args) {
    return Fork.mainClass(Programs.class.getName()).args(args).onLine(out::add, err::add);
  }

  @Test
  void linesOfBothStreamsArriveWithTheExitCode() throws Exception {
    Exit exit = child("speak", "äöü €").run();

    assertThat(out).containsExactly("out äöü €", "last word without line break");
    assertThat(err).containsExactly("err äöü €");
    assertThat(exit.code()).isEqualTo(3);
    assertThat(exit.succeeded()).isFalse();
    assertThat(exit.signal()).isEmpty();
    assertThat(exit.toString())
        .matches(
            "dev\\.culvert\\.magics\\.child\\.Programs \\(pid "
                + exit.pid()
                + "\\) ended with exit 3 after \\d+\\.\\d\\d s");
  }

  @Test
  void argumentsHeapOptionsAndEnvironmentReachTheChild() throws Exception {
    Exit exit =
        child("settings", "two words", "")
            .heap("48m")
            .jvm("-Dcolour=blue")
            .env("CULVERT_TEST", "yes and no")
            .run();

    assertThat(exit.succeeded()).isTrue();
    assertThat(out)
        .containsExactly(
            "args [settings, two words, ]", "heap 48", "colour blue", "env yes and no");
  }

  @Test
  void aChildThatFillsBothPipesIsNotBlocked() throws Exception {
    Exit exit = child("flood").run();

    assertThat(exit.succeeded()).isTrue();
    assertThat(out).hasSize(50_000).last().isEqualTo("out 49999");
    assertThat(err).hasSize(50_000).last().isEqualTo("err 49999");
  }

  @Test
  void linesArriveWhileTheChildStillRuns() throws Exception {
    CompletableFuture<String> first = new CompletableFuture<>();
    Child child =
        Fork.mainClass(Programs.class.getName()).args("hang").onLine(first::complete).start();
    try {
      assertThat(first.get(30, TimeUnit.SECONDS)).isEqualTo("hanging");
      assertThat(child.isAlive()).isTrue();
    } finally {
      child.kill();
    }
    assertThat(child.waitFor().signal()).hasValue(9);
  }

  @Test
  void theLineBeforeAKillIsKept() throws Exception {
    Exit exit = child("kill-self").run();

    assertThat(out).containsExactly("before the kill");
    assertThat(exit.code()).isEqualTo(137);
    assertThat(exit.toString())
        .contains("ended with exit 137, killed by signal 9 (KILL, by someone or by the system");
  }

  @Test
  void anInheritingChildPrintsWhereThisProcessPrints() throws Exception {
    // A JVM between, whose descriptors are ours to read.
    Exit exit = child("inherit").run();

    assertThat(exit.succeeded()).isTrue();
    assertThat(out)
        .containsExactly("parent before", "out x", "last word without line breakparent after 3");
    assertThat(err).containsExactly("err x");
  }

  @Test
  void aTimeoutKillsTheChildAndItsChildren() throws Exception {
    Exit exit = child("grandchild").timeout(Duration.ofSeconds(5)).run();

    assertThat(exit.timedOut()).isTrue();
    assertThat(exit.toString()).contains("ran too long and was killed after");
    assertThat(out).as("the grandchild's pid").hasSize(1);
    assertGone(Long.parseLong(out.get(0)));
  }

  @Test
  void killEndsTheWholeTree() throws Exception {
    CompletableFuture<String> pid = new CompletableFuture<>();
    Child child =
        Fork.mainClass(Programs.class.getName()).args("grandchild").onLine(pid::complete).start();
    long grandchild = Long.parseLong(pid.get(30, TimeUnit.SECONDS));

    child.kill();

    assertThat(child.waitFor().signal()).hasValue(9);
    assertGone(grandchild);
    child.kill(); // harmless when it has ended
  }

  @Test
  void anInterruptEndsTheWaitAndTheChild() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    CompletableFuture<Throwable> ended = new CompletableFuture<>();
    List<Long> pids = Collections.synchronizedList(new ArrayList<>());
    Thread waiting =
        new Thread(
            () -> {
              try {
                Fork.mainClass(Programs.class.getName())
                    .args("hang", "pid")
                    .onLine(
                        line -> {
                          pids.add(Long.parseLong(line));
                          running.countDown();
                        })
                    .run();
                ended.complete(null);
              } catch (Exception e) {
                ended.complete(e);
              }
            });
    waiting.start();
    assertThat(running.await(30, TimeUnit.SECONDS)).isTrue();

    waiting.interrupt();

    assertThat(ended.get(30, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
    assertGone(pids.get(0));
  }

  @Test
  void aGrandchildThatKeepsThePipeOpenDoesNotKeepTheWaitForever() throws Exception {
    Exit exit = child("orphan").timeout(Duration.ofSeconds(30)).run();

    assertThat(exit.succeeded()).isTrue();
    assertThat(out).first().asString().startsWith("orphan ");
    ProcessHandle.of(Long.parseLong(out.get(0).substring(7))).ifPresent(ProcessTree::kill);
  }

  @Test
  void aConsumerThatFailsDoesNotBlockTheChildAndIsReported() throws Exception {
    Fork fork =
        Fork.mainClass(Programs.class.getName())
            .args("flood")
            .onLine(
                line -> {
                  throw new IllegalArgumentException("no good: " + line);
                },
                err::add);

    assertThatThrownBy(fork::run)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("no good: out 0");
    assertThat(err).hasSize(50_000);
  }

  @Test
  void aLineWithoutEndIsHandedOutInPieces() throws Exception {
    Exit exit = child("endless-line").run();

    assertThat(exit.succeeded()).isTrue();
    assertThat(out).hasSize(4);
    assertThat(out.stream().mapToLong(String::length).sum())
        .isEqualTo(3L * LinePump.LONGEST_LINE + 7);
  }

  @Test
  void aClassThatIsNotThereIsNamedByTheChild() throws Exception {
    Exit exit = Fork.mainClass("no.such.Program").onLine(out::add, err::add).run();

    assertThat(exit.code()).isEqualTo(1);
    assertThat(err).first().isEqualTo("Error: Could not find or load main class no.such.Program");
  }

  @Test
  void aSourceFileIsCompiledAndRun(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("Greet.java");
    Files.writeString(
        file,
        """
        public class Greet {
          public static void main(String[] args) {
            System.out.println("Grüße, " + String.join("+", args));
          }
        }
        """,
        StandardCharsets.UTF_8);

    Exit exit = Fork.source(file).args("a", "b").onLine(out::add, err::add).run();

    assertThat(exit.succeeded()).as(String.join("\n", err)).isTrue();
    assertThat(out).containsExactly("Grüße, a+b");
    assertThat(exit.program()).isEqualTo(file.toString());
  }

  @Test
  void aClassPathEntryOfTheCallerIsSearchedFirst(@TempDir Path folder) throws Exception {
    Files.writeString(folder.resolve("fork-test.txt"), "found");

    child("resource", "fork-test.txt").classPath(folder).run();

    assertThat(out).containsExactly("found");
  }

  @Test
  void whatCannotBeStartedSaysWhy(@TempDir Path folder) {
    assertThatThrownBy(() -> Fork.mainClass("a b"))
        .hasMessage("'a b' is not the name of a class; give one as com.example.Main");
    assertThatThrownBy(() -> Fork.source(folder.resolve("No.java")))
        .hasMessage("source file " + folder.resolve("No.java") + " does not exist");
    assertThatThrownBy(() -> Fork.mainClass("a.B").heap("lots"))
        .hasMessage("'lots' is not a heap size; give a number and k, m or g, as 256m");
    assertThatThrownBy(() -> Fork.mainClass("a.B").javaHome(folder).start())
        .isInstanceOf(IOException.class)
        .hasMessage("cannot start a.B: no java in " + folder + " (is it a JDK's folder?)");
    assertThatThrownBy(() -> Fork.mainClass("a.B").directory(folder.resolve("gone")).start())
        .isInstanceOf(IOException.class)
        .hasMessage("cannot start a.B: no folder " + folder.resolve("gone"));
    assertThatThrownBy(() -> Fork.mainClass("a.B").timeout(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aLambdaRunsInTheChildAndItsValueComesBack() throws Exception {
    long here = ProcessHandle.current().pid();
    List<String> words = List.of("a", "b");

    Exit exit =
        Fork.lambda(
                () -> {
                  System.out.println("words " + words);
                  return ProcessHandle.current().pid();
                })
            .heap("64m")
            .onLine(out::add, err::add)
            .run();

    assertThat(exit.succeeded()).as(exit + " " + err).isTrue();
    long there = exit.value();
    assertThat(there).isNotEqualTo(here);
    assertThat(out).containsExactly("words [a, b]");
    assertThat(Fork.call(() -> 6 * 7)).isEqualTo(42);
  }

  @Test
  void whatALambdaThrowsIsTheReason() throws Exception {
    Exit exit =
        Fork.lambda(
                () -> {
                  throw new IllegalStateException("no way");
                })
            .onLine(out::add, err::add)
            .run();

    assertThat(exit.code()).isEqualTo(1);
    assertThat(exit.reason()).hasValue("java.lang.IllegalStateException: no way");
    assertThat(err.get(0))
        .isEqualTo("Exception in thread \"main\" java.lang.IllegalStateException: no way");
    assertThat(err).noneMatch(line -> line.contains("TaskMain"));
    assertThatThrownBy(exit::value)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(exit.toString())
        .hasMessageEndingWith(": java.lang.IllegalStateException: no way");
  }

  @Test
  void whatCannotGoToTheChildOrComeBackIsNamed() throws Exception {
    Object lock = new Object();
    assertThatThrownBy(() -> Fork.lambda(() -> System.out.println(lock)).start())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the task cannot go to the child: java.lang.Object is not Serializable. Let the class"
                + " implement java.io.Serializable, or make the object within the task");

    Exit exit = Fork.lambda(() -> new Object()).onLine(out::add, err::add).run();
    assertThat(exit.code()).isEqualTo(1);
    assertThat(exit.reason())
        .hasValue("its result cannot come back: java.lang.Object is not Serializable");
  }

  @Test
  void aChildThatFailsSaysWhyInWords() throws Exception {
    Exit missing = Fork.mainClass("no.such.Program").onLine(out::add).run();
    assertThat(missing.reason()).hasValue("class no.such.Program was not found on its class path");
    Exit noMain = Fork.mainClass(LinePump.class.getName()).onLine(out::add).run();
    assertThat(noMain.reason())
        .hasValue("class dev.culvert.magics.child.LinePump has no main method");
    Exit memory = child("hoard").heap("16m").run();
    assertThat(memory.reason())
        .hasValue("it ran out of memory, Java heap space; give it more with heap");
    assertThat(memory.toString()).startsWith(Programs.class.getName()).endsWith("with heap");
    Exit own = child("exit", "1").run();
    assertThat(own.reason()).as("a program that ends so by itself").isEmpty();

    assertThatThrownBy(() -> Fork.mainClass(LinePump.class))
        .hasMessage(
            "class dev.culvert.magics.child.LinePump has no method public static void"
                + " main(String[] args)");
  }

  @Test
  void everyWayToStartGivesTheSameOutputAndExit() throws Exception {
    assertThat(Fork.startMethods()).contains("posix_spawn", "fork");
    for (String method : Fork.startMethods()) {
      out.clear();
      Exit exit = child("speak", method).startMethod(method).run();
      assertThat(exit.code()).as(method).isEqualTo(3);
      assertThat(out).containsExactly("out " + method, "last word without line break");
      out.clear();
      assertThat(child("kill-self").startMethod(method).run().signal()).as(method).hasValue(9);
      assertThat(out).containsExactly("before the kill");
    }
    assertThatThrownBy(() -> child().startMethod("clone"))
        .hasMessage(
            "'clone' is no way to start a process here; this JDK has " + Fork.startMethods());
  }

  @Test
  void nothingIsLeftInTheTemporaryFolder() throws Exception {
    String before = forkFolders();
    Fork.lambda(() -> 1).run();
    assertThat(forkFolders()).isEqualTo(before);
  }

  private static String forkFolders() throws IOException {
    try (var files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return files
          .map(Path::toString)
          .filter(name -> name.contains("culvert-fork-"))
          .sorted()
          .collect(Collectors.joining("\n"));
    }
  }

  @Test
  void noThreadIsLeft() throws Exception {
    Exit exit = child("speak", "x").run();

    assertThat(
            Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .collect(Collectors.toList()))
        .noneMatch(name -> name.startsWith("child-" + exit.pid()));
  }

  /** Waits for the end of a process that was told to end. */
  private static void assertGone(long pid) throws Exception {
    var handle = ProcessHandle.of(pid);
    if (handle.isPresent()) {
      handle.get().onExit().get(30, TimeUnit.SECONDS);
    }
  }
}

package dev.culvert.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.culvert.worker.internal.JnaPosix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The native calls, by each of the ways to make them. */
@Timeout(60)
class PosixTest {

  @TempDir Path folder;

  static Stream<Posix> ways() throws Exception {
    return OS.LINUX.isCurrentOs()
        ? Stream.of(new LinuxPosix(JnaPosix::new), new JnaPosix())
        : Stream.of(new JnaPosix());
  }

  @ParameterizedTest
  @MethodSource("ways")
  void aPipeIsItsOwnersAlone(Posix posix) throws Exception {
    Path pipe = folder.resolve("pipe é");
    posix.makePipe(pipe.toString());
    assertThat(Files.readAttributes(pipe, BasicFileAttributes.class).isOther()).isTrue();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(pipe)))
        .isEqualTo("rw-------");
  }

  @ParameterizedTest
  @MethodSource("ways")
  @EnabledOnOs(OS.LINUX) // reads /proc
  void whatIsWrittenToADuplicateArrivesAndItsEndToo(Posix posix) throws Exception {
    Path pipe = folder.resolve("pipe");
    posix.makePipe(pipe.toString());
    CompletableFuture<String> read = new CompletableFuture<>();
    new Thread(() -> read.complete(readAll(pipe))).start();
    int fd = posix.openForWriting(pipe.toString()); // waits for the reader
    Path target = folder.resolve("target");
    try (var file = Files.newByteChannel(Files.createFile(target))) {
      int spare = descriptorOf(target);
      posix.duplicate(fd, spare);
      assertThat(linkOf(spare)).isEqualTo(pipe.toRealPath());
      posix.close(fd);
      Files.writeString(Path.of("/dev/fd/" + spare), "text");
    }
    assertThat(read.get()).isEqualTo("text");
  }

  @ParameterizedTest
  @MethodSource("ways")
  @EnabledOnOs(OS.LINUX) // reads /proc
  void childrenDoNotInheritADescriptorThatWasOpened(Posix posix) throws Exception {
    Path pipe = folder.resolve("pipe");
    posix.makePipe(pipe.toString());
    new Thread(() -> readAll(pipe)).start();
    int fd = posix.openForWriting(pipe.toString());
    try {
      String flags =
          Files.readAllLines(Path.of("/proc/self/fdinfo/" + fd)).stream()
              .filter(line -> line.startsWith("flags:"))
              .findFirst()
              .orElseThrow();
      assertThat(Integer.parseInt(flags.substring(6).strip(), 8) & 02000000).isNotZero();
    } finally {
      posix.close(fd);
    }
  }

  @ParameterizedTest
  @MethodSource("ways")
  void failuresNameTheCallAndTheReason(Posix posix) {
    String nowhere = folder.resolve("missing/pipe").toString();
    assertThatThrownBy(() -> posix.makePipe(nowhere))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("mkfifo " + nowhere + ": ")
        .hasMessageContaining("No such file or directory");
    assertThatThrownBy(() -> posix.openForWriting(nowhere))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("open " + nowhere + ": ")
        .hasMessageContaining("No such file or directory");
    assertThatThrownBy(() -> posix.duplicate(99_999, 99_998))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("dup2 99999 to 99998: ")
        .hasMessageContaining("Bad file descriptor");
    assertThatThrownBy(() -> posix.changeFolder(nowhere))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("No such file or directory");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void linuxNeedsNoLibrary() {
    assertThat(NativeCalls.find(name -> getClass().getClassLoader()))
        .isInstanceOf(LinuxPosix.class);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void jnaThatCannotStartForLackOfMemoryIsTriedAgain() throws Exception {
    AtomicInteger flushed = new AtomicInteger();
    AtomicInteger tried = new AtomicInteger();
    Posix real = new JnaPosix(); // a foreign library, so there may be something to flush
    Posix posix =
        new LinuxPosix(
            () -> {
              if (tried.incrementAndGet() == 1) {
                throw new OutOfMemoryError("Java heap space");
              }
              flushed.incrementAndGet();
              return real;
            });
    posix.flushAll();
    assertThat(flushed).hasValue(0);
    posix.flushAll();
    assertThat(flushed).hasValue(1);
    assertThat(tried).hasValue(2);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aLackOfMemoryThatLeavesNothingToReportItWithIsNoErrorOfItsOwn() throws Exception {
    new JnaPosix(); // a foreign library, so there may be something to flush
    Logger logger = Logger.getLogger(LinuxPosix.class.getName());
    FullHeap full = new FullHeap();
    logger.setLevel(Level.ALL);
    logger.addHandler(full);
    try {
      Posix posix =
          new LinuxPosix(
              () -> {
                throw new OutOfMemoryError("Java heap space");
              });
      posix.flushAll();
    } finally {
      logger.removeHandler(full);
      logger.setLevel(null);
    }
    assertThat(full.asked).isEqualTo(1);
  }

  /** A log that has no memory left to write with. */
  private static final class FullHeap extends Handler {

    private int asked;

    @Override
    public void publish(LogRecord record) {
      asked++;
      throw new OutOfMemoryError("Java heap space");
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "7f00-7f01 r-xp 0 fe:00 1 /jdk/lib/libnet.so                     | false",
        "7f00-7f01 r-xp 0 fe:00 1 /jdk/lib/server/libjvm.so              | false",
        "7f00-7f01 r-xp 0 fe:00 1 /jdk/lib/libsyslookup.so               | true",
        "7f00-7f01 r-xp 0 fe:00 1 /lib/x86_64-linux-gnu/libc.so.6        | false",
        "7f00-7f01 r-xp 0 fe:00 1 /lib/x86_64-linux-gnu/libc-2.31.so     | false",
        "7f00-7f01 r-xp 0 fe:00 1 /usr/lib/libstdc++.so.6.0.30           | false",
        "7f00-7f01 r-xp 0 fe:00 1 /lib/ld-musl-x86_64.so.1               | false",
        "7f00-7f01 r-xp 0 fe:00 1 /lib/x86_64-linux-gnu/libcurl.so.4     | true",
        "7f00-7f01 r-xp 0 fe:00 1 /home/a b/libown.so                    | true",
        "7f00-7f01 r-xp 0 fe:00 1 /tmp/jna-1/jna2.tmp (deleted)          | true",
        "7f00-7f01 r--p 0 fe:00 1 /home/a b/libown.so                    | false",
        "7f00-7f01 r-xp 0 00:00 0 [vdso]                                 | false",
        "7f00-7f01 rwxp 0 00:00 0                                        | false",
      })
  void aForeignLibraryIsTold(String line, boolean foreign) {
    assertThat(LoadedLibraries.isForeign(line, "/jdk/")).isEqualTo(foreign);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void jnaIsForeignToThisProcess() {
    new JnaPosix().flushAll();
    assertThat(LoadedLibraries.haveForeign()).isTrue();
  }

  private static String readAll(Path pipe) {
    try {
      return Files.readString(pipe);
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static Path linkOf(int fd) throws IOException {
    return Files.readSymbolicLink(Path.of("/proc/self/fd/" + fd));
  }

  private static int descriptorOf(Path file) throws IOException {
    try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
      for (Path each : all.toList()) {
        if (Files.isSymbolicLink(each) && Files.readSymbolicLink(each).equals(file.toRealPath())) {
          return Integer.parseInt(each.getFileName().toString());
        }
      }
    }
    throw new IllegalStateException(file + " is not open");
  }
}

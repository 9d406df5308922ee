package dev.culvert.worker;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/**
 * The agent ({@code java.lang.instrument}) that lets this JVM redefine classes.
 *
 * <p>The JVM attaches to itself when the first class is to be redefined. An agent at its start
 * would cost every start, and most notebooks never need it. The front could attach, too, but the
 * JDK 25 forgets to close a socket then, and the front lives longer.
 */
public final class RedefinitionAgent {

  private static volatile Instrumentation given;

  private final Path directory;
  private boolean isLoaded; // or was tried to be; the wire's reader's

  /**
   * @param directory where the agent's jar may lie as long as the JVM lives
   */
  RedefinitionAgent(Path directory) {
    this.directory = directory;
  }

  /** For the JVM. */
  public static void agentmain(String none, Instrumentation instrumentation) {
    given = instrumentation;
  }

  /**
   * What redefines classes; takes some tenths of a second the first time.
   *
   * @return empty when nobody may attach, as with {@code -XX:+DisableAttachMechanism}
   */
  Optional<Instrumentation> instrumentation() {
    if (!isLoaded) {
      isLoaded = true;
      load();
    }
    return Optional.ofNullable(given);
  }

  private void load() {
    try {
      Path jar = jar();
      VirtualMachine self = VirtualMachine.attach(Long.toString(ProcessHandle.current().pid()));
      try {
        self.loadAgent(jar.toString());
      } finally {
        self.detach();
      }
    } catch (IOException
        | AttachNotSupportedException
        | AgentLoadException
        | AgentInitializationException e) {
      System.getLogger(RedefinitionAgent.class.getName())
          .log(System.Logger.Level.DEBUG, "classes are replaced, not redefined", e);
    }
  }

  /** Names this class, which the JVM then finds on its own class path. */
  private Path jar() throws IOException {
    Manifest manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.putValue("Agent-Class", RedefinitionAgent.class.getName());
    attributes.putValue("Can-Redefine-Classes", "true");
    Path jar = directory.resolve("agent.jar");
    new JarOutputStream(Files.newOutputStream(jar), manifest).close();
    return jar;
  }
}

package dev.culvert.worker.wire;

import java.nio.channels.spi.SelectorProvider;

/** Who makes the channels of {@code java.nio} in this JVM. Stateless. */
public final class NioProvider {

  private static final String PROPERTY = "java.nio.channels.spi.SelectorProvider";
  private static final String LINUX = "sun.nio.ch.EPollSelectorProvider";

  private NioProvider() {}

  /**
   * Has the JDK take its own, as it would in the end: by default it first looks for another one in
   * every jar of the class path, which costs a worker's start 25 ms of processor time. Whoever
   * names one by {@value #PROPERTY} gets that one. To be called before other threads run.
   */
  public static void takeOwn() {
    if (System.getProperty(PROPERTY) != null || !isThere()) {
      return;
    }
    System.setProperty(PROPERTY, LINUX);
    try {
      SelectorProvider.provider();
    } finally {
      System.clearProperty(PROPERTY); // no cell and no child need see it
    }
  }

  private static boolean isThere() {
    try {
      Class.forName(LINUX, false, null);
      return true;
    } catch (ClassNotFoundException e) { // another system, or another JDK: let it look
      return false;
    }
  }
}

package dev.culvert.magics.child;

import java.io.InputStream;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;

/** What the children of {@link ForkTest} run; the first argument says which. */
public final class Programs {

  private Programs() {}

  public static void main(String[] args) throws Exception {
    switch (args[0]) {
      case "speak" -> speak(args[1]);
      case "settings" -> settings(args);
      case "flood" -> flood();
      case "hang" -> {
        System.out.println(args.length > 1 ? ProcessHandle.current().pid() : "hanging");
        new CountDownLatch(1).await();
      }
      case "kill-self" -> {
        System.out.println("before the kill");
        new ProcessBuilder("kill", "-9", "" + ProcessHandle.current().pid()).start().waitFor();
      }
      case "inherit" -> {
        System.out.println("parent before");
        Exit exit = Fork.mainClass(Programs.class.getName()).args("speak", "x").run();
        System.out.println("parent after " + exit.code());
      }
      case "grandchild" -> {
        Child child =
            Fork.mainClass(Programs.class.getName()).args("hang").onLine(line -> {}).start();
        System.out.println(child.pid());
        child.waitFor();
      }
      case "orphan" -> {
        Process orphan = new ProcessBuilder("sleep", "600").inheritIO().start();
        System.out.println("orphan " + orphan.pid());
      }
      case "exit" -> System.exit(Integer.parseInt(args[1]));
      case "silence" -> new CountDownLatch(1).await();
      case "expect" -> {
        boolean colour = args[1].equals(System.getProperty("colour"));
        boolean variable = args[2].equals(System.getenv("CULVERT_TEST"));
        System.exit(colour && variable ? 0 : 1);
      }
      case "endless-line" -> System.out.print("x".repeat(3 * LinePump.LONGEST_LINE + 7));
      case "resource" -> {
        try (InputStream in = ClassLoader.getSystemResourceAsStream(args[1])) {
          System.out.println(new String(in.readAllBytes()));
        }
      }
      case "hoard" -> {
        byte[][] all = new byte[1000][];
        for (int i = 0; i < all.length; i++) {
          all[i] = new byte[1 << 20];
        }
        System.out.println(all.length);
      }
      default -> throw new IllegalArgumentException(args[0]);
    }
  }

  private static void speak(String text) {
    System.out.println("out " + text);
    System.err.println("err " + text);
    System.out.print("last word without line break");
    System.exit(3);
  }

  private static void settings(String[] args) {
    System.out.println("args " + Arrays.toString(args));
    System.out.println("heap " + Runtime.getRuntime().maxMemory() / (1 << 20));
    System.out.println("colour " + System.getProperty("colour"));
    System.out.println("env " + System.getenv("CULVERT_TEST"));
  }

  private static void flood() {
    for (int i = 0; i < 50_000; i++) {
      System.out.println("out " + i);
      System.err.println("err " + i);
    }
  }
}

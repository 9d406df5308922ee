package dev.culvert.app.kernelspec;

import dev.culvert.api.UserError;
import dev.culvert.client.KernelException;
import dev.culvert.client.KernelSpec;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** The kernelspecs Jupyter would see. */
final class Kernelspecs {

  private Kernelspecs() {}

  /**
   * One kernelspec.
   *
   * @param name its folder's name
   * @param folder where it is
   * @param wins false when a folder that comes earlier has one of the same name
   */
  record Entry(String name, Path folder, boolean wins) {

    boolean isOurs() {
      return Kernelspecs.isOurs(folder);
    }

    /** What front ends show, or what is wrong with it. */
    String title() {
      try {
        return KernelSpec.read(folder).displayName();
      } catch (KernelException e) {
        return "broken: " + e.getMessage();
      }
    }
  }

  static boolean isOurs(Path folder) {
    return Files.isRegularFile(folder.resolve("front/culvert-front.jar"));
  }

  /** All kernelspecs in these folders, by name; of one name, the one that wins first. */
  static List<Entry> in(List<Path> kernelFolders) {
    TreeMap<String, List<Entry>> byName = new TreeMap<>();
    for (Path folder : kernelFolders) {
      for (Path spec : specsIn(folder)) {
        String name = spec.getFileName().toString();
        List<Entry> same = byName.computeIfAbsent(name, key -> new ArrayList<>());
        same.add(new Entry(name, spec, same.isEmpty()));
      }
    }
    return byName.values().stream().flatMap(List::stream).toList();
  }

  static Optional<Entry> winner(List<Path> kernelFolders, String name) {
    return in(kernelFolders).stream()
        .filter(entry -> entry.name().equals(name) && entry.wins())
        .findFirst();
  }

  private static List<Path> specsIn(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    List<Path> specs = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        if (Files.isRegularFile(entry.resolve("kernel.json"))) {
          specs.add(entry);
        }
      }
    } catch (IOException e) {
      throw new UserError(
          "Unreadable", "the folder " + folder + " cannot be read: " + e.getMessage(), e);
    }
    return specs;
  }
}

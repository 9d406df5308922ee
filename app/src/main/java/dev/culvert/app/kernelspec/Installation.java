package dev.culvert.app.kernelspec;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.culvert.api.UserError;
import dev.culvert.app.KernelCommand;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Puts a kernelspec into a folder of kernelspecs, whole or not at all.
 *
 * <p>Everything is copied into a hidden folder beside the target and renamed at the end;
 * kernel.json comes last, so that Jupyter sees no spec that is not whole. When it fails, what was
 * made is taken away again, and a spec that was to be replaced is back in its place.
 *
 * @param kernels the folder of kernelspecs
 * @param name the kernelspec's name
 * @param displayName what front ends show
 * @param parts the folder whose content is copied: jars and logos
 * @param command how it is started
 */
record Installation(
    Path kernels, String name, String displayName, Path parts, KernelCommand command) {

  Path target() {
    return kernels.resolve(name);
  }

  /** The content of kernel.json. */
  String kernelJson() {
    Map<String, Object> spec = new LinkedHashMap<>();
    spec.put("argv", command.argv());
    spec.put("display_name", displayName);
    spec.put("language", "java");
    spec.put("interrupt_mode", "message");
    spec.put("kernel_protocol_version", "5.5");
    spec.put("env", command.environment());
    try {
      return JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT).asString(spec) + "\n";
    } catch (IOException e) {
      throw new IllegalStateException("kernel.json cannot be written as JSON", e);
    }
  }

  /** Installs. */
  void install(boolean replace) {
    if (Files.exists(target()) && !replace) {
      throw new UserError(
          "AlreadyInstalled",
          "a kernelspec is at "
              + target()
              + " already. Add --replace to replace it, or choose another --name.");
    }
    Deque<Path> made = new ArrayDeque<>(); // folders above the target that were missing
    Path temporary = beside("installing");
    try {
      makeFolders(kernels, made);
      FileTree.copy(parts, temporary);
      Files.writeString(temporary.resolve("kernel.json"), kernelJson());
      swapIn(temporary);
    } catch (IOException | ReadOnlyFileSystemException e) {
      UserError error = explained(e);
      takeBack(temporary, made, error);
      throw error;
    }
  }

  private Path beside(String purpose) {
    long process = ProcessHandle.current().pid();
    return kernels.resolve("." + name + "-" + purpose + "-" + process);
  }

  private static void makeFolders(Path folder, Deque<Path> made) throws IOException {
    if (Files.isDirectory(folder)) {
      return;
    }
    if (folder.getParent() != null) {
      makeFolders(folder.getParent(), made);
    }
    Files.createDirectory(folder);
    made.push(folder);
  }

  private void swapIn(Path temporary) throws IOException {
    if (!Files.exists(target())) {
      Files.move(temporary, target(), StandardCopyOption.ATOMIC_MOVE);
      return;
    }
    Path old = beside("replaced");
    Files.move(target(), old, StandardCopyOption.ATOMIC_MOVE);
    try {
      Files.move(temporary, target(), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      Files.move(old, target(), StandardCopyOption.ATOMIC_MOVE);
      throw e;
    }
    FileTree.delete(old);
  }

  private static void takeBack(Path temporary, Deque<Path> made, UserError error) {
    try {
      FileTree.delete(temporary);
      while (!made.isEmpty()) {
        Files.deleteIfExists(made.pop());
      }
    } catch (IOException e) {
      error.addSuppressed(e);
    }
  }

  private UserError explained(Exception e) {
    String message = String.valueOf(e.getMessage());
    if (message.toLowerCase(Locale.ROOT).contains("no space left")) {
      return new UserError(
          "DiskFull",
          "no space left in "
              + kernels
              + (": the kernel needs " + megabytes() + " MB.")
              + " Nothing was installed. Free some space, or choose another --prefix.",
          e);
    }
    if (e instanceof AccessDeniedException
        || e instanceof ReadOnlyFileSystemException
        || message.contains("Read-only file system")) {
      return new UserError(
          "NotWritable",
          kernels
              + " is not writable. Nothing was installed. Use --user, or --prefix with a folder of"
              + " yours.",
          e);
    }
    return new UserError(
        "InstallFailed",
        "cannot install into " + kernels + ": " + e + ". Nothing was installed.",
        e);
  }

  private long megabytes() {
    try {
      return FileTree.size(parts) / 1_000_000 + 1;
    } catch (IOException e) {
      throw new IllegalStateException("the parts of the kernel cannot be read: " + parts, e);
    }
  }
}

package dev.culvert.magics.ijava;

import dev.culvert.api.Culvert;
import dev.culvert.api.Magic;
import dev.culvert.api.Renderer;
import dev.culvert.api.Scoped;
import dev.culvert.magics.ijava.internal.IJavaCellMagic;
import dev.culvert.magics.ijava.internal.IJavaNotebook;
import dev.culvert.magics.ijava.internal.IJavaRendering;
import dev.culvert.magics.ijava.internal.IJavaScopedMagic;
import io.github.spencerpark.ijava.IJava;
import io.github.spencerpark.ijava.JavaKernel;
import io.github.spencerpark.jupyter.kernel.magic.registry.Magics;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;

/**
 * Puts Culvert's magics into the IJava kernel this class runs in.
 *
 * <pre>{@code
 * %jars culvert/*.jar
 * dev.culvert.magics.ijava.CulvertMagics.register();
 * }</pre>
 *
 * <p>The one static field says that it was done: IJava itself has one kernel in a JVM, and magics
 * that were registered twice would lose the tunnels and connections of the first ones.
 */
public final class CulvertMagics {

  /** IJava has these itself, and they must reach its own class path machinery. */
  private static final Set<String> LEFT_TO_IJAVA = Set.of("maven", "jars", "classpath");

  private static List<String> registered; // null until done; guarded by the class

  private CulvertMagics() {}

  /**
   * Registers every magic on the class path but those IJava has itself, and shows values as
   * Culvert's renderers do. Calling it again changes nothing.
   *
   * @return the names that are there now
   * @throws IllegalStateException when this is no IJava kernel
   */
  public static synchronized List<String> register() {
    if (registered == null) {
      JavaKernel kernel = IJava.getKernelInstance();
      if (kernel == null) {
        throw new IllegalStateException(
            "no IJava kernel runs in this JVM: call this in a cell of an IJava notebook");
      }
      registered = register(kernel);
    }
    return registered;
  }

  private static List<String> register(JavaKernel kernel) {
    ClassLoader loader = CulvertMagics.class.getClassLoader();
    IJavaNotebook notebook = new IJavaNotebook(kernel);
    List<Magic> magics = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (Magic magic : ServiceLoader.load(Magic.class, loader)) {
      String name = magic.name();
      if (!LEFT_TO_IJAVA.contains(name)) {
        register(kernel, notebook, name, magic);
        magics.add(magic);
        names.add("%" + name);
      }
    }
    List<Renderer> renderers = new ArrayList<>();
    ServiceLoader.load(Renderer.class, loader).forEach(renderers::add);
    IJavaRendering.register(kernel, renderers);
    Culvert.bind(notebook);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> magics.forEach(Magic::close)));
    return List.copyOf(names);
  }

  private static void register(
      JavaKernel kernel, IJavaNotebook notebook, String name, Magic magic) {
    Magics registry = kernel.getMagics();
    IJavaCellMagic plain = new IJavaCellMagic(magic, notebook);
    registry.registerLineMagic(name, plain);
    if (magic instanceof Scoped scoped) {
      registry.registerCellMagic(name, new IJavaScopedMagic(scoped, kernel, notebook));
    } else {
      registry.registerCellMagic(name, plain);
    }
  }
}

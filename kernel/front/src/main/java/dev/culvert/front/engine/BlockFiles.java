package dev.culvert.front.engine;

import dev.culvert.front.remote.DeclaredClasses;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.JavaFileObject.Kind;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardLocation;

/**
 * The files of blocks: their source and classes, which are kept in memory, and JShell's classes,
 * which are there already. Everything else is the platform's.
 *
 * <p>One for all compilations, since parts of javac that are kept hold the one they got first. One
 * thread.
 */
final class BlockFiles extends ForwardingJavaFileManager<JavaFileManager> {

  private final DeclaredClasses declared;
  private final Map<String, ByteArrayOutputStream> written = new LinkedHashMap<>();

  BlockFiles(JavaFileManager platform, DeclaredClasses declared) {
    super(platform);
    this.declared = declared;
  }

  JavaFileObject source(Block block) {
    return new Source(block);
  }

  /** What the compiler wrote since this was asked last, by class name. */
  Map<String, byte[]> takeClasses() {
    Map<String, byte[]> classes = new LinkedHashMap<>();
    written.forEach((name, bytes) -> classes.put(name, bytes.toByteArray()));
    written.clear();
    return classes;
  }

  @Override
  public JavaFileObject getJavaFileForOutput(
      Location location, String className, Kind kind, FileObject sibling) {
    return new Written(className);
  }

  /** Overrides what later JDKs call instead; this one's API does not have it. */
  public JavaFileObject getJavaFileForOutputForOriginatingFiles(
      Location location, String className, Kind kind, FileObject... originatingFiles) {
    return new Written(className);
  }

  @Override
  public Iterable<JavaFileObject> list(
      Location location, String packageName, Set<Kind> kinds, boolean recurse) throws IOException {
    if (location == StandardLocation.CLASS_PATH && packageName.startsWith("java.")) {
      return List.of(); // no loader takes one of the class path: its jars need not be opened
    }
    if (location != StandardLocation.CLASS_PATH || !packageName.equals(Block.PACKAGE)) {
      return super.list(location, packageName, kinds, recurse);
    }
    List<JavaFileObject> found = new ArrayList<>();
    if (kinds.contains(Kind.CLASS)) {
      declared.byName().forEach((name, bytes) -> found.add(new Declared(name, bytes)));
    }
    return found;
  }

  /**
   * Where javac looks for plug-ins, for every compilation: a cell brings none, and their search
   * opens each jar.
   */
  @Override
  public ClassLoader getClassLoader(Location location) {
    return ClassLoader.getPlatformClassLoader();
  }

  @Override
  public String inferBinaryName(Location location, JavaFileObject file) {
    return file instanceof Declared known ? known.name : super.inferBinaryName(location, file);
  }

  private static URI uri(String className, Kind kind) {
    return URI.create("cell:///" + className.replace('.', '/') + kind.extension);
  }

  private static final class Source extends SimpleJavaFileObject {

    private final Block block;

    Source(Block block) {
      super(uri(block.className(), Kind.SOURCE), Kind.SOURCE);
      this.block = block;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return block.source();
    }
  }

  private final class Written extends SimpleJavaFileObject {

    private final String name;

    Written(String name) {
      super(uri(name, Kind.CLASS), Kind.CLASS);
      this.name = name;
    }

    @Override
    public OutputStream openOutputStream() {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      written.put(name, bytes);
      return bytes;
    }
  }

  private static final class Declared extends SimpleJavaFileObject {

    private final String name;
    private final byte[] bytes;

    Declared(String name, byte[] bytes) {
      super(uri(name, Kind.CLASS), Kind.CLASS);
      this.name = name;
      this.bytes = bytes;
    }

    @Override
    public InputStream openInputStream() {
      return new ByteArrayInputStream(bytes);
    }
  }
}

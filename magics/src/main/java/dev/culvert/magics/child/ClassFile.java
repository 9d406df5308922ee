package dev.culvert.magics.child;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the constant pool of a class file names: classes, and fields of classes. Sources: The Java
 * Virtual Machine Specification, 4.4.
 *
 * @param classes binary names, as {@code java.util.Map$Entry}; some may not exist, since any text
 *     that looks like a name is taken for one
 * @param fields those that its code reads or writes
 */
record ClassFile(Set<String> classes, Set<Field> fields) {

  /** A field of a class, by binary name. */
  record Field(String owner, String name) {}

  private static final Pattern NAME = Pattern.compile("[\\p{L}_$][\\p{L}\\p{N}_$/]*");
  private static final Pattern IN_DESCRIPTOR = Pattern.compile("L([^;<>()\\[]+)[;<]");

  static ClassFile read(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      in.skipNBytes(8); // magic number and version
      return new Pool(in).read();
    } catch (IOException e) {
      throw new UncheckedIOException("not a class file", e);
    }
  }

  /** The pool while it is being read: entries name each other by index. */
  private static final class Pool {

    private final DataInputStream in;
    private final String[] texts;
    private final int[] firsts; // of a class or a name-and-type: its name; of a field: its class
    private final int[] seconds; // of a field: its name-and-type
    private final boolean[] isField;

    Pool(DataInputStream in) throws IOException {
      this.in = in;
      int size = in.readUnsignedShort();
      texts = new String[size];
      firsts = new int[size];
      seconds = new int[size];
      isField = new boolean[size];
    }

    ClassFile read() throws IOException {
      for (int i = 1; i < texts.length; i++) {
        i += entry(i);
      }
      Set<String> classes = new LinkedHashSet<>();
      Set<Field> fields = new LinkedHashSet<>();
      for (int i = 1; i < texts.length; i++) {
        if (texts[i] != null) {
          addNames(texts[i], classes);
        } else if (isField[i]) {
          fields.add(new Field(dotted(texts[firsts[firsts[i]]]), texts[firsts[seconds[i]]]));
        }
      }
      return new ClassFile(classes, fields);
    }

    /** Reads one entry; gives how many more indexes it takes. */
    private int entry(int i) throws IOException {
      int tag = in.readUnsignedByte();
      switch (tag) {
        case 1 -> texts[i] = in.readUTF();
        case 3, 4 -> in.skipNBytes(4);
        case 5, 6 -> {
          in.skipNBytes(8);
          return 1; // long and double take two
        }
        case 7, 8, 16, 19, 20 -> firsts[i] = in.readUnsignedShort();
        case 9, 10, 11, 12, 17, 18 -> {
          firsts[i] = in.readUnsignedShort();
          seconds[i] = in.readUnsignedShort();
          isField[i] = tag == 9;
        }
        case 15 -> in.skipNBytes(3);
        default -> throw new IOException("constant pool entry of unknown kind " + tag);
      }
      return 0;
    }
  }

  private static void addNames(String text, Set<String> names) {
    if (NAME.matcher(text).matches()) {
      names.add(dotted(text));
    }
    Matcher descriptors = IN_DESCRIPTOR.matcher(text);
    while (descriptors.find()) {
      names.add(dotted(descriptors.group(1)));
    }
  }

  private static String dotted(String internalName) {
    return internalName.replace('/', '.');
  }
}

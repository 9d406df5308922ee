package dev.culvert.front.remote;

import java.lang.reflect.Modifier;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * What classes of a cell need of those of other cells, and whether they may have a class loader of
 * their own, so that they go, with all that their variables hold, when nothing uses them any more.
 *
 * <p>Invariant: nothing that users can see depends on the answer. A class of another loader is in
 * another package to the JVM, whatever its name says. So classes are detachable only if they need
 * nothing of other cells that is not public, extend nothing of them, and declare no type that
 * others may share a package, or a sealed interface, with. Code that may look for members by name
 * counts as needing them. In doubt the answer is no; the class then stays until the worker ends.
 *
 * @param detachable whether they may be loaded apart from the others
 * @param needs names of all classes of other cells that they name
 */
record Ties(boolean detachable, Set<String> needs) {

  private static final String CELLS = "REPL/";
  private static final String METHOD_HANDLES = "java/lang/invoke/MethodHandles";

  /**
   * Reads class files.
   *
   * @param declared gives the shape of a class by its internal name; null for an unknown one
   */
  static Ties of(ClassGroup group, Function<String, Shape> declared) {
    Scan scan = new Scan(group, declared);
    group.classes().values().forEach(scan::read);
    boolean needsPackage = scan.needsPackage || (scan.reflective && !scan.needs.isEmpty());
    return new Ties(!group.declaresTypes() && !needsPackage, scan.needs);
  }

  /** Goes through constant pools, entry by entry (Java Virtual Machine Specification, 4.4). */
  private static final class Scan {

    private static final int CLASS = 7;
    private static final int FIELD = 9;
    private static final int METHOD = 10;
    private static final int INTERFACE_METHOD = 11;
    private static final int NAME_AND_TYPE = 12;
    private static final int METHOD_TYPE = 16;

    private final ClassGroup group;
    private final Function<String, Shape> declared;
    private final Set<String> needs = new HashSet<>();
    private boolean needsPackage; // something that is not public, or may not be
    private boolean reflective; // it can look for members by name

    Scan(ClassGroup group, Function<String, Shape> declared) {
      this.group = group;
      this.declared = declared;
    }

    void read(byte[] classFile) {
      ClassReader reader = new ClassReader(classFile);
      needsPackage |= isForeign(reader.getSuperName());
      char[] buffer = new char[reader.getMaxStringLength()];
      for (int i = 1; i < reader.getItemCount(); i++) {
        int at = reader.getItem(i); // behind the tag; 0 for the second half of a long
        if (at > 0) {
          read(reader, at, buffer);
        }
      }
    }

    private void read(ClassReader reader, int at, char[] buffer) {
      switch (reader.readByte(at - 1)) {
        case CLASS -> type(Type.getObjectType(reader.readUTF8(at, buffer)));
        case FIELD, METHOD, INTERFACE_METHOD -> {
          int nameAndType = reader.getItem(reader.readUnsignedShort(at + 2));
          member(
              reader.readClass(at, buffer),
              reader.readUTF8(nameAndType, buffer) + reader.readUTF8(nameAndType + 2, buffer));
        }
        case NAME_AND_TYPE -> descriptor(reader.readUTF8(at + 2, buffer));
        case METHOD_TYPE -> descriptor(reader.readUTF8(at, buffer));
        default -> {} // names, texts and numbers
      }
    }

    private void descriptor(String descriptor) {
      if (descriptor.startsWith("(")) {
        type(Type.getReturnType(descriptor));
        for (Type argument : Type.getArgumentTypes(descriptor)) {
          type(argument);
        }
      } else {
        type(Type.getType(descriptor));
      }
    }

    private void type(Type type) {
      Type element = type.getSort() == Type.ARRAY ? type.getElementType() : type;
      if (element.getSort() == Type.OBJECT) {
        String name = element.getInternalName();
        reflective |= name.startsWith("java/lang/reflect/") || name.endsWith("FieldUpdater");
        if (isForeign(name)) {
          needs.add(name.replace('/', '.'));
          Shape shape = declared.apply(name);
          needsPackage |= shape == null || !shape.isPublic();
        }
      }
    }

    private void member(String owner, String member) {
      reflective |= owner.equals(METHOD_HANDLES); // each lambda names the class, but calls nothing
      if (isForeign(owner)) {
        needsPackage |= !isPublic(owner, member);
      }
    }

    private boolean isPublic(String owner, String member) {
      Shape shape = declared.apply(owner);
      while (shape != null && !shape.publicMembers().containsKey(member)) {
        if (!shape.superName().startsWith(CELLS)) {
          return true; // of a library's class or of an interface, which code outside may use
        }
        shape = declared.apply(shape.superName());
      }
      return shape != null && shape.publicMembers().get(member);
    }

    private boolean isForeign(String internalName) {
      return internalName.startsWith(CELLS)
          && !group.classes().containsKey(internalName.replace('/', '.'));
    }
  }

  /**
   * What a class shows of itself.
   *
   * @param publicMembers of each field and method, by name and descriptor, whether it is public
   */
  record Shape(boolean isPublic, String superName, Map<String, Boolean> publicMembers) {

    static Shape of(byte[] classFile) {
      ClassReader reader = new ClassReader(classFile);
      Map<String, Boolean> members = new HashMap<>();
      reader.accept(new Members(members), ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG);
      return new Shape(Modifier.isPublic(reader.getAccess()), reader.getSuperName(), members);
    }
  }

  private static final class Members extends ClassVisitor {

    private final Map<String, Boolean> found;

    Members(Map<String, Boolean> found) {
      super(Opcodes.ASM9);
      this.found = found;
    }

    @Override
    public FieldVisitor visitField(
        int access, String name, String descriptor, String signature, Object value) {
      found.put(name + descriptor, Modifier.isPublic(access));
      return null;
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String signature, String[] exceptions) {
      found.put(name + descriptor, Modifier.isPublic(access));
      return null;
    }
  }
}

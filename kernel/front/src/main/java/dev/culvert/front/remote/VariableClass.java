package dev.culvert.front.remote;

import java.util.Optional;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * The class that JShell makes for a variable: a public static field of its name, and the
 * initializer as a method.
 *
 * @param name the variable
 * @param type its descriptor and, for a generic one, its signature
 * @param hasLambdas whether some of the initializer's code may run after it ended
 */
record VariableClass(String name, String type, boolean hasLambdas) {

  private static final int PUBLIC_STATIC = Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC;

  /** Empty when the classes are of no variable. */
  static Optional<VariableClass> of(ClassGroup group) {
    return Optional.ofNullable(group.classes().get(group.wrapper())).flatMap(VariableClass::of);
  }

  /** Empty when the class file is of no variable. */
  static Optional<VariableClass> of(byte[] wrapper) {
    Reader reader = new Reader();
    new ClassReader(wrapper).accept(reader, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG);
    return reader.name == null
        ? Optional.empty()
        : Optional.of(new VariableClass(reader.name, reader.type, reader.hasLambdas));
  }

  boolean isOfSameType(VariableClass other) {
    return name.equals(other.name) && type.equals(other.type);
  }

  private static final class Reader extends ClassVisitor {

    private String name;
    private String type;
    private boolean hasLambdas;

    Reader() {
      super(Opcodes.ASM9);
    }

    @Override
    public FieldVisitor visitField(
        int access, String field, String descriptor, String signature, Object value) {
      if ((access & PUBLIC_STATIC) == PUBLIC_STATIC) {
        name = field;
        type = signature == null ? descriptor : signature;
      }
      return null;
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String method, String descriptor, String signature, String[] exceptions) {
      hasLambdas |= method.startsWith("lambda$");
      return null;
    }
  }
}

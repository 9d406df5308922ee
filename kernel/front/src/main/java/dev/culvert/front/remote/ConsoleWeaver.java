package dev.culvert.front.remote;

import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.ClassRemapper;
import org.objectweb.asm.commons.Remapper;

/**
 * Gives cells a console that asks the front end: every mention of {@code java.io.Console} becomes
 * one of the worker's own class, in signatures too, so that variables and methods of cells fit
 * together. Code of libraries is left alone, and finds no console.
 */
final class ConsoleWeaver {

  /** As classes spell it; a class that does not contain this needs no weaving. */
  static final String CONSOLE = "java/io/Console";

  private static final String OURS = "dev/culvert/worker/CellConsole";

  private ConsoleWeaver() {}

  static ClassVisitor weave(ClassVisitor next) {
    return new ClassRemapper(new Calls(next), new Names());
  }

  private static final class Names extends Remapper {
    Names() {
      super(Opcodes.ASM9);
    }

    @Override
    public String map(String internalName) {
      return internalName.equals(CONSOLE) ? OURS : internalName;
    }
  }

  private static final class Calls extends ClassVisitor {

    Calls(ClassVisitor next) {
      super(Opcodes.ASM9, next);
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String signature, String[] exceptions) {
      MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
      return new MethodVisitor(Opcodes.ASM9, next) {
        @Override
        public void visitMethodInsn(
            int opcode, String owner, String method, String type, boolean isInterface) {
          boolean console = owner.equals("java/lang/System") && method.equals("console");
          super.visitMethodInsn(
              opcode, console ? "dev/culvert/worker/Agent" : owner, method, type, isInterface);
        }
      };
    }
  }
}

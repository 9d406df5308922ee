package dev.culvert.front.remote;

import dev.culvert.worker.wire.SnippetNames;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Weaves into the bytecode of cells what lets them be stopped and keeps them from ending the
 * worker: a check at each method entry and before each backward jump, and {@code System.exit} as an
 * error. {@code System.getenv} knows what the notebook has set. What makes tasks carry their cell
 * is woven by {@link TaskClasses} and {@link HandOvers}.
 *
 * <p>Invariant: what is woven in leaves stack and locals as they are, so frames and sizes need no
 * new computation. Constructors and class initialisers get no checks: a half-made object or class
 * is worse than a late stop.
 */
final class ClassRewriter {

  private static final String AGENT = "dev/culvert/worker/Agent";
  private static final int API = Opcodes.ASM9;

  private ClassRewriter() {}

  static byte[] rewrite(byte[] classFile) {
    ClassReader reader = new ClassReader(classFile);
    ClassWriter writer = new ClassWriter(reader, 0);
    ClassVisitor weaver = new TaskClasses(new HandOvers(new Weaver(writer)));
    reader.accept(mentionsConsole(classFile) ? ConsoleWeaver.weave(weaver) : weaver, 0);
    return writer.toByteArray();
  }

  /** Weaves into a class of nothing: to load what weaves takes longer than to weave. */
  static void warmUp() {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, "Nothing", null, "java/lang/Object", null);
    MethodVisitor method = writer.visitMethod(Opcodes.ACC_STATIC, "nothing", "()V", null, null);
    method.visitCode();
    method.visitInsn(Opcodes.RETURN);
    method.visitMaxs(0, 0);
    method.visitEnd();
    writer.visitEnd();
    rewrite(writer.toByteArray());
  }

  /** Most cells do not, and then the classes that weave are not even loaded. */
  private static boolean mentionsConsole(byte[] classFile) {
    return new String(classFile, StandardCharsets.ISO_8859_1).contains(ConsoleWeaver.CONSOLE);
  }

  private static final class Weaver extends ClassVisitor {

    Weaver(ClassVisitor next) {
      super(API, next);
    }

    /** JShell's wrappers are not public; those with a class loader of their own have to be. */
    @Override
    public void visit(
        int version, int access, String name, String signature, String superName, String[] of) {
      boolean wraps = SnippetNames.wrapper(name.replace('/', '.')).length() == name.length();
      int widened = wraps ? access | Opcodes.ACC_PUBLIC : access;
      super.visit(version, widened, name, signature, superName, of);
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String signature, String[] exceptions) {
      MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
      return next == null ? null : new MethodWeaver(next, !name.startsWith("<"));
    }
  }

  private static final class MethodWeaver extends MethodVisitor {

    private final boolean checks;
    private final Set<Label> passed = new HashSet<>();
    private Label entry; // of the first check, until the method's first line is known

    MethodWeaver(MethodVisitor next, boolean checks) {
      super(API, next);
      this.checks = checks;
    }

    @Override
    public void visitCode() {
      super.visitCode();
      entry = new Label();
      super.visitLabel(entry);
      check();
    }

    @Override
    public void visitLineNumber(int line, Label start) {
      if (entry != null) { // else a trace through the first check would have no line
        super.visitLineNumber(line, entry);
        entry = null;
      }
      super.visitLineNumber(line, start);
    }

    @Override
    public void visitLabel(Label label) {
      passed.add(label);
      super.visitLabel(label);
    }

    @Override
    public void visitJumpInsn(int opcode, Label label) {
      if (passed.contains(label)) {
        check();
      }
      super.visitJumpInsn(opcode, label);
    }

    private void check() {
      if (checks) {
        super.visitMethodInsn(Opcodes.INVOKESTATIC, AGENT, "check", "()V", false);
      }
    }

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String name, String descriptor, boolean isInterface) {
      if (name.equals("exit") && descriptor.equals("(I)V")) {
        if (owner.equals("java/lang/System")) {
          super.visitMethodInsn(Opcodes.INVOKESTATIC, AGENT, "exit", "(I)V", false);
          return;
        }
        if (owner.equals("java/lang/Runtime")) {
          super.visitMethodInsn(
              Opcodes.INVOKESTATIC, AGENT, "exit", "(Ljava/lang/Runtime;I)V", false);
          return;
        }
      }
      boolean environment = name.equals("getenv") && owner.equals("java/lang/System");
      super.visitMethodInsn(opcode, environment ? AGENT : owner, name, descriptor, isInterface);
    }
  }
}

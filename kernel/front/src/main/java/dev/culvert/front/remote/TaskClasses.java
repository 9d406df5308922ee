package dev.culvert.front.remote;

import java.util.Arrays;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Makes the tasks of a cell's classes carriers: each object remembers the cell that made it, or
 * handed it over, and its code works for that cell whatever thread runs it.
 *
 * <p>Records cannot have another field and are left as they are.
 */
final class TaskClasses extends ClassVisitor {

  private static final String TASKS = "dev/culvert/worker/Tasks";
  private static final String CARRIER = "dev/culvert/worker/Carrier";
  private static final String ORIGIN = "culvert$origin";
  private static final String OBJECT = "Ljava/lang/Object;";
  private static final String CELLS = "REPL/";

  private String className;
  private boolean carries; // this class gets the field
  private boolean mayCarry; // this class or one above it has it

  TaskClasses(ClassVisitor next) {
    super(Opcodes.ASM9, next);
  }

  @Override
  public void visit(
      int version, int access, String name, String signature, String superName, String[] of) {
    className = name;
    boolean isClass =
        (access & Opcodes.ACC_INTERFACE) == 0 && !"java/lang/Record".equals(superName);
    carries =
        isClass && (TaskTypes.isTask(superName) || Arrays.stream(of).anyMatch(TaskTypes::isTask));
    mayCarry = isClass && (carries || superName.startsWith(CELLS));
    super.visit(version, access, name, signature, superName, carries ? with(of, CARRIER) : of);
  }

  private static String[] with(String[] interfaces, String one) {
    String[] more = Arrays.copyOf(interfaces, interfaces.length + 1);
    more[interfaces.length] = one;
    return more;
  }

  @Override
  public MethodVisitor visitMethod(
      int access, String name, String descriptor, String signature, String[] exceptions) {
    MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
    int unfit = Opcodes.ACC_STATIC | Opcodes.ACC_ABSTRACT | Opcodes.ACC_SYNTHETIC;
    if (next == null || !mayCarry || (access & unfit) != 0) {
      return next;
    }
    if (carries && name.equals("<init>")) {
      return new Maker(next);
    }
    return TaskTypes.isMethodOfTask(name) ? new Runner(next) : next;
  }

  @Override
  public void visitEnd() {
    if (carries) {
      int hidden = Opcodes.ACC_SYNTHETIC | Opcodes.ACC_TRANSIENT | Opcodes.ACC_VOLATILE;
      super.visitField(Opcodes.ACC_PRIVATE | hidden, ORIGIN, OBJECT, null, null).visitEnd();
      addGetter();
      addSetter();
    }
    super.visitEnd();
  }

  private void addGetter() {
    MethodVisitor method = added("()" + OBJECT);
    method.visitVarInsn(Opcodes.ALOAD, 0);
    method.visitFieldInsn(Opcodes.GETFIELD, className, ORIGIN, OBJECT);
    method.visitInsn(Opcodes.ARETURN);
    method.visitMaxs(1, 1);
    method.visitEnd();
  }

  private void addSetter() {
    MethodVisitor method = added("(" + OBJECT + ")V");
    method.visitVarInsn(Opcodes.ALOAD, 0);
    method.visitVarInsn(Opcodes.ALOAD, 1);
    method.visitFieldInsn(Opcodes.PUTFIELD, className, ORIGIN, OBJECT);
    method.visitInsn(Opcodes.RETURN);
    method.visitMaxs(2, 2);
    method.visitEnd();
  }

  private MethodVisitor added(String descriptor) {
    int access = Opcodes.ACC_PUBLIC | Opcodes.ACC_SYNTHETIC;
    MethodVisitor method = super.visitMethod(access, ORIGIN, descriptor, null, null);
    method.visitCode();
    return method;
  }

  /** A constructor: the object is its maker's until it is handed over. */
  private static final class Maker extends MethodVisitor {

    Maker(MethodVisitor next) {
      super(Opcodes.ASM9, next);
    }

    @Override
    public void visitInsn(int opcode) {
      if (opcode == Opcodes.RETURN) {
        super.visitVarInsn(Opcodes.ALOAD, 0);
        super.visitMethodInsn(Opcodes.INVOKESTATIC, TASKS, "made", "(" + OBJECT + ")V", false);
      }
      super.visitInsn(opcode);
    }

    @Override
    public void visitMaxs(int maxStack, int maxLocals) {
      super.visitMaxs(maxStack + 1, maxLocals);
    }
  }

  /** A task's code: enters its cell first and leaves it on every way out. */
  private static final class Runner extends MethodVisitor {

    private final Label start = new Label();

    Runner(MethodVisitor next) {
      super(Opcodes.ASM9, next);
    }

    @Override
    public void visitCode() {
      super.visitCode();
      super.visitVarInsn(Opcodes.ALOAD, 0);
      super.visitMethodInsn(Opcodes.INVOKESTATIC, TASKS, "enter", "(" + OBJECT + ")V", false);
      super.visitLabel(start);
    }

    @Override
    public void visitInsn(int opcode) {
      if (opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN) {
        leave();
      }
      super.visitInsn(opcode);
    }

    private void leave() {
      super.visitMethodInsn(Opcodes.INVOKESTATIC, TASKS, "leave", "()V", false);
    }

    @Override
    public void visitMaxs(int maxStack, int maxLocals) {
      Label end = new Label();
      super.visitLabel(end);
      super.visitTryCatchBlock(start, end, end, null);
      super.visitFrame(Opcodes.F_FULL, 0, null, 1, new Object[] {"java/lang/Throwable"});
      leave();
      super.visitInsn(Opcodes.ATHROW);
      super.visitMaxs(Math.max(maxStack, 1), maxLocals);
    }
  }
}

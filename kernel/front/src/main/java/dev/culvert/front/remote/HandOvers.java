package dev.culvert.front.remote;

import dev.culvert.front.remote.TaskTypes.Carry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Weaves into calls that hand a task to a library what makes the task carry its cell, and sends
 * {@code ProcessBuilder.start} to the worker, which knows the cell's pipes.
 *
 * <p>An argument that is the last, or the last but one, is changed where it lies on the stack.
 * Calls with deeper ones go through a method that is added to the class and does the same. Of a
 * constructor only the upper two arguments can be reached; those of {@link Thread} are among them,
 * and a thread inherits the cell anyway.
 */
final class HandOvers extends ClassVisitor {

  private static final String TASKS = "dev/culvert/worker/Tasks";
  private static final String AGENT = "dev/culvert/worker/Agent";

  /** Names of methods that are added begin like this; traces leave them out. */
  static final String ADDED = "culvert$";

  private record Call(
      int opcode, String owner, String name, String descriptor, boolean ofInterface) {

    Type[] arguments() {
      return Type.getArgumentTypes(descriptor);
    }

    Optional<Carry> carry(int argument) {
      return TaskTypes.carry(owner, name, arguments()[argument]);
    }

    boolean carriesBelow(int argument) {
      for (int i = 0; i < argument; i++) {
        if (carry(i).isPresent()) {
          return true;
        }
      }
      return false;
    }

    /** The descriptor of a static method that takes receiver and arguments. */
    String asStatic() {
      return opcode == Opcodes.INVOKESTATIC
          ? descriptor
          : "(L" + owner + ";" + descriptor.substring(1);
    }
  }

  private final List<Call> deep = new ArrayList<>(); // the n-th has the added method of number n
  private final List<Integer> lines = new ArrayList<>();
  private String className;
  private boolean isInterface;

  HandOvers(ClassVisitor next) {
    super(Opcodes.ASM9, next);
  }

  @Override
  public void visit(
      int version, int access, String name, String signature, String superName, String[] of) {
    className = name;
    isInterface = (access & Opcodes.ACC_INTERFACE) != 0;
    super.visit(version, access, name, signature, superName, of);
  }

  @Override
  public MethodVisitor visitMethod(
      int access, String name, String descriptor, String signature, String[] exceptions) {
    MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
    return next == null ? null : new Caller(next);
  }

  @Override
  public void visitEnd() {
    for (int i = 0; i < deep.size(); i++) {
      addMethod(i);
    }
    super.visitEnd();
  }

  private void addMethod(int number) {
    Call call = deep.get(number);
    int access = Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC | Opcodes.ACC_SYNTHETIC;
    MethodVisitor method = super.visitMethod(access, ADDED + number, call.asStatic(), null, null);
    method.visitCode();
    Label start = new Label();
    method.visitLabel(start);
    method.visitLineNumber(lines.get(number), start);
    int local = 0;
    if (call.opcode != Opcodes.INVOKESTATIC) {
      method.visitVarInsn(Opcodes.ALOAD, local++);
    }
    Type[] arguments = call.arguments();
    for (int i = 0; i < arguments.length; i++) {
      method.visitVarInsn(arguments[i].getOpcode(Opcodes.ILOAD), local);
      local += arguments[i].getSize();
      call.carry(i).ifPresent(carry -> carry(method, carry));
    }
    method.visitMethodInsn(call.opcode, call.owner, call.name, call.descriptor, call.ofInterface);
    Type result = Type.getReturnType(call.descriptor);
    method.visitInsn(result.getOpcode(Opcodes.IRETURN));
    method.visitMaxs(Math.max(local, result.getSize()), local);
    method.visitEnd();
  }

  private static void carry(MethodVisitor method, Carry carry) {
    method.visitMethodInsn(Opcodes.INVOKESTATIC, TASKS, carry.method(), carry.descriptor(), false);
  }

  private final class Caller extends MethodVisitor {

    private int line = 1;

    Caller(MethodVisitor next) {
      super(Opcodes.ASM9, next);
    }

    @Override
    public void visitLineNumber(int number, Label start) {
      line = number;
      super.visitLineNumber(number, start);
    }

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String name, String descriptor, boolean ofInterface) {
      if (owner.equals("java/lang/ProcessBuilder") && name.equals("start")) {
        super.visitMethodInsn(
            Opcodes.INVOKESTATIC,
            AGENT,
            "start",
            "(Ljava/lang/ProcessBuilder;)Ljava/lang/Process;",
            false);
        return;
      }
      Call call = new Call(opcode, owner, name, descriptor, ofInterface);
      int last = call.arguments().length - 1;
      if (last < 0) {
        invoke(call);
      } else if (opcode != Opcodes.INVOKESPECIAL && call.carriesBelow(last - 1)) {
        throughAddedMethod(call);
      } else {
        if (last > 0) {
          call.carry(last - 1).ifPresent(carry -> carryBelow(call.arguments()[last], carry));
        }
        call.carry(last).ifPresent(carry -> carry(mv, carry));
        invoke(call);
      }
    }

    private void invoke(Call call) {
      super.visitMethodInsn(call.opcode, call.owner, call.name, call.descriptor, call.ofInterface);
    }

    private void carryBelow(Type upper, Carry carry) {
      if (upper.getSize() == 1) {
        super.visitInsn(Opcodes.SWAP);
        carry(mv, carry);
        super.visitInsn(Opcodes.SWAP);
      } else {
        super.visitInsn(Opcodes.DUP2_X1);
        super.visitInsn(Opcodes.POP2);
        carry(mv, carry);
        super.visitInsn(Opcodes.DUP_X2);
        super.visitInsn(Opcodes.POP);
      }
    }

    private void throughAddedMethod(Call call) {
      String method = ADDED + deep.size();
      deep.add(call);
      lines.add(line);
      super.visitMethodInsn(Opcodes.INVOKESTATIC, className, method, call.asStatic(), isInterface);
    }

    @Override
    public void visitMaxs(int maxStack, int maxLocals) {
      super.visitMaxs(maxStack + 2, maxLocals); // what turning a long over another value needs
    }
  }
}

package dev.gatun.jit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.constant.ConstantDescs;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * Copies of one loop class, each with its own operation as a constant.
 *
 * <p>A loop that calls its operation through an interface is compiled once for all operations, and with more than two of
 * them every element pays a virtual call and nothing is vectorised. So the loop is written once, as a template class that
 * reads the operation into a {@code static final} field, and is defined anew as a hidden class for each operation: the JIT
 * sees a constant, inlines it, and treats the loop as if it had been written by hand for that operation.
 */
public final class Specialized {
    private Specialized() {}

    private record Constants(Object operation, Class<?> kind) {}

    /**
     * A new copy of a template that touches native memory only, or none.
     *
     * @param <T> what the template is called through
     * @param caller {@code MethodHandles.lookup()} of a class in the template's package
     * @param template a class with a constructor without parameters
     * @param type what the template is called through
     * @param operation what {@link #operation} returns inside of the copy
     * @return an instance of the copy
     */
    public static <T> T copy(
            MethodHandles.Lookup caller, Class<? extends T> template, Class<T> type, Object operation) {
        return copy(caller, template, type, operation, Kinds.NATIVE);
    }

    /**
     * A new copy of a template.
     *
     * @param <T> what the template is called through
     * @param caller {@code MethodHandles.lookup()} of a class in the template's package
     * @param template a class with a constructor without parameters
     * @param type what the template is called through
     * @param operation what {@link #operation} returns inside of the copy
     * @param kind what {@link #kind} returns inside of the copy, see {@link Kinds}
     * @return an instance of the copy
     */
    public static <T> T copy(
            MethodHandles.Lookup caller, Class<? extends T> template, Class<T> type, Object operation, Class<?> kind) {
        try (InputStream bytes = template.getResourceAsStream(template.getSimpleName() + ".class")) {
            if (bytes == null) {
                throw new IllegalStateException("the class file of " + template.getName() + " cannot be read");
            }
            Class<?> copy = caller.defineHiddenClassWithClassData(
                            bytes.readAllBytes(), new Constants(operation, kind), true)
                    .lookupClass();
            MethodHandle constructor = caller.findConstructor(copy, MethodType.methodType(void.class));
            return type.cast(constructor.invoke());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (Throwable e) { // what invoke declares
            throw new IllegalStateException("cannot specialise " + template.getName() + " for " + operation, e);
        }
    }

    /**
     * For the static initialiser of a template: the operation that this copy is for.
     *
     * @param <T> its type
     * @param template {@code MethodHandles.lookup()} of the template
     * @param type its type
     * @return what {@link #copy} was given
     */
    public static <T> T operation(MethodHandles.Lookup template, Class<T> type) {
        return type.cast(constants(template).operation());
    }

    /**
     * For the static initialiser of a template: the class of the memory that this copy is for.
     *
     * @param template {@code MethodHandles.lookup()} of the template
     * @return what {@link #copy} was given
     */
    public static Class<?> kind(MethodHandles.Lookup template) {
        return constants(template).kind();
    }

    private static Constants constants(MethodHandles.Lookup template) {
        try {
            return MethodHandles.classData(template, ConstantDescs.DEFAULT_NAME, Constants.class);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}

package dev.gatun.elementwise;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.constant.ConstantDescs;
import java.lang.invoke.MethodHandles;

/**
 * Copies of one loop class, each with its own operation as a constant.
 *
 * <p>A loop that calls its operation through an interface is compiled once for all operations, and with more than two of
 * them every element pays a virtual call and nothing is vectorised. So the loop is written once, as a template class that
 * reads the operation into a {@code static final} field, and is defined anew as a hidden class for each operation: the JIT
 * sees a constant, inlines it, and treats the loop as if it had been written by hand for that operation.
 */
final class Specialized {
    private Specialized() {}

    /**
     * A new copy of a template.
     *
     * @param template a class of this package with a constructor without parameters
     * @param type what the template is called through
     * @param operation what {@link #operation} returns inside of the copy
     * @return an instance of the copy
     */
    static <T> T copy(Class<? extends T> template, Class<T> type, Object operation) {
        try (InputStream bytes = template.getResourceAsStream(template.getSimpleName() + ".class")) {
            if (bytes == null) {
                throw new IllegalStateException("the class file of " + template.getName() + " cannot be read");
            }
            Class<?> copy = MethodHandles.lookup()
                    .defineHiddenClassWithClassData(bytes.readAllBytes(), operation, true)
                    .lookupClass();
            return type.cast(copy.getDeclaredConstructor().newInstance());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot specialise " + template.getName() + " for " + operation, e);
        }
    }

    /** For the static initialiser of a template: the operation that this copy is for. */
    static <T> T operation(MethodHandles.Lookup template, Class<T> type) {
        try {
            return MethodHandles.classData(template, ConstantDescs.DEFAULT_NAME, type);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}

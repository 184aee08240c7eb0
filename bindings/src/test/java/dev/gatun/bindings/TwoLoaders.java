package dev.gatun.bindings;

import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;

/** Loads Gatun in two class loaders of one JVM, as two applications of one server do. */
public final class TwoLoaders {

    private TwoLoaders() {}

    /**
     * Runs {@link Child} in each.
     *
     * @param args the class path of each loader
     * @throws Exception if one does not load
     */
    public static void main(String[] args) throws Exception {
        URL[] path = new URL[args.length];
        for (int i = 0; i < args.length; i++) {
            path[i] = Path.of(args[i]).toUri().toURL();
        }
        for (int i = 0; i < 2; i++) {
            // Not closed: what a loader opened lives as long as it does.
            @SuppressWarnings("resource")
            URLClassLoader loader = new URLClassLoader(path, ClassLoader.getPlatformClassLoader());
            Method main = loader.loadClass(Child.class.getName()).getMethod("main", String[].class);
            main.invoke(null, (Object) new String[0]);
        }
    }
}

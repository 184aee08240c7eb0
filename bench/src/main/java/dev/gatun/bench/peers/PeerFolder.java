package dev.gatun.bench.peers;

import dev.gatun.bench.host.Home;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Where the peers are, if they were built, and the way to load one. */
final class PeerFolder {
    private static final String REASON = "the peers were not built: mvn -q -Ppeers -Dquick -DskipTests package";

    private final Optional<Path> target;

    private PeerFolder(Optional<Path> target) {
        this.target = target;
    }

    /** Of this checkout. */
    static PeerFolder find() {
        return in(Home.find());
    }

    static PeerFolder in(Optional<Path> home) {
        return new PeerFolder(home.map(checkout -> checkout.resolve("bench/peers/target"))
                .filter(folder -> Files.exists(folder.resolve("gatun-peers.jar"))));
    }

    /** Why there is no such contender; empty if it might be there. */
    Optional<String> lack(Contender contender) {
        boolean needed = contender.className().isPresent() && contender != Contender.MATMUL;
        return needed && target.isEmpty() ? Optional.of(REASON) : Optional.empty();
    }

    /** Makes one that is called from Java. */
    Peer peer(Contender contender) {
        String name = contender.className().orElseThrow();
        try {
            Class<?> type = contender == Contender.MATMUL ? Matmul.class : loader().loadClass(name);
            // Libraries look for their parts with the loader of the thread.
            Thread.currentThread().setContextClassLoader(type.getClassLoader());
            return (Peer) type.getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(contender.id() + " cannot be made: " + e, e);
        }
    }

    private ClassLoader loader() {
        Path folder = target.orElseThrow(() -> new IllegalStateException(REASON));
        try (Stream<Path> libraries = Files.list(folder.resolve("lib"))) {
            List<Path> jars = Stream.concat(Stream.of(folder.resolve("gatun-peers.jar")), libraries.sorted())
                    .toList();
            return new Apart(jars.stream().map(PeerFolder::url).toArray(URL[]::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static URL url(Path jar) {
        try {
            return jar.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Sees the JDK, the peers, and {@link Peer} of this program: no other class or resource, so that no peer gets an OpenBLAS
     * or a library of ours in the place of its own.
     */
    private static final class Apart extends URLClassLoader {
        Apart(URL[] jars) {
            super(jars, ClassLoader.getPlatformClassLoader());
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            return name.equals(Peer.class.getName()) ? Peer.class : super.findClass(name);
        }
    }
}

package io.jenkins.plugins.taskhub.sandbox;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;

/** The checkout of this project that the command belongs to: the folder with {@code tools/go.mod}. */
public final class Checkout {
    /** System property that names the folder; the launcher sets it. */
    public static final String PROPERTY = "taskhub.root";

    private static final Path MARK = Path.of("tools", "go.mod");

    private Checkout() {
    }

    /**
     * Looks at the system property {@value #PROPERTY}, else upwards from where this class was loaded, else upwards
     * from the current folder.
     *
     * @throws CommandFailure when the command runs outside a checkout
     */
    public static Path find() {
        var given = System.getProperty(PROPERTY);
        if (given != null) {
            var root = Path.of(given).toAbsolutePath().normalize();
            if (!Files.isRegularFile(root.resolve(MARK))) {
                throw CommandFailure.failed("-D" + PROPERTY + "=" + given + " is no checkout of this project: "
                        + MARK + " is not there.");
            }
            return root;
        }
        return Arrays.asList(loadedFrom(), Path.of("").toAbsolutePath()).stream()
                .map(Checkout::upwards).filter(Objects::nonNull).findFirst()
                .orElseThrow(() -> CommandFailure.failed("This needs a checkout of the project, and there is none at "
                        + Path.of("").toAbsolutePath() + " or above it. Run it there, or give -D" + PROPERTY + "=DIR."));
    }

    private static Path loadedFrom() {
        try {
            var source = Checkout.class.getProtectionDomain().getCodeSource();
            return source == null ? null : Path.of(source.getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path upwards(Path from) {
        for (var dir = from; dir != null; dir = dir.getParent()) {
            if (Files.isRegularFile(dir.resolve(MARK))) {
                return dir;
            }
        }
        return null;
    }
}

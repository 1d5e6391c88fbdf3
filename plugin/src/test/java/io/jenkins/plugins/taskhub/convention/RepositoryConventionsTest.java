package io.jenkins.plugins.taskhub.convention;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.Test;

public class RepositoryConventionsTest {

    private static final List<Path> FILES = Sources.repository();
    private static final int LONGEST = 400;
    private static final Pattern INLINE = Pattern.compile("(?i)<(script|style)\\b|\\s(on[a-z]+|style)\\s*=");

    /** Jenkins refuses a shared library whose checkout has one. */
    @Test
    public void holdsNoSymbolicLink() {
        assertThat(FILES).isNotEmpty().noneMatch(Files::isSymbolicLink);
    }

    @Test
    public void noSourceFileIsLong() {
        List<Path> sources = FILES.stream()
                .filter(file -> file.toString().matches(".*/src/main/java/.*\\.java")).toList();
        assertThat(sources).hasSizeGreaterThan(50);
        assertThat(sources.stream().filter(file -> Sources.lines(file) > LONGEST)
                .map(file -> Sources.ROOT.relativize(file) + " has " + Sources.lines(file) + " lines")).isEmpty();
    }

    @Test
    public void jellyHoldsNoScriptNoStyleAndEscapesByDefault() {
        List<Path> pages = FILES.stream().filter(file -> file.toString().endsWith(".jelly")).toList();
        assertThat(pages).isNotEmpty().allSatisfy(file -> {
            String text = Sources.read(file);
            assertThat(text).doesNotContainPattern(INLINE);
            assertThat(text).startsWith("<?jelly escape-by-default='true'?>");
        });
    }
}

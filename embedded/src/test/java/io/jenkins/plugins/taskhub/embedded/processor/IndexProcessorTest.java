package io.jenkins.plugins.taskhub.embedded.processor;

import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

import static org.assertj.core.api.Assertions.assertThat;

/** The indexes that Jenkins reads. */
public class IndexProcessorTest {
    @Rule
    public TemporaryFolder folder = new TemporaryFolder();

    private static final String SOURCE = """
            package sample;

            import org.jenkinsci.Symbol;
            import org.kohsuke.stapler.*;

            public class Deploy {
                @DataBoundConstructor
                public Deploy(String release, int timeout) {
                }

                @Symbol("zeta")
                public static class DescriptorImpl {
                    public void doCheckRelease(@AncestorInPath Object item, @QueryParameter String value) {
                    }
                }

                @Symbol({"alpha", "a"})
                public static class Alpha {
                    @DataBoundConstructor
                    public Alpha() {
                    }
                }
            }
            """;

    private Path compile(String source, String name) throws Exception {
        Path out = folder.newFolder().toPath();
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        JavaFileObject file = new SimpleJavaFileObject(URI.create("string:///sample/" + name + ".java"),
                JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return source;
            }
        };
        StringWriter messages = new StringWriter();
        JavaCompiler.CompilationTask task = javac.getTask(messages, null, null, List.of("-d", out.toString(),
                "-classpath", System.getProperty("java.class.path")), null, List.of(file));
        task.setProcessors(List.of(new IndexProcessor()));
        assertThat(task.call()).as(messages.toString()).isTrue();
        return out;
    }

    @Test
    public void constructorParametersAreNamedInStaplersFormat() throws Exception {
        Path out = compile(SOURCE, "Deploy");
        assertThat(out.resolve("sample/Deploy.stapler")).hasContent("constructor=release,timeout\n");
        assertThat(out.resolve("sample/Deploy$Alpha.stapler")).hasContent("constructor=\n");
    }

    @Test
    public void webMethodsAreNamedAsStaplerLooksForThem() throws Exception {
        assertThat(compile(SOURCE, "Deploy").resolve("sample/Deploy/DescriptorImpl/doCheckRelease.stapler"))
                .hasContent("item,value");
    }

    @Test
    public void symbolsAreOneClassALineInOrder() throws Exception {
        assertThat(compile(SOURCE, "Deploy").resolve("META-INF/annotations/org.jenkinsci.Symbol"))
                .hasContent("sample.Deploy$Alpha\nsample.Deploy$DescriptorImpl\n");
    }

    @Test
    public void theSameSourcesGiveTheSameBytes() throws Exception {
        Path first = compile(SOURCE, "Deploy").resolve("sample/Deploy.stapler");
        Path second = compile(SOURCE, "Deploy").resolve("sample/Deploy.stapler");
        assertThat(first).hasSameBinaryContentAs(second);
    }
}

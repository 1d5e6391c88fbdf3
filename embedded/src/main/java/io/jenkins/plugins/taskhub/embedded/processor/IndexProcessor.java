package io.jenkins.plugins.taskhub.embedded.processor;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.tools.Diagnostic;
import javax.tools.StandardLocation;

/**
 * Writes what Jenkins looks up by name, as its own annotation processors do but without a date, so that builds are
 * reproducible:
 * <ul>
 * <li>{@code <Class>.stapler}: the names of the parameters of {@code @DataBoundConstructor},</li>
 * <li>{@code META-INF/annotations/org.jenkinsci.Symbol}: the classes with a symbol, one a line,</li>
 * <li>{@code <Class>/<method>.stapler}: the names of the parameters of web methods with {@code @QueryParameter};
 * nested classes by their qualified names, as Stapler reads them.</li>
 * </ul>
 */
public final class IndexProcessor extends AbstractProcessor {
    private static final String CONSTRUCTOR = "org.kohsuke.stapler.DataBoundConstructor";
    private static final String SYMBOL = "org.jenkinsci.Symbol";
    private static final String PARAMETER = "org.kohsuke.stapler.QueryParameter";

    private final Set<String> symbols = new TreeSet<>();
    private final Set<String> written = new HashSet<>();

    @Override
    public Set<String> getSupportedAnnotationTypes() {
        return Set.of(CONSTRUCTOR, SYMBOL, PARAMETER);
    }

    @Override
    public SourceVersion getSupportedSourceVersion() {
        return SourceVersion.latestSupported();
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
        for (TypeElement annotation : annotations) {
            String name = annotation.getQualifiedName().toString();
            for (Element element : round.getElementsAnnotatedWith(annotation)) {
                if (name.equals(SYMBOL)) {
                    symbols.add(binaryName((TypeElement) element));
                } else if (name.equals(CONSTRUCTOR)) {
                    writeConstructor((ExecutableElement) element);
                } else if (element.getEnclosingElement() instanceof ExecutableElement method) {
                    writeMethod(method);
                }
            }
        }
        if (round.processingOver() && !symbols.isEmpty()) {
            write("META-INF/annotations/" + SYMBOL, String.join("\n", symbols) + "\n");
        }
        return false;
    }

    private void writeConstructor(ExecutableElement constructor) {
        if (!constructor.getModifiers().contains(Modifier.PUBLIC)) {
            processingEnv.getMessager().printMessage(Diagnostic.Kind.ERROR,
                    "a constructor with @DataBoundConstructor must be public", constructor);
            return;
        }
        String path = binaryName((TypeElement) constructor.getEnclosingElement()).replace('.', '/');
        write(path + ".stapler", "constructor=" + parameters(constructor) + "\n");
    }

    private void writeMethod(ExecutableElement method) {
        String path = ((TypeElement) method.getEnclosingElement()).getQualifiedName().toString().replace('.', '/');
        write(path + "/" + method.getSimpleName() + ".stapler", parameters(method));
    }

    private static String parameters(ExecutableElement element) {
        return element.getParameters().stream().map(p -> p.getSimpleName().toString())
                .collect(Collectors.joining(","));
    }

    private String binaryName(TypeElement type) {
        return processingEnv.getElementUtils().getBinaryName(type).toString();
    }

    private void write(String path, String content) {
        if (!written.add(path)) {
            return;
        }
        try (Writer out = new OutputStreamWriter(processingEnv.getFiler()
                .createResource(StandardLocation.CLASS_OUTPUT, "", path).openOutputStream(), StandardCharsets.UTF_8)) {
            out.write(content);
        } catch (IOException x) {
            processingEnv.getMessager().printMessage(Diagnostic.Kind.ERROR, "Cannot write " + path + ": " + x);
        }
    }
}

package io.jenkins.plugins.taskhub.convention;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** What the convention tests look at: the plugin's compiled classes, and the files of the repository. */
final class Sources {

    /** The module's folder. */
    static final Path MODULE = Path.of(System.getProperty("basedir", "")).toAbsolutePath();

    /** The repository. */
    static final Path ROOT = MODULE.getParent();

    /** The plugin's own classes, without tests. */
    static final JavaClasses CLASSES = new ClassFileImporter().importPath(MODULE.resolve("target/classes"));

    private static final Set<String> NOT_OURS = Set.of(".git", "target", "node_modules", ".terraform");

    private Sources() {}

    /** A step as the Pipeline sees it. */
    record StepType(Class<?> type, String name, Set<String> mandatory, Set<String> parameters) {

        Path resources() {
            return MODULE.resolve("src/main/resources").resolve(type.getName().replace('.', '/'));
        }

        Path source() {
            return MODULE.resolve("src/main/java").resolve(type.getName().replace('.', '/') + ".java");
        }

        Path page() {
            return ROOT.resolve("docs/steps").resolve(name + ".md");
        }
    }

    static List<StepType> steps() {
        return CLASSES.stream().filter(one -> one.isAssignableTo(Step.class)).map(one -> one.reflect())
                .filter(type -> !Modifier.isAbstract(type.getModifiers())).map(Sources::step).toList();
    }

    /** Every file and link of the repository, build products left out. */
    static List<Path> repository() {
        List<Path> found = new ArrayList<>();
        try {
            Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                    return NOT_OURS.contains(folder.getFileName().toString())
                            ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    found.add(file);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot be read: " + file, e);
        }
    }

    static int lines(Path file) {
        return (int) read(file).lines().count();
    }

    private static StepType step(Class<?> type) {
        Set<String> mandatory = new TreeSet<>();
        for (Constructor<?> constructor : type.getConstructors()) {
            if (constructor.isAnnotationPresent(DataBoundConstructor.class)) {
                mandatory.addAll(Arrays.stream(constructor.getParameters()).map(Parameter::getName)
                        .collect(Collectors.toSet()));
            }
        }
        Set<String> parameters = new TreeSet<>(mandatory);
        for (Field field : type.getFields()) {
            if (field.isAnnotationPresent(DataBoundSetter.class)) {
                parameters.add(field.getName());
            }
        }
        for (Method method : type.getMethods()) {
            if (method.isAnnotationPresent(DataBoundSetter.class)) {
                String name = method.getName().substring("set".length());
                parameters.add(name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1));
            }
        }
        try {
            Class<?> descriptor = Class.forName(type.getName() + "$DescriptorImpl");
            String name = ((StepDescriptor) descriptor.getConstructor().newInstance()).getFunctionName();
            return new StepType(type, name, mandatory, parameters);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(type + " needs a public nested class DescriptorImpl", e);
        }
    }
}

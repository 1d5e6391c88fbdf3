package io.jenkins.plugins.taskhub.embedded.fidelity;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import org.junit.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.Assume.assumeTrue;

/**
 * What Embedded Jenkins declares in Jenkins' packages stands in Jenkins' recorded API. The test harness,
 * {@code org.jvnet.hudson.test}, is not part of the record and so is exempt.
 */
public class DeclaredApiTest {
    private static final List<String> OWN = List.of("io.jenkins.plugins.taskhub.", "org.jvnet.hudson.test.");
    private static final int VISIBLE = Opcodes.ACC_PUBLIC | Opcodes.ACC_PROTECTED;

    private final Map<String, ClassNode> declared = new TreeMap<>();
    private final List<String> violations = new ArrayList<>();
    private RecordedApi api;

    @Test
    public void everyClassAndMemberIsOneOfJenkins() throws Exception {
        Optional<RecordedApi> given = RecordedApi.given();
        assumeTrue(RecordedApi.notRun("DeclaredApiTest"), given.isPresent());
        api = given.get();
        readClasses();

        declared.values().stream().filter(this::isVisible).forEach(this::check);

        assertThat(declared).hasSizeGreaterThan(100);
        assertThat(violations).as("declared here, but not so in Jenkins").isEmpty();
    }

    private void readClasses() throws Exception {
        Path classes = Path.of(Jenkins.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        try (Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
                ClassNode node = new ClassNode();
                new ClassReader(Files.readAllBytes(file)).accept(node, ClassReader.SKIP_CODE);
                String name = name(node.name);
                if (OWN.stream().noneMatch(name::startsWith)) {
                    declared.put(name, node);
                }
            }
        }
    }

    private static String name(String internal) {
        return internal.replace('/', '.');
    }

    /** The flags that the source gave: those of nested classes are in the table of inner classes. */
    private static int access(ClassNode node) {
        return node.innerClasses.stream().filter(i -> i.name.equals(node.name)).findFirst()
                .map(i -> i.access).orElse(node.access);
    }

    private boolean isVisible(ClassNode node) {
        if ((access(node) & VISIBLE) == 0 || node.outerMethod != null) {
            return false;
        }
        int dollar = node.name.lastIndexOf('$');
        ClassNode outer = dollar < 0 ? null : declared.get(name(node.name.substring(0, dollar)));
        return outer == null || isVisible(outer);
    }

    private void check(ClassNode node) {
        String name = name(node.name);
        RecordedApi.Type type = api.type(name);
        if (type == null) {
            violations.add(name + ": no such class");
            return;
        }
        compare(name + ": kind", type.kind(), kind(node));
        for (String flag : List.of("static", "abstract", "final", "protected")) {
            boolean implied = !type.kind().equals("class") && !flag.equals("protected");
            if (!implied) {
                compare(name + ": " + flag, type.flags().contains(flag), has(access(node), flag));
            }
        }
        checkSuperTypes(name, node, type);
        node.fields.stream().filter(f -> isApi(f.access))
                .forEach(f -> checkMember(type, f.name + ":" + f.desc, f.access));
        node.methods.stream().filter(m -> isApi(m.access) && !m.name.equals("<clinit>"))
                .forEach(m -> checkMember(type, m.name + m.desc, m.access));
    }

    private static boolean isApi(int access) {
        return (access & VISIBLE) != 0 && (access & Opcodes.ACC_SYNTHETIC) == 0;
    }

    private void checkSuperTypes(String name, ClassNode node, RecordedApi.Type type) {
        if (type.kind().equals("class")) {
            String wanted = type.superName() == null ? "java.lang.Object" : type.superName();
            while (!declared.containsKey(wanted) && api.type(wanted) != null) {
                RecordedApi.Type leftOut = api.type(wanted);
                wanted = leftOut.superName() == null ? "java.lang.Object" : leftOut.superName();
            }
            compare(name + ": super class", wanted, name(node.superName));
        }
        Set<String> recorded = new HashSet<>();
        api.hierarchy(name).forEach(t -> {
            recorded.add(t.name());
            recorded.addAll(t.interfaces());
        });
        node.interfaces.stream().map(DeclaredApiTest::name).filter(i -> !recorded.contains(i))
                .forEach(i -> violations.add(name + ": does not implement " + i));
    }

    private void checkMember(RecordedApi.Type type, String member, int access) {
        Set<String> flags = type.members().get(member);
        if (flags == null) {
            violations.add(type.name() + ": no member " + member);
            return;
        }
        for (String flag : List.of("static", "abstract", "final", "protected")) {
            compare(type.name() + "." + member + ": " + flag, flags.contains(flag), has(access, flag));
        }
    }

    private void compare(String what, Object recorded, Object found) {
        if (!recorded.equals(found)) {
            violations.add(what + " is " + recorded + " in Jenkins, " + found + " here");
        }
    }

    private static String kind(ClassNode node) {
        if ((node.access & Opcodes.ACC_ANNOTATION) != 0) {
            return "annotation";
        }
        if ((node.access & Opcodes.ACC_INTERFACE) != 0) {
            return "interface";
        }
        return (node.access & Opcodes.ACC_ENUM) != 0 ? "enum"
                : (node.access & Opcodes.ACC_RECORD) != 0 ? "record" : "class";
    }

    private static boolean has(int access, String flag) {
        return (access & switch (flag) {
            case "static" -> Opcodes.ACC_STATIC;
            case "abstract" -> Opcodes.ACC_ABSTRACT;
            case "final" -> Opcodes.ACC_FINAL;
            default -> Opcodes.ACC_PROTECTED;
        }) != 0;
    }
}

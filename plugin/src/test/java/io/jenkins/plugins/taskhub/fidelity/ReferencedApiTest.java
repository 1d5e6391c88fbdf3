package io.jenkins.plugins.taskhub.fidelity;

import io.jenkins.plugins.taskhub.embedded.fidelity.RecordedApi;
import io.jenkins.plugins.taskhub.step.Names;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.ClassNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.Assume.assumeTrue;

/**
 * What the plugin's classes use of Jenkins stands in Jenkins' recorded API, so that they link with a real
 * controller; and what Jenkins asks of its subtypes is there, so that nothing abstract is called.
 */
public class ReferencedApiTest {
    private static final List<String> JENKINS = List.of("hudson.", "jenkins.", "org.jenkinsci.", "org.kohsuke.stapler.",
            "com.cloudbees.", "org.jvnet.");
    private static final String STAND_IN = "io.jenkins.plugins.taskhub.embedded.";

    private final Set<String> violations = new TreeSet<>();
    private final Set<String> seen = new TreeSet<>();
    private RecordedApi api;

    @Test
    public void everyReferenceToJenkinsIsOneToItsRecordedApi() throws Exception {
        Optional<RecordedApi> given = RecordedApi.given();
        assumeTrue(RecordedApi.notRun("ReferencedApiTest"), given.isPresent());
        api = given.get();
        Path classes = Path.of(Names.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        int read = 0;
        try (Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
                byte[] bytes = Files.readAllBytes(file);
                checkConstants(bytes);
                checkImplements(bytes);
                read++;
            }
        }
        assertThat(read).isGreaterThan(20);
        assertThat(seen).as("references to Jenkins that were looked up").hasSizeGreaterThan(20);
        assertThat(violations).as("used by the plugin, but not so in Jenkins").isEmpty();
    }

    private static boolean isJenkins(String name) {
        return JENKINS.stream().anyMatch(name::startsWith) || name.startsWith(STAND_IN);
    }

    /** Every class, field and method of the constant pool, and every type of its descriptors. */
    private void checkConstants(byte[] bytes) {
        ClassReader reader = new ClassReader(bytes);
        String user = reader.getClassName().replace('/', '.');
        char[] buffer = new char[reader.getMaxStringLength()];
        for (int i = 1; i < reader.getItemCount(); i++) {
            int at = reader.getItem(i);
            if (at == 0) {
                continue;
            }
            switch (bytes[at - 1]) {
                case 7 -> checkType(user, reader.readUTF8(at, buffer));
                case 9, 10, 11 -> {
                    String owner = reader.readClass(at, buffer);
                    int nameAndType = reader.getItem(reader.readUnsignedShort(at + 2));
                    String name = reader.readUTF8(nameAndType, buffer);
                    String descriptor = reader.readUTF8(nameAndType + 2, buffer);
                    checkDescriptor(user, descriptor);
                    checkMember(user, owner, name + (bytes[at - 1] == 9 ? ":" : "") + descriptor);
                }
                case 16 -> checkDescriptor(user, reader.readUTF8(at, buffer));
                default -> { }
            }
        }
        ClassNode node = new ClassNode();
        reader.accept(node, ClassReader.SKIP_CODE);
        node.fields.forEach(f -> checkDescriptor(user, f.desc));
        node.methods.forEach(m -> checkDescriptor(user, m.desc));
        if (node.visibleAnnotations != null) {
            node.visibleAnnotations.forEach(a -> checkDescriptor(user, a.desc));
        }
    }

    private void checkDescriptor(String user, String descriptor) {
        if (descriptor.startsWith("(")) {
            Arrays.stream(Type.getArgumentTypes(descriptor)).forEach(t -> checkType(user, t.getInternalName()));
            checkType(user, Type.getReturnType(descriptor).getInternalName());
        } else {
            checkType(user, Type.getType(descriptor).getInternalName());
        }
    }

    private static String className(String internal) {
        String name = internal.startsWith("[") ? Type.getType(internal).getElementType().getClassName() : internal;
        return name.replace('/', '.');
    }

    private void checkType(String user, String internal) {
        String name = className(internal);
        if (isJenkins(name)) {
            seen.add(name);
            if (api.type(name) == null) {
                violations.add(user + " uses " + name + ", which is no class of Jenkins");
            }
        }
    }

    private void checkMember(String user, String ownerInternal, String member) {
        String owner = className(ownerInternal);
        if (!isJenkins(owner) || api.type(owner) == null) {
            return;
        }
        seen.add(owner + "." + member);
        boolean constructor = member.startsWith("<init>");
        List<RecordedApi.Type> where = constructor ? List.of(api.type(owner)) : api.hierarchy(owner);
        boolean recorded = where.stream().anyMatch(t -> t.members().containsKey(member));
        if (!recorded && (constructor || api.outside(owner).stream().noneMatch(c -> declares(c, member)))) {
            violations.add(user + " uses " + owner + "." + member + ", which Jenkins does not have");
        }
    }

    /** Whether a class outside the record, of the JDK or a library, has a member. */
    private static boolean declares(String className, String member) {
        try {
            Class<?> type = Class.forName(className, false, ReferencedApiTest.class.getClassLoader());
            Stream<Method> methods = Stream.concat(Arrays.stream(type.getMethods()),
                    Stream.concat(Arrays.stream(type.getDeclaredMethods()), Arrays.stream(Object.class.getMethods())));
            return methods.anyMatch(m -> member.equals(m.getName() + Type.getMethodDescriptor(m)))
                    || Arrays.stream(type.getFields())
                            .anyMatch(f -> member.equals(f.getName() + ":" + Type.getDescriptor(f.getType())));
        } catch (ClassNotFoundException x) {
            return false;
        }
    }

    /** A concrete class has a body for every abstract method that Jenkins' super types record. */
    private void checkImplements(byte[] bytes) throws IOException {
        ClassNode node = new ClassNode();
        new ClassReader(bytes).accept(node, ClassReader.SKIP_CODE);
        if ((node.access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_INTERFACE)) != 0) {
            return;
        }
        Set<String> bodies = new HashSet<>();
        Set<RecordedApi.Type> recorded = new LinkedHashSet<>();
        collect(node, bodies, recorded);
        for (RecordedApi.Type type : recorded) {
            type.members().forEach((member, flags) -> {
                boolean demanded = flags.contains("abstract") && !bodies.contains(member)
                        && api.outside(type.name()).stream().noneMatch(c -> !c.equals("java.lang.Object")
                                && declaresBody(c, member))
                        && recorded.stream().noneMatch(t -> t.members().containsKey(member)
                                && !t.members().get(member).contains("abstract"));
                if (demanded) {
                    violations.add(node.name.replace('/', '.') + " has no " + member + ", which " + type.name()
                            + " demands");
                }
            });
        }
    }

    private static boolean declaresBody(String className, String member) {
        try {
            return Arrays.stream(Class.forName(className, false, ReferencedApiTest.class.getClassLoader()).getMethods())
                    .filter(m -> !Modifier.isAbstract(m.getModifiers()))
                    .anyMatch(m -> member.equals(m.getName() + Type.getMethodDescriptor(m)));
        } catch (ClassNotFoundException x) {
            return false;
        }
    }

    private void collect(ClassNode node, Set<String> bodies, Set<RecordedApi.Type> recorded) throws IOException {
        node.methods.stream().filter(m -> (m.access & Opcodes.ACC_ABSTRACT) == 0)
                .forEach(m -> bodies.add(m.name + m.desc));
        List<String> supers = new ArrayList<>(node.interfaces);
        supers.add(node.superName);
        for (String internal : supers) {
            String name = internal.replace('/', '.');
            if (isJenkins(name)) {
                recorded.addAll(api.hierarchy(name));
            } else if (name.startsWith("io.jenkins.plugins.taskhub.")) {
                try (InputStream in = Names.class.getResourceAsStream("/" + internal + ".class")) {
                    ClassNode superNode = new ClassNode();
                    new ClassReader(in).accept(superNode, ClassReader.SKIP_CODE);
                    collect(superNode, bodies, recorded);
                }
            }
        }
    }
}

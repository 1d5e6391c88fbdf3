package io.jenkins.plugins.taskhub.convention;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarInputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import org.junit.BeforeClass;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Opens the .hpi that the build made, as Jenkins would find it. */
public class HpiIT {

    private static final Path HPI = Path.of(System.getProperty("hpi.file", "target/taskhub-delivery.hpi"));
    private static final String LIB = "WEB-INF/lib/";
    private static final String OWN_JAR = LIB + "taskhub-delivery.jar";
    private static final String OWN_PACKAGE = "io/jenkins/plugins/taskhub/";

    /** Which plugin of Jenkins brings which packages; the longest beginning decides. "" is Jenkins core. */
    private static final Map<String, String> ORIGIN = Map.ofEntries(
            Map.entry("com.cloudbees.plugins.credentials.", "credentials"),
            Map.entry("com.fasterxml.jackson.", "jackson2-api"),
            Map.entry("com.github.difflib.", ""),
            Map.entry("com.google.common.", ""),
            Map.entry("hudson.", ""),
            Map.entry("io.fabric8.kubernetes.", "kubernetes-client-api"),
            Map.entry("io.jenkins.plugins.taskhub.", ""),
            Map.entry("jakarta.servlet.", ""),
            Map.entry("java.", ""),
            Map.entry("javax.", ""),
            Map.entry("jenkins.", ""),
            Map.entry("net.sf.json.", ""),
            Map.entry("org.jenkinsci.Symbol", "structs"),
            Map.entry("org.jenkinsci.plugins.durabletask.", "durable-task"),
            Map.entry("org.jenkinsci.plugins.plaincredentials.", "plain-credentials"),
            Map.entry("org.jenkinsci.plugins.workflow.actions.", "workflow-api"),
            Map.entry("org.jenkinsci.plugins.workflow.flow.", "workflow-api"),
            Map.entry("org.jenkinsci.plugins.workflow.graph.", "workflow-api"),
            Map.entry("org.jenkinsci.plugins.workflow.log.", "workflow-api"),
            Map.entry("org.jenkinsci.plugins.workflow.steps.", "workflow-step-api"),
            Map.entry("org.jenkinsci.plugins.workflow.support.steps.input.", "pipeline-input-step"),
            Map.entry("org.jenkinsci.remoting.", ""),
            Map.entry("org.kohsuke.stapler.", ""),
            Map.entry("org.snakeyaml.engine.", "kubernetes-client-api"),
            Map.entry("org.springframework.security.", ""));

    @Rule
    public TemporaryFolder folder = new TemporaryFolder();

    private static final Map<String, byte[]> ENTRIES = new LinkedHashMap<>();
    private static final Set<Long> TIMES = new TreeSet<>();
    private static Manifest manifest;

    @BeforeClass
    public static void open() throws IOException {
        assertThat(HPI).as("made by mvn package").exists();
        // Names of used classes are enough: to load them all takes long.
        ArchConfiguration.get().setResolveMissingDependenciesFromClassPath(false);
        try (JarFile hpi = new JarFile(HPI.toFile())) {
            manifest = hpi.getManifest();
            for (ZipEntry entry : hpi.stream().toList()) {
                ENTRIES.put(entry.getName(), hpi.getInputStream(entry).readAllBytes());
                TIMES.add(entry.getTime());
            }
        }
    }

    @Test
    public void isSmall() throws IOException {
        assertThat(Files.size(HPI)).isLessThanOrEqualTo(2_000_000L);
    }

    @Test
    public void saysWhatItIsAndWhatItNeeds() {
        Map<String, String> attributes = attributes(manifest);
        assertThat(attributes).containsEntry("Group-Id", "io.jenkins.plugins")
                .containsEntry("Short-Name", "taskhub-delivery")
                .containsEntry("Extension-Name", "taskhub-delivery")
                .containsEntry("Long-Name", "TaskHub Delivery")
                .containsEntry("Plugin-Version", System.getProperty("hpi.version"))
                .containsEntry("Jenkins-Version", System.getProperty("hpi.jenkins"))
                .containsEntry("Minimum-Java-Version", "17")
                .containsEntry("Plugin-License-Name", "MIT License")
                .containsEntry("Support-Dynamic-Loading", "true");
        assertThat(attributes.get("Plugin-Dependencies").split(",")).allMatch(one -> one.matches("[a-z0-9-]+:[0-9.]+"));
    }

    /** Without them Jenkins refuses to save objects of the plugin's classes. */
    @Test
    public void itsJarCarriesTheSameAttributes() throws IOException {
        try (JarInputStream jar = ownJar()) {
            assertThat(attributes(jar.getManifest())).isEqualTo(attributes(manifest));
        }
    }

    @Test
    public void holdsItsOwnJarAndOneLibraryAndNothingElse() {
        assertThat(ENTRIES.keySet().stream().filter(name -> !name.endsWith("/") && !name.equals(JarFile.MANIFEST_NAME)))
                .hasSize(2).contains(OWN_JAR).anyMatch(name -> name.matches(LIB + "java-diff-utils-[0-9.]+\\.jar"));
    }

    @Test
    public void itsJarHoldsNoClassButItsOwn() throws IOException {
        assertThat(ownEntries().keySet().stream().filter(name -> name.endsWith(".class"))).isNotEmpty()
                .allMatch(name -> name.startsWith(OWN_PACKAGE) && !name.startsWith(OWN_PACKAGE + "embedded/"));
    }

    @Test
    public void itsJarHoldsTheIndexesThatJenkinsReads() throws IOException {
        Map<String, byte[]> entries = ownEntries();
        assertThat(entries.keySet()).contains("META-INF/annotations/hudson.Extension", "index.jelly");
        Set<String> steps = entries.keySet().stream().filter(name -> name.endsWith("Step$DescriptorImpl.class"))
                .map(name -> name.replaceFirst("\\$DescriptorImpl\\.class$", "")).collect(Collectors.toSet());
        assertThat(steps).isNotEmpty();
        for (String step : steps) {
            assertThat(entries.keySet()).contains(step + ".stapler", step + "/help.html");
        }
    }

    @Test
    public void needsThePluginsWhoseClassesItUsesAndNoOther() throws IOException {
        Path jar = folder.newFile("own.jar").toPath();
        Files.write(jar, ENTRIES.get(OWN_JAR));
        try (JarFile file = new JarFile(jar.toFile())) {
            JavaClasses classes = new ClassFileImporter().importJar(file);
            Set<String> used = new TreeSet<>();
            for (JavaClass one : classes) {
                for (Dependency dependency : one.getDirectDependenciesFromSelf()) {
                    JavaClass target = dependency.getTargetClass().getBaseComponentType();
                    if (!target.isPrimitive()) {
                        used.add(origin(target.getName(), one.getName()));
                    }
                }
            }
            used.remove("");
            assertThat(Arrays.stream(attributes(manifest).get("Plugin-Dependencies").split(","))
                    .map(one -> one.replaceFirst(":.*", ""))).containsExactlyElementsOf(used);
        }
    }

    @Test
    public void holdsNoTimeOfItsMaking() throws IOException {
        assertThat(TIMES).hasSize(1);
        try (JarInputStream jar = ownJar()) {
            for (JarEntry entry = jar.getNextJarEntry(); entry != null; entry = jar.getNextJarEntry()) {
                assertThat(Set.of(entry.getTime())).isEqualTo(TIMES);
            }
        }
        assertThat(attributes(manifest)).doesNotContainKeys("Built-By", "Build-Jdk");
    }

    private static String origin(String type, String user) {
        return ORIGIN.entrySet().stream().filter(entry -> type.startsWith(entry.getKey()))
                .max((a, b) -> Integer.compare(a.getKey().length(), b.getKey().length()))
                .map(Map.Entry::getValue)
                .orElseThrow(() -> new AssertionError(user + " uses " + type + ", which no known plugin brings"));
    }

    private static JarInputStream ownJar() throws IOException {
        return new JarInputStream(new ByteArrayInputStream(ENTRIES.get(OWN_JAR)));
    }

    private static Map<String, byte[]> ownEntries() throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (JarInputStream jar = ownJar()) {
            for (JarEntry entry = jar.getNextJarEntry(); entry != null; entry = jar.getNextJarEntry()) {
                entries.put(entry.getName(), jar.readAllBytes());
            }
        }
        return entries;
    }

    private static Map<String, String> attributes(Manifest of) {
        return of.getMainAttributes().entrySet().stream()
                .collect(Collectors.toMap(entry -> entry.getKey().toString(), entry -> entry.getValue().toString()));
    }
}

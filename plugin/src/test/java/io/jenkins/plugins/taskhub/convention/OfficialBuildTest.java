package io.jenkins.plugins.taskhub.convention;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * The build by the Jenkins project's parent POM needs a repository that is not everywhere. What it says is compared here with the
 * build that runs everywhere, and with what the Jenkins project asks of a plugin that it hosts.
 */
public class OfficialBuildTest {

    private static final Document OURS = xml(Sources.MODULE.resolve("pom.xml"));
    private static final Document ROOT = xml(Sources.ROOT.resolve("pom.xml"));
    private static final Document OFFICIAL = xml(Sources.MODULE.resolve("jenkins-pom.xml"));
    /** Libraries that Jenkins brings as plugins: to bundle them breaks others. */
    private static final List<String> NOT_BUNDLED =
            List.of("jackson", "gson", "snakeyaml", "commons-", "okhttp", "kubernetes-client", "groovy", "slf4j", "guava");

    private static final Pattern EMBEDDED = Pattern.compile("(?m)^import io\\.jenkins\\.plugins\\.taskhub\\.embedded\\.");

    @Test
    public void isTheSamePlugin() {
        for (String name : List.of("artifactId", "name", "description")) {
            assertThat(text(OFFICIAL, name)).as(name).isEqualTo(text(OURS, name));
        }
        assertThat(text(OFFICIAL, "groupId")).isEqualTo(text(OURS, "parent", "groupId"));
        assertThat(text(OFFICIAL, "version")).isEqualTo(text(OURS, "parent", "version"));
        assertThat(text(OFFICIAL, "packaging")).isEqualTo("hpi");
        assertThat(text(OFFICIAL, "properties", "jenkins.version")
                .replace("${jenkins.baseline}", text(OFFICIAL, "properties", "jenkins.baseline")))
                .isEqualTo(text(ROOT, "properties", "jenkins.version"));
        assertThat(text(OFFICIAL, "properties", "maven.compiler.release"))
                .isEqualTo(text(ROOT, "properties", "maven.compiler.release"));
    }

    @Test
    public void needsThePluginsThatTheHpiNames() {
        Set<String> named = Arrays.stream(text(OURS, "properties", "hpi.dependencies").split(","))
                .map(one -> one.replaceFirst(":.*", "")).collect(Collectors.toCollection(TreeSet::new));
        assertThat(plugins("compile")).isEqualTo(named);
    }

    @Test
    public void leavesTheVersionsOfPluginsToTheBom() {
        assertThat(dependencies(OFFICIAL).stream().filter(OfficialBuildTest::isPlugin)).isNotEmpty()
                .allSatisfy(one -> assertThat(text(one, "version")).as(text(one, "artifactId")).isEmpty());
        Element bom = children(element(OFFICIAL, "dependencyManagement", "dependencies")).get(0);
        assertThat(text(bom, "groupId")).isEqualTo("io.jenkins.tools.bom");
        assertThat(text(bom, "artifactId")).isEqualTo("bom-${jenkins.baseline}.x");
        assertThat(text(bom, "version")).matches("\\d+\\.v[0-9a-f_]+");
    }

    @Test
    public void bundlesTheSameLibrariesAndNoneThatIsAPlugin() {
        Set<String> bundled = libraries(OFFICIAL, "compile");
        assertThat(bundled).isEqualTo(libraries(OURS, "compile"));
        assertThat(bundled).noneMatch(name -> NOT_BUNDLED.stream().anyMatch(name::contains));
    }

    @Test
    public void testsWithTheSameVersionsOfTheSameLibraries() {
        assertThat(libraries(OURS, "test")).containsAll(libraries(OFFICIAL, "test"));
        for (Element property : children(element(OFFICIAL, "properties"))) {
            String name = property.getTagName();
            if (name.endsWith(".version") && !name.startsWith("jenkins.")) {
                assertThat(property.getTextContent()).as(name).isEqualTo(text(ROOT, "properties", name));
            }
        }
    }

    @Test
    public void isWhatTheJenkinsProjectHosts() {
        String name = text(OFFICIAL, "artifactId");
        assertThat(name).matches("[a-z0-9-]+").hasSizeLessThan(37).doesNotContain("jenkins");
        assertThat(text(OFFICIAL, "name").toLowerCase(Locale.ROOT)).doesNotContain("jenkins");
        assertThat(text(OFFICIAL, "groupId")).isEqualTo("io.jenkins.plugins");
        String home = "https://github.com/jenkinsci/" + name + "-plugin";
        assertThat(text(OFFICIAL, "url")).isEqualTo(home);
        assertThat(text(OFFICIAL, "scm", "url")).isEqualTo(home);
        assertThat(text(OFFICIAL, "scm", "connection")).isEqualTo("scm:git:" + home + ".git");
        assertThat(text(OFFICIAL, "licenses", "license", "name")).isEqualTo("MIT License");
        assertThat(element(OFFICIAL, "developers")).isNull();
        assertThat(text(OFFICIAL, "parent", "artifactId")).isEqualTo("plugin");
        String[] parent = text(OFFICIAL, "parent", "version").split("\\.");
        assertThat(Integer.parseInt(parent[0])).isEqualTo(6);
        assertThat(Integer.parseInt(parent[1])).isGreaterThanOrEqualTo(2211);
        assertThat(Sources.read(Sources.MODULE.resolve("src/main/resources/index.jelly"))).contains("<div>");
    }

    @Test
    public void theRepositoryHasWhatTheJenkinsProjectLooksFor() {
        assertThat(Sources.read(Sources.ROOT.resolve("Jenkinsfile")).lines()).anyMatch(line -> line.startsWith("buildPlugin("));
        assertThat(Sources.read(Sources.ROOT.resolve(".github/CODEOWNERS")))
                .startsWith("* @jenkinsci/" + text(OFFICIAL, "artifactId") + "-plugin-developers");
        assertThat(Sources.ROOT.resolve(".github/workflows/jenkins-security-scan.yml")).exists();
        assertThat(Sources.ROOT.resolve("LICENSE")).content().contains("MIT License");
        assertThat(Sources.read(Sources.ROOT.resolve(".gitignore")).lines()).contains("target/", "work/");
    }

    @Test
    public void leavesOutTheTestsThatNeedEmbeddedJenkinsAndNoOther() {
        List<String> excluded = children(OFFICIAL.getDocumentElement(), "testExclude").stream()
                .map(one -> one.getTextContent().replace("/**", "/")).toList();
        Path tests = Sources.MODULE.resolve("src/test/java");
        List<String> need = Sources.repository().stream()
                .filter(file -> file.startsWith(tests) && file.toString().endsWith(".java"))
                .filter(file -> EMBEDDED.matcher(Sources.read(file)).find())
                .map(file -> tests.relativize(file).toString()).toList();
        assertThat(need).isNotEmpty().allMatch(file -> excluded.stream().anyMatch(file::startsWith));
        assertThat(excluded).allMatch(folder -> Files.isDirectory(tests.resolve(folder))
                && need.stream().anyMatch(file -> file.startsWith(folder)));
    }

    private static Set<String> plugins(String scope) {
        return dependencies(OFFICIAL).stream().filter(one -> isPlugin(one) && scope(one).equals(scope))
                .map(one -> text(one, "artifactId")).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> libraries(Document pom, String scope) {
        return dependencies(pom).stream().filter(one -> !isPlugin(one) && scope(one).equals(scope))
                .map(one -> text(one, "artifactId")).collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean isPlugin(Element dependency) {
        return text(dependency, "groupId").matches("(org\\.jenkins-ci\\.plugins|org\\.jenkinsci\\.plugins|io\\.jenkins).*");
    }

    private static String scope(Element dependency) {
        String scope = text(dependency, "scope");
        return scope.isEmpty() ? "compile" : scope;
    }

    private static List<Element> dependencies(Document pom) {
        return children(element(pom, "dependencies"));
    }

    private static String text(Document pom, String... path) {
        return text(pom.getDocumentElement(), path);
    }

    private static String text(Element from, String... path) {
        Element found = element(from, path);
        return found == null ? "" : found.getTextContent().strip();
    }

    private static Element element(Document pom, String... path) {
        return element(pom.getDocumentElement(), path);
    }

    private static Element element(Element from, String... path) {
        Element at = from;
        for (String name : path) {
            Element parent = at;
            at = parent == null ? null : children(parent).stream().filter(one -> one.getTagName().equals(name)).findFirst()
                    .orElse(null);
        }
        return at;
    }

    private static List<Element> children(Element parent) {
        List<Element> found = new ArrayList<>();
        for (Node one = parent.getFirstChild(); one != null; one = one.getNextSibling()) {
            if (one instanceof Element element) {
                found.add(element);
            }
        }
        return found;
    }

    private static List<Element> children(Element parent, String name) {
        List<Element> found = new ArrayList<>();
        for (int i = 0; i < parent.getElementsByTagName(name).getLength(); i++) {
            found.add((Element) parent.getElementsByTagName(name).item(i));
        }
        return found;
    }

    private static Document xml(Path file) {
        try {
            return DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder().parse(file.toFile());
        } catch (Exception e) {
            throw new AssertionError(file + " is not XML", e);
        }
    }
}

package io.jenkins.plugins.taskhub.helm;

import io.jenkins.plugins.taskhub.helm.HelmCli.Manner;
import io.jenkins.plugins.taskhub.step.Names;
import io.jenkins.plugins.taskhub.step.StepFailure;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What is asked of {@code helmDeploy}: filled by the step, then checked once; from then on it does not change. */
final class DeployRequest implements Serializable {
    /** In place of a tag: the one that is deployed. */
    static final String KEEP_CURRENT = "KEEP_CURRENT";

    private static final long serialVersionUID = 1L;
    /** What becomes of a release that a killed helm left behind. */
    static final List<String> RECOVERIES = List.of("fail", "rollback");
    private static final Pattern REMOTE = Pattern.compile("(oci|https)://[A-Za-z0-9][A-Za-z0-9._:/-]*");
    private static final Pattern REPOSITORY = Pattern.compile("[A-Za-z0-9][\\w.-]*/[A-Za-z0-9][\\w.-]*");
    private static final Pattern VERSION = Pattern.compile("[0-9A-Za-z^~<>=*][0-9A-Za-z.+^~<>=*, -]{0,63}");
    private static final int LONGEST_HISTORY = 1_000;

    /** Which release, in which cluster. */
    final HelmTarget target;
    String chart;
    String chartVersion;
    ArrayList<String> values = new ArrayList<>();
    LinkedHashMap<String, Object> set = new LinkedHashMap<>();
    LinkedHashMap<String, String> setString = new LinkedHashMap<>();
    String imageTag;
    LinkedHashMap<String, String> imageTags = new LinkedHashMap<>();
    String imageTagKey = "image.tag";
    String image;
    String imageDigestKey;
    boolean verifyImage = true;
    String registryCredentialsId;
    boolean atomic;
    boolean wait = true;
    String timeout = "5m";
    boolean createNamespace;
    boolean diff = true;
    boolean dryRun;
    Integer historyMax;
    String recover = "fail";
    boolean lock = true;
    LinkedHashMap<String, String> annotations = new LinkedHashMap<>();
    String environment;

    DeployRequest(HelmTarget target) {
        this.target = target;
    }

    /**
     * Checks every value.
     *
     * @throws StepFailure for the first that is refused
     */
    DeployRequest checked() {
        Names.plain("chart", chart);
        if (chartVersion != null && !VERSION.matcher(chartVersion).matches()) {
            throw new StepFailure("chartVersion " + Names.shown(chartVersion) + " is not a version such as 1.2.3");
        }
        if (!REMOTE.matcher(chart).matches()) {
            Names.workspacePath("chart", chart);
        }
        values.forEach(DeployRequest::checkValuesFile);
        Names.duration("timeout", timeout);
        ValuesTree.check("imageTagKey", imageTagKey);
        if (imageTag != null) {
            checkTag("imageTag", imageTag);
        }
        imageTags.forEach((component, tag) -> checkTag("imageTags " + Names.shown(component), tag));
        if (image != null) {
            Names.imageRepository("image", image);
        }
        if (imageDigestKey != null) {
            checkDigestKey();
        }
        if (!RECOVERIES.contains(recover)) {
            throw new StepFailure("recover " + Names.shown(recover) + " is neither fail nor rollback");
        }
        if (historyMax != null && (historyMax < 0 || historyMax > LONGEST_HISTORY)) {
            throw new StepFailure("historyMax " + historyMax + " is not between 0 (no limit) and " + LONGEST_HISTORY);
        }
        if (registryCredentialsId != null) {
            Names.plain("registryCredentialsId", registryCredentialsId);
        }
        if (environment != null) {
            Names.plain("environment", environment);
        }
        annotations.keySet().forEach(DeployRequest::checkAnnotation);
        tree(componentKeys(KEEP_CURRENT), null);
        return this;
    }

    /** The values keys that get a tag, with what was asked for: a tag or {@link #KEEP_CURRENT}. */
    LinkedHashMap<String, String> tagKeys() {
        var keys = new LinkedHashMap<String, String>();
        if (imageTag != null) {
            keys.put(imageTagKey, imageTag);
        }
        imageTags.forEach((component, tag) -> keys.put(component + "." + imageTagKey, tag));
        return keys;
    }

    /**
     * The values that are given one by one, as a tree for a values file.
     *
     * @param digest of the image; null where it is not pinned
     */
    ValuesTree tree(Map<String, String> tags, String digest) {
        var tree = new ValuesTree();
        set.forEach((key, value) -> tree.put("set", key, ValuesTree.typed(value)));
        setString.forEach((key, value) -> tree.put("setString", key, value));
        tags.forEach((key, tag) -> tree.put("imageTagKey", key, tag));
        if (digest != null) {
            tree.put("imageDigestKey", imageDigestKey, digest);
        }
        return tree;
    }

    /** The chart is named by address, or by a name that helm looks up when there is no such folder. */
    boolean chartIsRemote() {
        return REMOTE.matcher(chart).matches();
    }

    /** The chart may be one of a helm repository of the agent, such as {@code bitnami/nginx}. */
    boolean chartMayBeOfARepository() {
        return REPOSITORY.matcher(chart).matches();
    }

    Duration span() {
        return Names.duration("timeout", timeout);
    }

    Manner manner() {
        return new Manner(atomic, wait, span(), createNamespace, historyMax);
    }

    /** What the deployment record calls the place. */
    String place() {
        return environment == null ? target.namespace() : environment;
    }

    private Map<String, String> componentKeys(String tag) {
        var keys = tagKeys();
        keys.replaceAll((key, asked) -> tag);
        return keys;
    }

    private void checkDigestKey() {
        ValuesTree.check("imageDigestKey", imageDigestKey);
        if (image == null || imageTag == null || !imageTags.isEmpty() || !verifyImage) {
            throw new StepFailure("imageDigestKey " + Names.shown(imageDigestKey) + " takes the digest of one image from "
                    + "its registry: give image and imageTag, no imageTags, and leave verifyImage true");
        }
        tree(componentKeys(KEEP_CURRENT), KEEP_CURRENT);
    }

    static void checkTag(String parameter, String tag) {
        if (!KEEP_CURRENT.equals(tag)) {
            Names.imageTag(parameter, tag);
        }
    }

    private static void checkValuesFile(String file) {
        Names.workspacePath("values", file);
        if (file.contains(",") || file.contains("\"")) {
            throw new StepFailure("values " + Names.shown(file) + " has a comma or a quote in its name, which helm takes "
                    + "for the end of the name: rename the file");
        }
    }

    private static void checkAnnotation(String key) {
        if (!key.matches("([a-z0-9]([-a-z0-9.]*[a-z0-9])?/)?[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?")) {
            throw new StepFailure("annotations " + Names.shown(key) + " is not the key of an annotation, such as "
                    + "example.com/commit");
        }
    }
}

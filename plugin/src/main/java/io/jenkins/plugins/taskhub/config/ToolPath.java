package io.jenkins.plugins.taskhub.config;

import hudson.Extension;
import hudson.Util;
import hudson.model.AbstractDescribableImpl;
import hudson.model.Descriptor;
import hudson.util.FormValidation;
import io.jenkins.plugins.taskhub.step.Names;
import io.jenkins.plugins.taskhub.step.StepFailure;
import java.util.Objects;
import java.util.regex.Pattern;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** Where a program is on the agents, when it is not to be looked up in their {@code PATH}. */
public final class ToolPath extends AbstractDescribableImpl<ToolPath> {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

    private final String name;
    private final String path;

    /**
     * @param name of the program, such as {@code helm}
     * @param path absolute path on the agents
     */
    @DataBoundConstructor
    public ToolPath(String name, String path) {
        this.name = Objects.requireNonNullElse(Util.fixEmptyAndTrim(name), "");
        this.path = Objects.requireNonNullElse(Util.fixEmptyAndTrim(path), "");
    }

    /** The program. */
    public String getName() {
        return name;
    }

    /** Where it is. */
    public String getPath() {
        return path;
    }

    /** @throws StepFailure when the name or the path cannot be one */
    ToolPath checked() {
        checkName(name);
        checkPath(path);
        return this;
    }

    private static void checkName(String name) {
        if (!NAME.matcher(Names.required("the name of a tool", name)).matches()) {
            throw new StepFailure("the tool " + Names.shown(name) + " is not the name of a program such as helm");
        }
    }

    private static void checkPath(String path) {
        if (!Names.plain("the path of a tool", path).startsWith("/")) {
            throw new StepFailure("the path " + Names.shown(path) + " of a tool does not begin with '/': give an absolute path "
                    + "on the agents");
        }
    }

    /** Describes the entry. */
    @Extension
    public static final class DescriptorImpl extends Descriptor<ToolPath> {
        @Override
        public String getDisplayName() {
            return Messages.ToolPath_displayName();
        }

        /** Explains what is wrong with a name. */
        @POST
        public FormValidation doCheckName(@QueryParameter String value) {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
            return FormChecks.of(() -> checkName(value));
        }

        /** Explains what is wrong with a path. */
        @POST
        public FormValidation doCheckPath(@QueryParameter String value) {
            Jenkins.get().checkPermission(Jenkins.ADMINISTER);
            return FormChecks.of(() -> checkPath(value));
        }
    }
}

package io.jenkins.plugins.taskhub.step;

import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.Item;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.taskhub.config.FormChecks;
import io.jenkins.plugins.taskhub.credentials.CredentialsMenu;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.sf.json.JSONObject;
import org.jenkinsci.plugins.plaincredentials.FileCredentials;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/**
 * What the forms of all steps share: lists and maps in text areas, the drop-downs of credentials, and checks that say in
 * the step's own words what it would refuse.
 */
public abstract class TaskhubStepDescriptor extends StepDescriptor {
    /** What a step needs around it that starts programs on an agent. */
    protected static final Set<Class<?>> ON_AGENT =
            Set.of(Run.class, TaskListener.class, EnvVars.class, FilePath.class, Launcher.class);

    /** A step as its form gives it. */
    @Override
    public Step newInstance(StaplerRequest2 request, JSONObject form) throws FormException {
        return fromForm(form);
    }

    /**
     * The same from the form's fields.
     *
     * @throws FormException for what cannot be a value of its field
     */
    Step fromForm(Map<?, ?> form) throws FormException {
        try {
            return newInstance(FormArguments.of(clazz, form));
        } catch (StepFailure e) {
            throw new FormException(e.getMessage(), e.getMessage().replaceFirst(" .*", ""));
        } catch (Exception e) {
            throw new FormException(getFunctionName() + " cannot be made of the form: " + e.getMessage(), e, "");
        }
    }

    /** A step as it is when nothing is given, for the form: so its defaults stand in one place. */
    public Step getBlank() throws Exception {
        return newInstance(Map.of());
    }

    /** A list or a map as a text area shows it. */
    public String text(Object value) {
        return FormText.of(value);
    }

    /** Who asks the cluster or the registry. */
    public List<String> getViaChoices() {
        return KubeAccess.WAYS;
    }

    /** The secret files that the form offers. */
    @POST
    public ListBoxModel doFillKubeconfigIdItems(@AncestorInPath Item item, @QueryParameter String kubeconfigId) {
        return CredentialsMenu.of(item, kubeconfigId, FileCredentials.class);
    }

    /** The users with passwords that the form offers. */
    @POST
    public ListBoxModel doFillRegistryCredentialsIdItems(@AncestorInPath Item item,
            @QueryParameter String registryCredentialsId) {
        return CredentialsMenu.of(item, registryCredentialsId, StandardUsernamePasswordCredentials.class);
    }

    /** Explains what is wrong with a namespace. */
    @POST
    public FormValidation doCheckNamespace(@AncestorInPath Item item, @QueryParameter String value) {
        return FormChecks.of(item, () -> Names.namespace("namespace", value));
    }

    /** Explains what is wrong with the name of a release. */
    @POST
    public FormValidation doCheckRelease(@AncestorInPath Item item, @QueryParameter String value) {
        return FormChecks.of(item, () -> Names.release("release", value));
    }

    /** Explains what is wrong with a span of time. */
    @POST
    public FormValidation doCheckTimeout(@AncestorInPath Item item, @QueryParameter String value) {
        return FormChecks.given(item, value, () -> Names.duration("timeout", value));
    }

    /** Explains what is wrong with the lines of a map. */
    @POST
    public FormValidation doCheckEntries(@AncestorInPath Item item, @QueryParameter String value) {
        return FormChecks.given(item, value, () -> FormText.map("the field", value));
    }
}

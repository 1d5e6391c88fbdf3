package io.jenkins.plugins.taskhub.config;

import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.Util;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.taskhub.credentials.CredentialsMenu;
import io.jenkins.plugins.taskhub.step.Names;
import io.jenkins.plugins.taskhub.step.StepFailure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import jenkins.model.GlobalConfiguration;
import jenkins.model.Jenkins;
import net.sf.json.JSONObject;
import org.jenkinsci.Symbol;
import org.jenkinsci.plugins.plaincredentials.FileCredentials;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/**
 * What an administrator configures once for all steps. It holds ids and paths, never a secret. In configuration as code it
 * is {@code unclassified: taskhub:}.
 */
@Extension
@Symbol("taskhub")
public class TaskhubConfiguration extends GlobalConfiguration {
    private static final long MEGABYTE = 1_000_000;

    private String kubeconfigId;
    private String context;
    private String registry;
    private String registryCredentialsId;
    private ArrayList<ToolPath> tools = new ArrayList<>();
    private int keepReports;
    private int largestReportMegabytes;

    /** Reads what was saved. */
    public TaskhubConfiguration() {
        load();
    }

    /** What steps fall back on now; nothing where the controller is not there. */
    public static Settings settings() {
        return Jenkins.getInstanceOrNull() == null ? Settings.NONE
                : ExtensionList.lookupSingleton(TaskhubConfiguration.class).toSettings();
    }

    private synchronized Settings toSettings() {
        var programs = new LinkedHashMap<String, String>();
        tools.forEach(tool -> programs.put(tool.getName(), tool.getPath()));
        return new Settings(kubeconfigId, context, registry, registryCredentialsId, programs, keepReports,
                largestReportMegabytes * MEGABYTE);
    }

    @Override
    public String getDisplayName() {
        return Messages.TaskhubConfiguration_displayName();
    }

    /** The default cluster: the id of a secret file with a kubeconfig; null for none. */
    public synchronized String getKubeconfigId() {
        return kubeconfigId;
    }

    /** Saves it. */
    @DataBoundSetter
    public synchronized void setKubeconfigId(String id) {
        kubeconfigId = given("kubeconfigId", id);
        save();
    }

    /** The context of that kubeconfig; null for its current one. */
    public synchronized String getContext() {
        return context;
    }

    /** Saves it. */
    @DataBoundSetter
    public synchronized void setContext(String name) {
        context = given("context", name);
        save();
    }

    /** The host of the default registry, with its port where it has one; null for none. */
    public synchronized String getRegistry() {
        return registry;
    }

    /** Saves it, without a scheme. */
    @DataBoundSetter
    public synchronized void setRegistry(String host) {
        String name = Util.fixEmptyAndTrim(host);
        registry = name == null ? null : Names.registryHost("registry", name);
        save();
    }

    /** The credential of the default registry; null to log in nowhere. */
    public synchronized String getRegistryCredentialsId() {
        return registryCredentialsId;
    }

    /** Saves it. */
    @DataBoundSetter
    public synchronized void setRegistryCredentialsId(String id) {
        registryCredentialsId = given("registryCredentialsId", id);
        save();
    }

    /** The programs that are not to be looked up in the agents' {@code PATH}. */
    public synchronized List<ToolPath> getTools() {
        return List.copyOf(tools);
    }

    /** Saves them. */
    @DataBoundSetter
    public synchronized void setTools(List<ToolPath> paths) {
        var all = new ArrayList<ToolPath>();
        for (ToolPath one : paths == null ? List.<ToolPath>of() : paths) {
            all.add(one.checked());
        }
        tools = all;
        save();
    }

    /** Of how many builds of a job the report pages are kept; 0 for all. */
    public synchronized int getKeepReports() {
        return keepReports;
    }

    /** Saves it; less than 0 is 0. */
    @DataBoundSetter
    public synchronized void setKeepReports(int builds) {
        keepReports = Math.max(0, builds);
        save();
    }

    /** The largest report that is archived with a build, in megabytes; 0 for any size. */
    public synchronized int getLargestReportMegabytes() {
        return largestReportMegabytes;
    }

    /** Saves it. */
    @DataBoundSetter
    public synchronized void setLargestReportMegabytes(int megabytes) {
        largestReportMegabytes = Math.max(0, megabytes);
        save();
    }

    /** Takes the form. A browser does not send a list without entries. */
    @Override
    public synchronized boolean configure(StaplerRequest2 request, JSONObject form) throws FormException {
        var before = tools;
        tools = new ArrayList<>();
        try {
            return super.configure(request, form);
        } catch (RuntimeException e) {
            tools = before;
            throw refusal(e);
        }
    }

    /** What a setter refused, in its own words, without the wrapping of the form's binding. */
    static FormException refusal(RuntimeException problem) {
        for (Throwable one = problem; one != null; one = one.getCause()) {
            if (one instanceof StepFailure) {
                return new FormException(one.getMessage(), problem, one.getMessage().replaceFirst(" .*", ""));
            }
        }
        throw problem;
    }

    /** The secret files that the form offers. */
    @POST
    public ListBoxModel doFillKubeconfigIdItems(@QueryParameter String kubeconfigId) {
        return CredentialsMenu.of(null, kubeconfigId, FileCredentials.class);
    }

    /** The users with passwords that the form offers. */
    @POST
    public ListBoxModel doFillRegistryCredentialsIdItems(@QueryParameter String registryCredentialsId) {
        return CredentialsMenu.of(null, registryCredentialsId, StandardUsernamePasswordCredentials.class);
    }

    /** Explains what is wrong with a host. */
    @POST
    public FormValidation doCheckRegistry(@QueryParameter String value) {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        return Util.fixEmptyAndTrim(value) == null ? FormValidation.ok()
                : FormChecks.of(() -> Names.registryHost("registry", value.strip()));
    }

    private static String given(String parameter, String value) {
        String text = Util.fixEmptyAndTrim(value);
        return text == null ? null : Names.plain(parameter, text);
    }
}

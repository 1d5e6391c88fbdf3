package hudson.slaves;

import hudson.EnvVars;
import hudson.Extension;
import hudson.model.Node;
import hudson.model.TaskListener;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;

/** Variables of every process on a node. */
public class EnvironmentVariablesNodeProperty extends NodeProperty<Node> {
    private final EnvVars envVars = new EnvVars();

    @DataBoundConstructor
    public EnvironmentVariablesNodeProperty(List<Entry> env) {
        env.forEach(e -> envVars.put(e.key, e.value));
    }

    public EnvironmentVariablesNodeProperty(Entry... env) {
        this(Arrays.asList(env));
    }

    public EnvVars getEnvVars() {
        return envVars;
    }

    public List<Entry> getEnv() {
        return envVars.entrySet().stream().map(e -> new Entry(e.getKey(), e.getValue())).toList();
    }

    @Override
    public void buildEnvVars(EnvVars env, TaskListener listener) throws IOException, InterruptedException {
        env.putAll(envVars);
    }

    /** One variable. */
    public static class Entry {
        public String key;
        public String value;

        @DataBoundConstructor
        public Entry(String key, String value) {
            this.key = key;
            this.value = value;
        }
    }

    /** The descriptor. */
    @Extension
    @Symbol("envVars")
    public static class DescriptorImpl extends NodePropertyDescriptor {
        @Override
        public String getDisplayName() {
            return "Environment variables";
        }
    }
}

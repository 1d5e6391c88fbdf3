package io.jenkins.plugins.taskhub.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.model.Item;
import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.util.ListBoxModel;
import java.util.List;
import jenkins.model.Jenkins;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;

public class CredentialsMenuTest {

    @Rule
    public JenkinsRule r = new JenkinsRule();

    private Folder item;

    @Before
    public void setUp() throws Exception {
        item = r.createProject(Folder.class, "team");
        r.jenkins.setSecurityRealm(r.createDummySecurityRealm());
        r.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, Item.READ).everywhere().toAuthenticated()
                .grant(Jenkins.ADMINISTER).everywhere().to("root")
                .grant(CredentialsProvider.USE_ITEM).everywhere().to("ci")
                .grant(Item.EXTENDED_READ).everywhere().to("auditor"));
        SystemCredentialsProvider.getInstance().getCredentials().add(
                new UsernamePasswordCredentialsImpl(CredentialsScope.GLOBAL, "reg", "", "robot", "canary-pass-4411"));
    }

    private List<String> choices(String user, Item of, String current) {
        try (ACLContext as = ACL.as(User.getById(user, true))) {
            ListBoxModel model = CredentialsMenu.of(of, current, StandardUsernamePasswordCredentials.class);
            assertThat(model.toString()).doesNotContain("canary");
            return model.stream().map(option -> option.value).toList();
        }
    }

    @Test
    public void whoMayUseOrReadTheJobsCredentialsSeesThem() {
        assertThat(choices("ci", item, "")).containsExactly("", "reg");
        assertThat(choices("auditor", item, "old")).containsExactly("", "reg", "old");
    }

    @Test
    public void othersSeeTheCurrentValueOnly() {
        assertThat(choices("reader", item, "old")).containsExactly("old");
        assertThat(choices("reader", item, "")).isEmpty();
    }

    @Test
    public void outsideOfAJobOnlyAdministratorsSeeThem() {
        assertThat(choices("root", null, "")).containsExactly("", "reg");
        assertThat(choices("ci", null, "reg")).containsExactly("reg");
    }
}

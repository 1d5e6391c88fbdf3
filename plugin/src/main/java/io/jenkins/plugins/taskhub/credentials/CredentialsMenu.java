package io.jenkins.plugins.taskhub.credentials;

import com.cloudbees.plugins.credentials.CredentialsMatchers;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.common.StandardListBoxModel;
import hudson.model.Item;
import hudson.model.Queue;
import hudson.model.queue.Tasks;
import hudson.security.ACL;
import hudson.util.ListBoxModel;
import java.util.List;
import jenkins.model.Jenkins;

/** The credentials that a step's form offers: those that the job's builds may use, to who may know of them. */
public final class CredentialsMenu {

    private CredentialsMenu() {}

    /**
     * The choices for a parameter.
     *
     * @param item    the job whose form it is; null outside of one
     * @param current what the form holds now, which is always among the choices
     * @param type    the kind of credentials
     */
    public static ListBoxModel of(Item item, String current, Class<? extends StandardCredentials> type) {
        StandardListBoxModel choices = new StandardListBoxModel();
        if (mayKnow(item)) {
            choices.includeEmptyValue();
            if (item == null) {
                choices.includeMatchingAs(
                        ACL.SYSTEM2, Jenkins.get(), type, List.of(), CredentialsMatchers.always());
            } else {
                choices.includeMatchingAs(item instanceof Queue.Task task ? Tasks.getAuthenticationOf2(task) : ACL.SYSTEM2,
                        item, type, List.of(), CredentialsMatchers.always());
            }
        }
        choices.includeCurrentValue(current);
        return choices;
    }

    private static boolean mayKnow(Item item) {
        return item == null
                ? Jenkins.get().hasPermission(Jenkins.ADMINISTER)
                : item.hasPermission(Item.EXTENDED_READ) || item.hasPermission(CredentialsProvider.USE_ITEM);
    }
}

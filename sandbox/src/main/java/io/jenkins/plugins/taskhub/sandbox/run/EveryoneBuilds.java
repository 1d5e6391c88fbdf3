package io.jenkins.plugins.taskhub.sandbox.run;

import java.util.Collection;
import java.util.List;

import hudson.security.ACL;
import hudson.security.AuthorizationStrategy;
import jenkins.model.Jenkins;

/** Everyone may start, answer and abort builds; nobody is an administrator, who could answer every prompt. */
final class EveryoneBuilds extends AuthorizationStrategy {
    @Override
    public ACL getRootACL() {
        return ACL.lambda2((who, permission) -> !permission.equals(Jenkins.ADMINISTER)
                && !permission.equals(Jenkins.MANAGE));
    }

    @Override
    public Collection<String> getGroups() {
        return List.of();
    }
}

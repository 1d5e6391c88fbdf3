package io.jenkins.plugins.taskhub.kubernetes;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/**
 * What a step wants to know of a release before it changes it, had by one call.
 *
 * @param entries        all revisions that helm keeps, the oldest first
 * @param newestDeployed the newest revision with status {@code deployed}, with its payload; null where there is none
 */
public record ReleaseState(List<ReleaseEntry> entries, Release newestDeployed) implements Serializable {
    /** Copies the list. */
    public ReleaseState {
        entries = List.copyOf(entries);
    }

    /** The newest deployed revision with its payload. */
    public Optional<Release> deployed() {
        return Optional.ofNullable(newestDeployed);
    }

    /** The newest revision, whatever its status. */
    public Optional<ReleaseEntry> newest() {
        return entries.isEmpty() ? Optional.empty() : Optional.of(entries.get(entries.size() - 1));
    }

    /** The newest revision where it is pending: helm refuses to work on the release until it is resolved. */
    public Optional<ReleaseEntry> pending() {
        return newest().filter(e -> e.status().pending());
    }

    /** The newest revision before this one that was deployed once: where a rollback leads to. */
    public Optional<ReleaseEntry> before(int revision) {
        return entries.stream().filter(e -> e.revision() < revision)
                .filter(e -> e.status() == ReleaseStatus.DEPLOYED || e.status() == ReleaseStatus.SUPERSEDED)
                .reduce((older, newer) -> newer);
    }
}

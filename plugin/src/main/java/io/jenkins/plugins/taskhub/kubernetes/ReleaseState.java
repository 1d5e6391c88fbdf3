package io.jenkins.plugins.taskhub.kubernetes;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a step wants to know of a release before it changes it, had by one call.
 *
 * @param entries        all revisions that helm keeps, the oldest first
 * @param newestDeployed the newest revision with status {@code deployed}, with its payload; null where there is none
 * @param failed         where there is none: the newest revisions that helm calls superseded although they failed
 */
public record ReleaseState(List<ReleaseEntry> entries, Release newestDeployed, Set<Integer> failed)
        implements Serializable {
    /** Copies the collections. */
    public ReleaseState {
        entries = List.copyOf(entries);
        failed = Set.copyOf(failed);
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

    /** Where a rollback from this revision leads to: what is deployed, else the newest that was deployed once. */
    public Optional<ReleaseEntry> before(int revision) {
        return newest(revision, ReleaseStatus.DEPLOYED).or(() -> newest(revision, ReleaseStatus.SUPERSEDED));
    }

    private Optional<ReleaseEntry> newest(int before, ReleaseStatus status) {
        return entries.stream().filter(e -> e.revision() < before && e.status() == status)
                .filter(e -> !failed.contains(e.revision())).reduce((older, newer) -> newer);
    }
}

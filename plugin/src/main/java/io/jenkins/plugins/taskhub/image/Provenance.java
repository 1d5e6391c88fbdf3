package io.jenkins.plugins.taskhub.image;

import io.jenkins.plugins.taskhub.cli.Command;
import io.jenkins.plugins.taskhub.cli.Outcome;
import io.jenkins.plugins.taskhub.step.Phase;
import io.jenkins.plugins.taskhub.step.Ports;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where an image comes from: the commit that is checked out, and the repository of the sources. */
final class Provenance implements Serializable {
    /** The label that tells an image's commit. */
    static final String REVISION = "org.opencontainers.image.revision";

    private static final long serialVersionUID = 1L;
    private static final int LONGEST_OUTPUT = 16_384;
    private static final GitCli GIT = new GitCli();

    private Commit commit;
    private String origin;
    private Instant created;

    /** Asks git; where the workspace is no repository, what Jenkins says in the environment counts. */
    List<Phase> phases() {
        return List.of(
                Phase.process("Reading the commit", ports -> git(GIT.commit(), ports), this::readCommit),
                Phase.process("Reading the origin", ports -> git(GIT.origin(), ports), this::readOrigin));
    }

    /** The commit; null where it is not known. */
    Commit commit() {
        return commit;
    }

    /** When the commit was made, so that the same commit gives the same image; else when this was asked. */
    Instant created() {
        return created;
    }

    /** The labels of the OCI image format that say where an image comes from. */
    Map<String, String> labels(String version) {
        var labels = new LinkedHashMap<String, String>();
        if (commit != null) {
            labels.put(REVISION, commit.id());
        }
        if (origin != null) {
            labels.put("org.opencontainers.image.source", origin);
        }
        labels.put("org.opencontainers.image.version", version);
        labels.put("org.opencontainers.image.created", created.toString());
        return labels;
    }

    /** A repository around the workspace is none of the build's. */
    private static Optional<Command> git(List<String> arguments, Ports ports) throws IOException, InterruptedException {
        var workspace = Path.of(ports.agent().env().get("WORKSPACE", ports.agent().workspace().getRemote()));
        return Optional.of(Command.of(arguments).captured().quiet()
                .with("GIT_CEILING_DIRECTORIES", String.valueOf(workspace.getParent())));
    }

    private void readCommit(Ports ports, Outcome outcome) throws IOException, InterruptedException {
        var now = Instant.ofEpochSecond(Instant.now().getEpochSecond());
        var found = outcome.succeeded() ? GitCli.readCommit(outcome.output(LONGEST_OUTPUT))
                : GitCli.readCommit(ports.agent().env().get("GIT_COMMIT", "") + " " + now.getEpochSecond());
        commit = found.orElse(null);
        created = found.map(Commit::time).orElse(now);
    }

    private void readOrigin(Ports ports, Outcome outcome) throws IOException, InterruptedException {
        String address = outcome.succeeded() ? outcome.output(LONGEST_OUTPUT) : ports.agent().env().get("GIT_URL", "");
        origin = GitCli.readOrigin(address).orElse(null);
    }
}

package io.jenkins.plugins.taskhub.helm;

import io.jenkins.plugins.taskhub.cli.Command;
import io.jenkins.plugins.taskhub.cli.Outcome;
import io.jenkins.plugins.taskhub.kubernetes.ManifestDiff;
import io.jenkins.plugins.taskhub.kubernetes.Release;
import io.jenkins.plugins.taskhub.kubernetes.ReleaseCalls.ReadRevision;
import io.jenkins.plugins.taskhub.kubernetes.ReleaseEntry;
import io.jenkins.plugins.taskhub.kubernetes.ReleaseState;
import io.jenkins.plugins.taskhub.kubernetes.ReleaseStatus;
import io.jenkins.plugins.taskhub.step.Engine;
import io.jenkins.plugins.taskhub.step.Phase;
import io.jenkins.plugins.taskhub.step.Ports;
import io.jenkins.plugins.taskhub.step.StepFailure;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Takes a release back to an earlier revision: what {@code helmRollback} does. */
final class HelmRollback implements Engine<LinkedHashMap<String, Object>> {
    private static final long serialVersionUID = 1L;

    private final RollbackRequest request;
    private final HelmTarget target;
    private final Rollout rollout;
    private final DeployLog log;
    private final Turn turn;
    private int previousRevision;
    private int newestRevision;
    private int backTo;
    private int revision;
    private String previousTag;
    private String tag;
    private boolean changed;
    private boolean started;

    HelmRollback(RollbackRequest request) {
        this.request = request.checked();
        this.target = request.target;
        this.rollout = new Rollout(target, request.span());
        this.log = new DeployLog(target, request.place(), rollout);
        this.turn = new Turn(target, request.lock && !request.dryRun);
    }

    @Override
    public List<Phase> phases() {
        return List.of(
                Phase.await("Waiting for the release", turn::take),
                Phase.call("Reading the release", this::read),
                Phase.process("Rolling back", this::rollBack, this::watch, this::rolledBack),
                Phase.call("Finishing", this::conclude));
    }

    @Override
    public void attach(Ports ports) throws IOException, InterruptedException {
        target.attach(ports);
    }

    @Override
    public void reclaim() {
        turn.reclaim();
    }

    @Override
    public void close() {
        turn.give();
        target.close();
    }

    private void read(Ports ports) throws IOException, InterruptedException {
        var state = target.state(ports);
        if (state.newest().isEmpty()) {
            throw new StepFailure("there is no release " + target + ": correct release or namespace, or deploy it first");
        }
        newestRevision = state.newest().get().revision();
        previousRevision = state.deployed().map(Release::revision).orElse(0);
        var goal = request.wanted() > 0 ? named(state, ports) : before(state, ports);
        backTo = goal.revision();
        changed = backTo != newestRevision || state.newest().get().status() != ReleaseStatus.DEPLOYED;
        previousTag = state.deployed().flatMap(this::tagOf).orElse(null);
        tag = tagOf(goal).orElse(null);
        var diff = ManifestDiff.between(
                state.deployed().map(ManifestDiff.Rendered::of).orElse(ManifestDiff.Rendered.NOTHING),
                ManifestDiff.Rendered.of(goal)).masked(ports.masker()::mask);
        rollout.of(goal.manifest());
        rollout.before(diff::touches, ports);
        log.goingBack(diff, changed, request.dryRun, newestRevision, backTo, previousTag, tag, ports);
    }

    private Optional<String> tagOf(Release release) {
        return release.value(request.imageTagKey).filter(String.class::isInstance).map(String.class::cast);
    }

    private Release named(ReleaseState state, Ports ports) throws InterruptedException {
        int wanted = request.wanted();
        if (state.entries().stream().noneMatch(entry -> entry.revision() == wanted)) {
            throw new StepFailure("there is no revision " + wanted + " of " + target + ": take one of "
                    + state.entries().stream().map(entry -> entry.revision() + " (" + entry.status() + ")")
                    .collect(Collectors.joining(", ")));
        }
        return read(wanted, ports);
    }

    /** What was deployed before: the newest deployed revision where a later one failed, else the one before it. */
    private Release before(ReleaseState state, Ports ports) throws InterruptedException {
        if (state.newest().orElseThrow().status() != ReleaseStatus.DEPLOYED && state.deployed().isPresent()) {
            return state.deployed().get();
        }
        int from = newestRevision;
        for (var earlier = state.before(from); earlier.isPresent(); earlier = state.before(from)) {
            from = earlier.map(ReleaseEntry::revision).get();
            var release = read(from, ports);
            if (!release.failed()) {
                return release;
            }
        }
        throw new StepFailure("no revision of " + target + " was deployed before revision " + newestRevision
                + ": there is nothing to go back to");
    }

    private Release read(int wanted, Ports ports) throws InterruptedException {
        return target.cluster().call(new ReadRevision(target.namespace(), target.release(), wanted), ports.log()::detail);
    }

    private Optional<Command> rollBack(Ports ports) {
        if (!changed || request.dryRun) {
            return Optional.empty();
        }
        started = true;
        return Optional.of(target.helm(target.cli().rollback(backTo, request.wait, request.span())).captured());
    }

    private AutoCloseable watch(Ports ports, Consumer<String> stop) {
        return request.wait ? rollout.watch(ports, stop) : () -> { };
    }

    private void rolledBack(Ports ports, Outcome outcome) throws IOException, InterruptedException {
        if (outcome.succeeded()) {
            return;
        }
        String left = log.ended(new Aftermath(target, target.state(ports), newestRevision), ports).words(tag);
        boolean archived = log.failed(rollout.trouble(), outcome, left, ports);
        throw new StepFailure(target + " could not be rolled back to revision " + backTo + ": " + HelmProblem.of(outcome)
                + "; " + left + (archived ? ". Pod logs and events: " + DeployLog.FAILURE_FILE : ""));
    }

    private void conclude(Ports ports) throws IOException, InterruptedException {
        revision = previousRevision;
        if (started) {
            revision = target.state(ports).deployed().map(Release::revision).orElse(newestRevision + 1);
            log.deployed(Map.of(), revision, ports);
        }
    }

    @Override
    public void interrupted(Ports ports) throws InterruptedException {
        ports.log().line(started
                ? "Interrupted while rolling back " + target + ": "
                        + new Aftermath(target, target.state(ports), newestRevision).words(tag)
                : "Interrupted: nothing was changed in " + target.namespace());
    }

    @Override
    public LinkedHashMap<String, Object> result() {
        var result = new LinkedHashMap<String, Object>();
        result.put("release", target.release());
        result.put("namespace", target.namespace());
        result.put("revision", revision);
        result.put("previousRevision", previousRevision);
        result.put("tag", tag);
        result.put("previousTag", previousTag);
        result.put("changed", changed);
        return result;
    }
}

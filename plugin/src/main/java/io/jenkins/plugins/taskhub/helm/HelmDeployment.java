package io.jenkins.plugins.taskhub.helm;

import io.jenkins.plugins.taskhub.cli.Command;
import io.jenkins.plugins.taskhub.cli.Outcome;
import io.jenkins.plugins.taskhub.helm.Aftermath.Left;
import io.jenkins.plugins.taskhub.helm.HelmCli.Source;
import io.jenkins.plugins.taskhub.kubernetes.Release;
import io.jenkins.plugins.taskhub.kubernetes.ReleaseCalls.HasNamespace;
import io.jenkins.plugins.taskhub.kubernetes.ReleaseEntry;
import io.jenkins.plugins.taskhub.kubernetes.ReleaseState;
import io.jenkins.plugins.taskhub.step.Engine;
import io.jenkins.plugins.taskhub.step.Phase;
import io.jenkins.plugins.taskhub.step.Ports;
import io.jenkins.plugins.taskhub.step.StepFailure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Installs or upgrades a release: what {@code helmDeploy} does. */
final class HelmDeployment implements Engine<LinkedHashMap<String, Object>> {
    private static final long serialVersionUID = 1L;

    private final DeployRequest request;
    private final HelmTarget target;
    private final Rollout rollout;
    private final DeployLog log;
    private final Turn turn;
    private final ImageCheck images;
    private int previousRevision;
    private int newestRevision;
    private int revision;
    private String previousTag;
    private String tag;
    private LinkedHashMap<String, String> tags = new LinkedHashMap<>();
    private boolean changed;
    private boolean upgrading;
    private String helm;
    private int rollBackTo;
    private String failure;
    private transient ReleaseState state;

    HelmDeployment(DeployRequest request) {
        this.request = request.checked();
        this.target = request.target;
        this.rollout = new Rollout(target, request.span());
        this.log = new DeployLog(target, request.place(), rollout);
        this.turn = new Turn(target, request.lock);
        this.images = new ImageCheck(request, log);
    }

    @Override
    public List<Phase> phases() {
        return List.of(
                Phase.call("Checking the files", ports -> Inputs.check(request, ports)),
                Phase.await("Waiting for the release", turn::take),
                Phase.process("Recovering the release", this::recover,
                        (ports, outcome) -> Recovery.judge(target, outcome)),
                Phase.call("Reading the release", this::readRelease),
                Phase.await("Asking for the digest", images::pin),
                Phase.process("Rendering the chart", this::render, this::rendered),
                Phase.await("Looking for the image", images::begin),
                Phase.process("Asking helm for its version", ports -> version(),
                        (ports, outcome) -> helm = HelmVersion.of(outcome).name()),
                Phase.process("Upgrading", this::upgrade, this::watch, this::upgraded),
                Phase.process("Rolling back", this::rollBack, this::rolledBack),
                Phase.await("Waiting for what runs", this::health),
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

    private Optional<Command> recover(Ports ports) throws InterruptedException {
        var found = target.state(ports);
        boolean wanted = request.recover.equals("rollback") && !request.dryRun;
        return Optional.ofNullable(Recovery.plan(target, found, wanted, request.span(), ports))
                .map(arguments -> target.helm(arguments).captured());
    }

    private void readRelease(Ports ports) throws InterruptedException {
        state = target.state(ports);
        if (state.newest().isEmpty() && !request.createNamespace
                && !target.cluster().call(new HasNamespace(target.namespace()), ports.log()::detail)) {
            throw new StepFailure("namespace " + target.namespace() + " does not exist: create it, correct the name, or "
                    + "deploy with createNamespace: true");
        }
        newestRevision = state.newest().map(ReleaseEntry::revision).orElse(0);
        previousRevision = state.deployed().map(Release::revision).orElse(0);
        var current = new CurrentTags(target, state, ports);
        previousTag = current.deployed(request.imageTagKey).orElse(null);
        tags = current.resolve(request.tagKeys());
        images.keep(current);
    }

    private Optional<Command> render(Ports ports) throws IOException, InterruptedException {
        return Optional.of(target.helm(target.cli().render(source(ports), request.createNamespace)).captured().quiet());
    }

    private Source source(Ports ports) throws IOException, InterruptedException {
        var files = new ArrayList<>(request.values);
        var tree = request.tree(tags, images.digest());
        if (!tree.isEmpty()) {
            files.add(ports.agent().privateFile("values.json", tree.json()).getRemote());
        }
        return new Source(request.chart, request.chartVersion, files);
    }

    private void rendered(Ports ports, Outcome outcome) throws IOException, InterruptedException {
        if (!outcome.succeeded()) {
            throw new StepFailure(target + " cannot be deployed, nothing was changed: " + HelmProblem.of(outcome));
        }
        if (state == null) {
            state = target.state(ports);
        }
        Preview preview;
        try (var json = outcome.stream()) {
            preview = new Preview(Release.fromJson(json), state);
        }
        changed = preview.changes();
        tag = Optional.ofNullable(tags.get(request.imageTagKey)).or(() -> preview.text(request.imageTagKey)).orElse(null);
        images.rendered(preview, tags, changed);
        rollout.of(preview.manifest());
        var diff = preview.diff(ports.masker()::mask);
        rollout.before(diff::touches, ports);
        log.compared(request, diff, changed, newestRevision, previousTag, tag, ports);
        state = null;
    }

    private Optional<Command> version() {
        return changed && !request.dryRun && request.atomic
                ? Optional.of(target.helm(target.cli().version()).captured().quiet()) : Optional.empty();
    }

    private Optional<Command> upgrade(Ports ports) throws IOException, InterruptedException {
        if (!changed || request.dryRun) {
            return Optional.empty();
        }
        log.upgrading(previousRevision, newestRevision + 1, ports);
        upgrading = true;
        var version = helm == null ? null : HelmVersion.valueOf(helm);
        return Optional.of(target.helm(target.cli().upgrade(source(ports), request.manner(), version)).captured());
    }

    private AutoCloseable watch(Ports ports, Consumer<String> stop) {
        return request.wait || request.atomic ? rollout.watch(ports, stop) : () -> { };
    }

    private void upgraded(Ports ports, Outcome outcome) throws IOException, InterruptedException {
        if (outcome.succeeded()) {
            return;
        }
        String why = HelmProblem.of(outcome);
        var trouble = rollout.trouble();
        var after = new Aftermath(target, target.state(ports), newestRevision);
        boolean back = after.left() == Left.PENDING && request.atomic && previousRevision > 0;
        boolean kept = log.failed(trouble, outcome, back ? null : after.words(previousTag), ports);
        String head = (tag == null ? target.release() : target.release() + " " + tag)
                + (trouble != null ? " did not become ready in " : " could not be deployed to ") + target.namespace();
        if (back) {
            rollBackTo = previousRevision;
            failure = head + ": " + why;
            return;
        }
        log.aftermath(after, previousRevision, kept, ports);
        throw new StepFailure(head + "; " + after.words(previousTag) + ". " + (trouble == null ? why : trouble.summary())
                + ". Mend the cause, then deploy again");
    }

    private Optional<Command> rollBack(Ports ports) {
        if (rollBackTo == 0) {
            return Optional.empty();
        }
        ports.log().line("Helm was ended in the middle: rolling " + target + " back to revision " + rollBackTo);
        return Optional.of(target.helm(target.cli().rollback(rollBackTo, true, request.span())).captured());
    }

    private void rolledBack(Ports ports, Outcome outcome) throws IOException, InterruptedException {
        var after = log.ended(new Aftermath(target, target.state(ports), newestRevision), ports);
        throw new StepFailure(failure + "; " + after.words(previousTag)
                + (outcome.succeeded() ? "" : " (the rollback failed: " + HelmProblem.of(outcome) + ")"));
    }

    private CompletableFuture<?> health(Ports ports) {
        boolean nothing = changed || request.dryRun || !request.wait || rollout.isEmpty();
        return nothing ? CompletableFuture.completedFuture(null) : rollout.ready(ports);
    }

    private void conclude(Ports ports) throws IOException, InterruptedException {
        revision = previousRevision;
        if (upgrading) {
            revision = target.state(ports).deployed().map(Release::revision).orElse(newestRevision + 1);
            log.deployed(request.annotations, revision, ports);
        }
    }

    @Override
    public void ending(Ports ports) {
        if (upgrading && request.atomic && rollBackTo == 0) {
            ports.log().line("Waiting for helm to " + (previousRevision > 0
                    ? "roll " + target + " back to revision " + previousRevision
                    : "take the first installation of " + target + " away again"));
        }
    }

    @Override
    public void interrupted(Ports ports) throws InterruptedException {
        if (!upgrading) {
            ports.log().line("Interrupted: nothing was changed in " + target.namespace());
            return;
        }
        var after = new Aftermath(target, target.state(ports), newestRevision);
        ports.log().line("Interrupted while upgrading " + target + ": " + after.words(previousTag));
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
        if (request.imageDigestKey != null) {
            result.put("digest", images.digest());
        }
        if (!request.imageTags.isEmpty()) {
            result.put("tags", tags);
        }
        return result;
    }
}

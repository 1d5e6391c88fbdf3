package io.jenkins.plugins.taskhub.image;

import io.jenkins.plugins.taskhub.cli.Command;
import io.jenkins.plugins.taskhub.cli.Outcome;
import io.jenkins.plugins.taskhub.registry.Registry;
import io.jenkins.plugins.taskhub.step.Engine;
import io.jenkins.plugins.taskhub.step.Phase;
import io.jenkins.plugins.taskhub.step.Ports;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Builds and tests an application, makes its images and pushes them: what {@code taskhubBuild} does. */
final class ImageBuild implements Engine<LinkedHashMap<String, Object>> {
    private static final long serialVersionUID = 1L;
    private static final int MOST_AT_A_TIME = 4;

    private final BuildRequest request;
    private final ArrayList<ImageLane> lanes = new ArrayList<>();
    private final Application application;
    private final BuilderChoice choice;
    private final Provenance provenance = new Provenance();
    private Sources sources;
    private transient RegistryAccess access;

    ImageBuild(BuildRequest request) {
        this.request = request.checked();
        request.images.forEach(image -> lanes.add(new ImageLane(image, request.immutable, request.skipExisting,
                request.candidate)));
        this.application = new Application(request);
        this.choice = new BuilderChoice(request);
    }

    @Override
    public List<Phase> phases() {
        var phases = new ArrayList<Phase>();
        phases.add(Phase.call("Checking the files", this::checkFiles));
        phases.addAll(provenance.phases());
        phases.add(Phase.call("Naming the images", this::nameImages));
        phases.addAll(choice.phases());
        phases.add(Phase.await("Asking the registry", ports -> request.asksFirst() ? look(ports) : nothing()));
        phases.add(Phase.call("Telling what would be done", this::rehearse));
        phases.addAll(application.phases(this::works));
        phases.add(Phase.await("Looking at the tags", ports -> each(lane -> guard(lane, ports, true))));
        phases.add(together("Preparing", this::prepare, (lane, ports, outcome) -> { }));
        phases.add(together("Building", this::build, (lane, ports, outcome) ->
                lane.built(builder(ports), plan(lane, ports), ports, outcome)));
        if (request.push) {
            phases.add(Phase.await("Looking at the tags again", ports -> each(lane -> guard(lane, ports, false))));
            phases.add(together("Pushing", this::push, (lane, ports, outcome) ->
                    lane.pushed(builder(ports), plan(lane, ports), ports, outcome)));
            phases.add(together("Pushing latest", this::pushLatest, (lane, ports, outcome) ->
                    lane.pushedLatest(builder(ports), outcome)));
            phases.add(Phase.await("Comparing the digests",
                    ports -> each(lane -> lane.verify(registry(ports), access.login()))));
        }
        phases.add(Phase.call("Finishing", ports -> BuildLog.done(request, lanes, application.tests(), choice, provenance.commit(), ports)));
        return phases;
    }

    @Override
    public void attach(Ports ports) throws IOException, InterruptedException {
        access = RegistryAccess.open(request, ports);
    }

    private void checkFiles(Ports ports) throws IOException, InterruptedException {
        sources = Sources.look(request.images, ports);
        application.plan(sources);
        choice.among(sources);
    }

    private void nameImages(Ports ports) throws IOException, InterruptedException {
        String branch = Tags.branch(ports.agent().env())
                .orElse(provenance.commit() == null ? null : provenance.commit().branch());
        String tag = Tags.of(branch, provenance.commit(), ports.build().number());
        lanes.forEach(lane -> lane.name(tag));
        BuildLog.named(lanes, branch, provenance.commit(), ports);
    }

    private void rehearse(Ports ports) throws IOException, InterruptedException {
        if (!request.dryRun) {
            return;
        }
        application.commands().forEach(command -> BuildLog.would(command, ports));
        for (int i = 0; i < lanes.size(); i++) {
            var plan = plan(lanes.get(i), ports);
            var builder = builder(ports);
            if (!lanes.get(i).skipped()) {
                BuildLog.would(builder.build(plan, ports).arguments(), ports);
                if (request.push) {
                    builder.push(plan).ifPresent(push -> BuildLog.would(push.arguments(), ports));
                }
                if (plan.latest()) {
                    builder.pushLatest(plan).ifPresent(push -> BuildLog.would(push.arguments(), ports));
                }
            }
        }
    }

    /** A process for each image, beside each other; where there are several, their lines say whose they are. */
    private Phase together(String name, Making making, Judging judging) {
        var processes = new ArrayList<Phase.Process>();
        for (ImageLane lane : lanes) {
            String whose = lanes.size() == 1 ? "" : lane.request().image + ": ";
            processes.add(Phase.reading(name + " " + lane.request().image,
                    ports -> works(lane) ? making.command(lane, ports) : Optional.empty(),
                    (ports, line) -> ports.log().detail(whose + line),
                    (ports, outcome) -> judging.ended(lane, ports, outcome)));
        }
        return Phase.together(name, () -> Math.min(MOST_AT_A_TIME, choice.most()), processes);
    }

    /** A tag that must not be overwritten is looked at again right before the command that pushes. */
    private CompletableFuture<?> guard(ImageLane lane, Ports ports, boolean building) throws IOException, InterruptedException {
        boolean now = request.immutable && request.push && works(lane)
                && builder(ports).pushesWhileBuilding(plan(lane, ports)) == building;
        return now ? look(lane, ports) : nothing();
    }

    private Optional<Command> prepare(ImageLane lane, Ports ports) throws IOException, InterruptedException {
        return builder(ports).prepare(plan(lane, ports));
    }

    private Optional<Command> build(ImageLane lane, Ports ports) throws IOException, InterruptedException {
        ports.log().line("Building " + lane.target() + " with " + choice.name());
        return Optional.of(builder(ports).build(plan(lane, ports), ports));
    }

    private Optional<Command> push(ImageLane lane, Ports ports) throws IOException, InterruptedException {
        var command = builder(ports).push(plan(lane, ports));
        command.ifPresent(push -> ports.log().line("Pushing " + lane.target()));
        return command;
    }

    private Optional<Command> pushLatest(ImageLane lane, Ports ports) throws IOException, InterruptedException {
        var command = request.latest ? builder(ports).pushLatest(plan(lane, ports)) : Optional.<Command>empty();
        command.ifPresent(push -> ports.log().line("Pushing " + lane.image().withTag("latest")));
        return command;
    }

    private Plan plan(ImageLane lane, Ports ports) throws IOException, InterruptedException {
        var image = lane.request();
        var labels = provenance.labels(lane.image().version());
        labels.putAll(image.labels);
        String file = ports.agent().privateDir().child("digest-" + lanes.indexOf(lane)).getRemote();
        return new Plan(lane.target(), request.latest, image.context, image.dockerfilePath(), image.buildArgs, labels,
                image.platforms, image.baseImage, provenance.created(), request.push, file);
    }

    private Builder builder(Ports ports) throws IOException, InterruptedException {
        return choice.builder(access, sources, ports);
    }

    /** Something has to be made. */
    private boolean works() {
        return lanes.stream().anyMatch(this::works);
    }

    private boolean works(ImageLane lane) {
        return !request.dryRun && !lane.skipped();
    }

    private Registry registry(Ports ports) throws IOException, InterruptedException {
        return ports.registry(request.viaAgent());
    }

    private CompletableFuture<?> look(Ports ports) throws IOException, InterruptedException {
        return each(lane -> look(lane, ports));
    }

    private CompletableFuture<?> look(ImageLane lane, Ports ports) throws IOException, InterruptedException {
        return lane.look(registry(ports), access.login(), provenance.commit(), ports);
    }

    private CompletableFuture<?> each(Question question) throws IOException, InterruptedException {
        var all = new ArrayList<CompletableFuture<?>>();
        for (ImageLane lane : lanes) {
            all.add(question.of(lane));
        }
        return CompletableFuture.allOf(all.toArray(CompletableFuture[]::new));
    }

    private static CompletableFuture<?> nothing() {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void interrupted(Ports ports) {
        BuildLog.interrupted(lanes, ports);
    }

    @Override
    public LinkedHashMap<String, Object> result() {
        var result = lanes.get(0).result();
        result.put("tests", application.tests().asMap());
        result.put("skipped", lanes.stream().allMatch(ImageLane::skipped));
        if (request.several) {
            var images = new ArrayList<LinkedHashMap<String, Object>>();
            lanes.forEach(lane -> images.add(lane.result()));
            result.put("images", images);
        }
        return result;
    }

    /** The command for an image. */
    private interface Making {
        Optional<Command> command(ImageLane lane, Ports ports) throws IOException, InterruptedException;
    }

    /** Judges how the command for an image ended. */
    private interface Judging {
        void ended(ImageLane lane, Ports ports, Outcome outcome) throws IOException, InterruptedException;
    }

    /** What is asked about each image. */
    private interface Question {
        CompletableFuture<?> of(ImageLane lane) throws IOException, InterruptedException;
    }
}

package io.jenkins.plugins.taskhub.image;

import io.jenkins.plugins.taskhub.cli.Command;
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
        lanes.forEach(lane -> phases.addAll(building(lane)));
        if (request.push) {
            lanes.forEach(lane -> phases.addAll(pushing(lane)));
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
        String branch = Tags.branch(ports.agent().env()).orElse(null);
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

    private List<Phase> building(ImageLane lane) {
        String name = lane.request().image;
        return List.of(
                Phase.await("Looking at the tag of " + name, ports -> guards(lane, ports, true) ? look(lane, ports) : nothing()),
                Phase.process("Preparing " + name, ports -> works(lane) ? builder(ports).prepare(plan(lane, ports))
                        : Optional.empty(), (ports, outcome) -> { }),
                Phase.process("Building " + name, ports -> build(lane, ports),
                        (ports, outcome) -> lane.built(builder(ports), plan(lane, ports), ports, outcome)));
    }

    private List<Phase> pushing(ImageLane lane) {
        String name = lane.request().image;
        return List.of(
                Phase.await("Looking at the tag of " + name + " again",
                        ports -> guards(lane, ports, false) ? look(lane, ports) : nothing()),
                Phase.process("Pushing " + name, ports -> push(lane, ports),
                        (ports, outcome) -> lane.pushed(builder(ports), plan(lane, ports), ports, outcome)),
                Phase.process("Pushing latest of " + name, ports -> pushLatest(lane, ports),
                        (ports, outcome) -> lane.pushedLatest(builder(ports), outcome)));
    }

    /** A tag that must not be overwritten is looked at again right before the command that pushes. */
    private boolean guards(ImageLane lane, Ports ports, boolean building) throws IOException, InterruptedException {
        return request.immutable && request.push && works(lane)
                && builder(ports).pushesWhileBuilding(plan(lane, ports)) == building;
    }

    private Optional<Command> build(ImageLane lane, Ports ports) throws IOException, InterruptedException {
        if (!works(lane)) {
            return Optional.empty();
        }
        ports.log().line("Building " + lane.target() + " with " + choice.name());
        return Optional.of(builder(ports).build(plan(lane, ports), ports));
    }

    private Optional<Command> push(ImageLane lane, Ports ports) throws IOException, InterruptedException {
        var command = works(lane) ? builder(ports).push(plan(lane, ports)) : Optional.<Command>empty();
        command.ifPresent(push -> ports.log().line("Pushing " + lane.target()));
        return command;
    }

    private Optional<Command> pushLatest(ImageLane lane, Ports ports) throws IOException, InterruptedException {
        var command = works(lane) && request.latest ? builder(ports).pushLatest(plan(lane, ports))
                : Optional.<Command>empty();
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

    /** What is asked about each image. */
    private interface Question {
        CompletableFuture<?> of(ImageLane lane) throws IOException, InterruptedException;
    }
}

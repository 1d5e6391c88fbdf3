package io.jenkins.plugins.taskhub.registry;

import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.taskhub.registry.RegistryException.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import jenkins.security.MasterToSlaveCallable;

/** A registry that only the agent can reach: the questions travel there, the answers back. */
final class AgentRegistry implements Registry {

    private enum Question { DIGEST, RESOLVE, NEAREST, LABELS, TAG }

    private final VirtualChannel channel;
    private final Executor executor;

    AgentRegistry(VirtualChannel channel, Executor executor) {
        this.channel = channel;
        this.executor = executor;
    }

    @Override
    public CompletableFuture<Optional<String>> digest(ImageReference image, RegistryLogin login) {
        return ask(new Asked(Question.DIGEST, image, null, login)).thenApply(answer -> answer.stream().findFirst());
    }

    @Override
    public CompletableFuture<String> resolve(ImageReference image, RegistryLogin login) {
        return ask(new Asked(Question.RESOLVE, image, null, login)).thenApply(answer -> answer.get(0));
    }

    @Override
    public CompletableFuture<List<String>> nearest(ImageReference image, String wanted, RegistryLogin login) {
        return ask(new Asked(Question.NEAREST, image, wanted, login)).thenApply(List::copyOf);
    }

    @Override
    public CompletableFuture<Optional<Map<String, String>>> labels(ImageReference image, RegistryLogin login) {
        return ask(new Asked(Question.LABELS, image, null, login)).thenApply(AgentRegistry::paired);
    }

    @Override
    public CompletableFuture<Void> tag(ImageReference image, String tag, RegistryLogin login) {
        return ask(new Asked(Question.TAG, image, tag, login)).thenApply(answer -> null);
    }

    /** A list for an answer: empty for none, else an empty text and then each name with its value behind it. */
    private static ArrayList<String> flat(Optional<Map<String, String>> labels) {
        var answer = new ArrayList<String>();
        labels.ifPresent(found -> {
            answer.add("");
            found.forEach((name, value) -> {
                answer.add(name);
                answer.add(value);
            });
        });
        return answer;
    }

    private static Optional<Map<String, String>> paired(List<String> answer) {
        if (answer.isEmpty()) {
            return Optional.empty();
        }
        var labels = new LinkedHashMap<String, String>();
        for (int i = 1; i + 1 < answer.size(); i += 2) {
            labels.put(answer.get(i), answer.get(i + 1));
        }
        return Optional.of(labels);
    }

    private CompletableFuture<ArrayList<String>> ask(Asked question) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return channel.call(question);
            } catch (IOException e) {
                throw new RegistryException(Kind.UNREACHABLE, "The agent that should ask registry "
                        + question.image.registry() + " went away. Run this again, or ask without via: 'agent'.");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new RegistryException(Kind.UNREACHABLE,
                        "Asking registry " + question.image.registry() + " through the agent was interrupted.");
            }
        }, executor);
    }

    /** Runs on the agent. What it holds and gives back are classes of this package and of the JDK. */
    private static final class Asked extends MasterToSlaveCallable<ArrayList<String>, RegistryException> {

        private static final long serialVersionUID = 1L;

        private final Question question;
        private final ImageReference image;
        private final String wanted;
        private final RegistryLogin login;

        Asked(Question question, ImageReference image, String wanted, RegistryLogin login) {
            this.question = question;
            this.image = image;
            this.wanted = wanted;
            this.login = login;
        }

        @Override
        public ArrayList<String> call() {
            Registry registry = Registry.direct();
            try {
                return new ArrayList<>(switch (question) {
                    case DIGEST -> registry.digest(image, login).join().stream().toList();
                    case RESOLVE -> List.of(registry.resolve(image, login).join());
                    case NEAREST -> registry.nearest(image, wanted, login).join();
                    case LABELS -> flat(registry.labels(image, login).join());
                    case TAG -> registry.tag(image, wanted, login).thenApply(done -> List.<String>of()).join();
                });
            } catch (CompletionException e) {
                throw e.getCause() instanceof RegistryException known ? known : e;
            }
        }
    }
}

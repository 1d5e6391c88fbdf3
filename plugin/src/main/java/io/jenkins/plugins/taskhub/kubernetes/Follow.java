package io.jenkins.plugins.taskhub.kubernetes;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Informable;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Keeps what a cluster says of one workload: the object itself by its name, then its ReplicaSets and pods by its
 * selector, and the events of workloads that tell failures nowhere else. Each is one list and one watch; the informers
 * come back by themselves after a lost connection and after 410 Gone.
 */
final class Follow implements AutoCloseable {
    private static final long PAGE = 500;

    /** What a follower is told; called from the client's threads. */
    interface Listener {
        /** Something is new. */
        void changed();

        /** The connection is lost; it is being tried again. */
        void lost(Throwable cause);

        /** The workload itself cannot be watched. */
        void failed(Throwable cause);

        /** The workload is watched, yet its pods (or other helpers) cannot be. */
        void blind(String what, Throwable cause);
    }

    /** What is known at one moment. The object is null where there is none (yet). */
    record Seen(HasMetadata object, List<ReplicaSet> replicaSets, List<Pod> pods, List<Event> events) {
    }

    private final KubernetesClient client;
    private final Workload workload;
    private final Listener listener;
    private final List<SharedIndexInformer<?>> informers = new ArrayList<>();
    private final Map<String, String> oldEvents = new HashMap<>();
    private SharedIndexInformer<? extends HasMetadata> main;
    private SharedIndexInformer<Pod> pods;
    private SharedIndexInformer<ReplicaSet> replicaSets;
    private SharedIndexInformer<Event> events;
    private String followedUid = "";
    private volatile boolean asked;
    private boolean closed;

    Follow(KubernetesClient client, Workload workload, Listener listener) {
        this.client = client;
        this.workload = workload;
        this.listener = listener;
    }

    synchronized void start() {
        if (closed) {
            return;
        }
        var apps = client.apps();
        var namespace = workload.namespace();
        var name = workload.name();
        Runnable answered = () -> {
            asked = true;
            listener.changed();
        };
        main = switch (workload.kind()) {
            case DEPLOYMENT -> inform(apps.deployments().inNamespace(namespace).withName(name), null, answered);
            case STATEFUL_SET -> inform(apps.statefulSets().inNamespace(namespace).withName(name), null, answered);
            case DAEMON_SET -> inform(apps.daemonSets().inNamespace(namespace).withName(name), null, answered);
            case JOB -> inform(client.batch().v1().jobs().inNamespace(namespace).withName(name), null, answered);
        };
        if (workload.kind() != Workload.Kind.DEPLOYMENT) {
            events = inform(client.v1().events().inNamespace(namespace).withField("involvedObject.kind",
                    workload.kind().title()).withField("involvedObject.name", name), "events", this::rememberOldEvents);
        }
    }

    /** @param what null for the workload itself, without which there is nothing to watch */
    private <T extends HasMetadata> SharedIndexInformer<T> inform(Informable<T> informable, String what,
            Runnable synced) {
        var informer = informable.withLimit(PAGE).runnableInformer(0);
        informer.exceptionHandler((started, thrown) -> retry(started, thrown, what));
        informer.addEventHandler(new ResourceEventHandler<T>() {
            @Override
            public void onAdd(T object) {
                notice(object);
            }

            @Override
            public void onUpdate(T before, T object) {
                notice(object);
            }

            @Override
            public void onDelete(T object, boolean unknown) {
                listener.changed();
            }

            @Override
            public void onNothing() {
                listener.changed();
            }
        });
        informers.add(informer);
        informer.start().whenComplete((nothing, thrown) -> {
            if (thrown == null && synced != null) {
                synced.run();
            }
        });
        return informer;
    }

    private void notice(HasMetadata object) {
        if (object instanceof Event || object instanceof Pod || object instanceof ReplicaSet) {
            listener.changed();
            return;
        }
        followPods(object);
        listener.changed();
    }

    private synchronized void followPods(HasMetadata object) {
        var uid = object.getMetadata().getUid();
        var selector = selector(object);
        if (closed || selector == null || followedUid.equals(uid)) {
            return;
        }
        followedUid = String.valueOf(uid); // a workload that was deleted and made again has other pods
        stop(pods);
        stop(replicaSets);
        var namespace = workload.namespace();
        pods = inform(client.pods().inNamespace(namespace).withLabelSelector(selector), "pods", null);
        if (workload.kind() == Workload.Kind.DEPLOYMENT) {
            replicaSets = inform(client.apps().replicaSets().inNamespace(namespace).withLabelSelector(selector),
                    "replicasets", null);
        }
    }

    private static LabelSelector selector(HasMetadata object) {
        return object instanceof Deployment d ? d.getSpec().getSelector()
                : object instanceof StatefulSet s ? s.getSpec().getSelector()
                : object instanceof DaemonSet d ? d.getSpec().getSelector()
                : object instanceof Job j ? j.getSpec().getSelector() : null;
    }

    private boolean retry(boolean started, Throwable thrown, String what) {
        var code = Failures.code(thrown);
        boolean refused = Set.of(401, 403, 404).contains(code);
        if (isClosed()) {
            return false;
        }
        if (what != null && refused) {
            listener.blind(what, thrown);
            return false;
        }
        if (what == null && (refused || !started)) {
            listener.failed(thrown);
            return false;
        }
        listener.lost(thrown);
        return true;
    }

    /** Events live for an hour: those of an earlier deployment say nothing about this one. */
    private synchronized void rememberOldEvents() {
        events.getStore().list().stream().map(Event::getMetadata)
                .forEach(m -> oldEvents.put(m.getUid(), m.getResourceVersion()));
    }

    /** Whether the API server has answered: from then on, what is not seen is not there. */
    boolean asked() {
        return asked;
    }

    synchronized Seen seen() {
        var object = main == null ? null : main.getStore().list().stream().findFirst().orElse(null);
        return new Seen(object, list(replicaSets), list(pods), list(events).stream().filter(this::isNew).toList());
    }

    private boolean isNew(Event event) {
        var metadata = event.getMetadata();
        return !metadata.getResourceVersion().equals(oldEvents.get(metadata.getUid()));
    }

    private static <T> List<T> list(SharedIndexInformer<T> informer) {
        return informer == null ? List.of() : List.copyOf(informer.getStore().list());
    }

    private void stop(SharedIndexInformer<?> informer) {
        if (informer != null) {
            informers.remove(informer);
            informer.stop();
        }
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    @Override
    public void close() {
        List<SharedIndexInformer<?>> open;
        synchronized (this) {
            closed = true;
            open = List.copyOf(informers);
            informers.clear();
        }
        open.forEach(SharedIndexInformer::stop);
    }
}

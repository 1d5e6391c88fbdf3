package io.jenkins.plugins.taskhub.sandbox.tools;

import java.io.IOException;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code taskhub tools}: builds the programs of the local world where they are missing. */
@Command(name = "tools", mixinStandardHelpOptions = true,
        description = "Builds what the local cluster is made of, where it is missing: a Kubernetes control plane, a"
                + " registry and helm. Needs Go; takes some minutes once.")
public final class ToolsCommand implements Callable<Integer> {
    @Option(names = "--list", description = "Only say what is there.")
    private boolean list;

    @Override
    public Integer call() throws IOException, InterruptedException {
        var tools = Tools.ofCheckout();
        if (!list) {
            try (var progress = Progress.onScreen(System.out)) {
                tools.build(progress);
            }
        }
        var where = tools.ready() ? tools.home().toString() : "not built yet: taskhub tools";
        System.out.printf("cluster  Kubernetes %-8s  %s%n", tools.kubernetesVersion(), where);
        System.out.printf("helm     %-19s  %s%n", tools.helmVersion(), where);
        return 0;
    }
}

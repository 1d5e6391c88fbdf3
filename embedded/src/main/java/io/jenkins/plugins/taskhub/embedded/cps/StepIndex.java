package io.jenkins.plugins.taskhub.embedded.cps;

import hudson.ExtensionList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;

/** Finds steps by their names, quickly. */
final class StepIndex {
    private static volatile Known known;

    private StepIndex() {}

    static StepDescriptor find(String name) {
        return current().byName.get(name);
    }

    /** The names of all steps. */
    static List<String> names() {
        return List.copyOf(current().byName.keySet());
    }

    private static Known current() {
        var list = ExtensionList.lookup(StepDescriptor.class);
        var index = known;
        if (index == null || !index.list.equals(list)) {
            var byName = new LinkedHashMap<String, StepDescriptor>();
            for (var each : list) {
                byName.putIfAbsent(each.getFunctionName(), each);
            }
            index = new Known(List.copyOf(list), byName);
            known = index;
        }
        return index;
    }

    private record Known(List<StepDescriptor> list, Map<String, StepDescriptor> byName) {}
}

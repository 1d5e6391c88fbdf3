package io.jenkins.plugins.taskhub.terraform;

import hudson.util.Secret;
import io.jenkins.plugins.taskhub.step.Names;
import io.jenkins.plugins.taskhub.step.Ports;
import io.jenkins.plugins.taskhub.step.StepFailure;
import java.util.Map;
import java.util.stream.Collectors;

/** Looks in a plan whether the variables that were given arrived: Terraform itself ignores what it does not know. */
final class Variables {
    private Variables() {}

    /**
     * Checks the variables.
     *
     * @param secrets the secret variables with their values
     * @throws StepFailure when one is not declared, or another value stands before a secret one
     */
    static void check(Plan plan, ApplyRequest request, Map<String, Secret> secrets, Ports ports) {
        var declared = plan.declared().stream().collect(Collectors.toMap(Plan.Variable::name, variable -> variable));
        request.vars.keySet().forEach(name -> declared("vars", name, declared, request));
        secrets.forEach((name, secret) -> {
            declared("secretVars", name, declared, request);
            String planned = plan.text(name);
            if (planned != null && !planned.equals(secret.getPlainText())) {
                throw new StepFailure("the variable " + name + " of secretVars got another value: a .tfvars file sets it as "
                        + "well; take it out there. Nothing was applied");
            }
            if (!declared.get(name).sensitive()) {
                ports.log().line("Warning: the variable " + name + " gets a secret but is not declared with sensitive = true, "
                        + "so Terraform shows its value where it is used");
            }
        });
    }

    private static void declared(String parameter, String name, Map<String, Plan.Variable> declared,
                                 ApplyRequest request) {
        if (declared.containsKey(name)) {
            return;
        }
        throw new StepFailure(parameter + " " + Names.shown(name) + " is not a variable of " + request.dir
                + (declared.isEmpty() ? ", which declares none" : " (it declares " + declared.keySet().stream().sorted()
                .collect(Collectors.joining(", ")) + ")") + ": correct its name, or declare it. Nothing was applied");
    }
}

package io.jenkins.plugins.taskhub.terraform;

import io.jenkins.plugins.taskhub.step.KubeAccess;
import io.jenkins.plugins.taskhub.step.Names;
import io.jenkins.plugins.taskhub.step.StepFailure;
import io.jenkins.plugins.taskhub.terraform.TerraformCli.Manner;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.regex.Pattern;

/** What is asked of {@code terraformApply}: filled by the step, then checked once; from then on it does not change. */
final class ApplyRequest implements Serializable {
    private static final long serialVersionUID = 1L;
    /** The environments of the platform, in the order in which they are made. */
    static final List<String> ENVIRONMENTS = List.of("monitoring", "dev", "prod");
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]*");
    /** What a name of the environment can carry. */
    private static final Pattern SECRET_VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern WORKSPACE = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.~-]{0,89}");
    private static final Pattern ADDRESS = Pattern.compile("[A-Za-z_][\\p{Print}]*");
    private static final Pattern CRD = Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)+");
    static final List<String> BINARIES = List.of("auto", "terraform", "tofu");
    private static final int MOST_PARALLEL = 256;

    String dir;
    String target;
    boolean confirm;
    LinkedHashMap<String, Object> vars = new LinkedHashMap<>();
    ArrayList<String> varFiles = new ArrayList<>();
    LinkedHashMap<String, String> secretVars = new LinkedHashMap<>();
    LinkedHashMap<String, Object> backendConfig = new LinkedHashMap<>();
    String workspace;
    ArrayList<String> targets = new ArrayList<>();
    boolean planOnly;
    boolean approve;
    String submitter;
    ArrayList<String> allowDestroy = new ArrayList<>();
    ArrayList<String> requireCrds = new ArrayList<>();
    String binary = "auto";
    String lockTimeout = "1m";
    Integer parallelism;
    boolean refreshOnly;
    boolean driftOnly;
    KubeAccess cluster;

    /**
     * Checks every value.
     *
     * @throws StepFailure for the first that is refused
     */
    ApplyRequest checked() {
        Names.workspacePath("dir", dir);
        if (target != null && !ENVIRONMENTS.contains(target)) {
            throw new StepFailure("target " + Names.shown(target) + " is none of monitoring, dev and prod: correct TARGET");
        }
        if (!confirm && changes()) {
            throw new StepFailure("nothing was confirmed: set CONFIRM_APPLY (parameter confirm) to true to apply "
                    + this + "; nothing was run");
        }
        vars.keySet().forEach(name -> variable(VARIABLE, "vars", name));
        secretVars.forEach(this::checkSecret);
        varFiles.forEach(file -> Names.plain("varFiles", file));
        backendConfig.keySet().forEach(name -> variable(VARIABLE, "backendConfig", name));
        if (workspace != null && !WORKSPACE.matcher(workspace).matches()) {
            throw new StepFailure("workspace " + Names.shown(workspace) + " is not the name of a workspace: up to 90 letters, "
                    + "digits, '-', '_', '.' and '~'");
        }
        targets.forEach(address -> address("targets", address));
        allowDestroy.forEach(address -> address("allowDestroy", address));
        requireCrds.forEach(ApplyRequest::checkCrd);
        if (!BINARIES.contains(binary)) {
            throw new StepFailure("binary " + Names.shown(binary) + " is none of terraform, tofu and auto");
        }
        span();
        if (parallelism != null && (parallelism < 1 || parallelism > MOST_PARALLEL)) {
            throw new StepFailure("parallelism " + parallelism + " is not between 1 and " + MOST_PARALLEL);
        }
        if (refreshOnly && !targets.isEmpty()) {
            throw new StepFailure("refreshOnly and targets exclude each other: leave one out");
        }
        if (submitter != null) {
            Names.plain("submitter", submitter);
            if (!approve) {
                throw new StepFailure("submitter says who may approve, but approve is not true: set it, or leave submitter "
                        + "out");
            }
        }
        return this;
    }

    /** Something may be changed; else only a plan is made. */
    boolean changes() {
        return !planOnly && !driftOnly;
    }

    /** The plan looks only at what was changed outside of Terraform. */
    boolean looksAtDriftOnly() {
        return refreshOnly || driftOnly;
    }

    /** The programs to look for, in this order. */
    List<String> binaries() {
        return binary.equals("auto") ? List.of("terraform", "tofu") : List.of(binary);
    }

    /** The definitions that must be in the cluster first: those of monitoring are made by itself. */
    List<String> wantedCrds() {
        return "monitoring".equals(target) ? List.of() : requireCrds;
    }

    Manner manner() {
        return new Manner(span(), parallelism);
    }

    /** What is planned and applied, for sentences. */
    @Override
    public String toString() {
        String where = target == null ? dir : target + " (" + dir + ")";
        return workspace == null ? where : where + ", workspace " + workspace;
    }

    private Duration span() {
        return lockTimeout.strip().matches("0s?") ? Duration.ZERO : Names.duration("lockTimeout", lockTimeout);
    }

    private void checkSecret(String name, String id) {
        variable(SECRET_VARIABLE, "secretVars", name);
        Names.plain("secretVars " + name, id);
        if (vars.containsKey(name)) {
            throw new StepFailure("the variable " + name + " is in vars and in secretVars: leave it out of vars");
        }
    }

    private static void variable(Pattern allowed, String parameter, String name) {
        if (!allowed.matcher(name).matches()) {
            throw new StepFailure(parameter + " " + Names.shown(name) + " is not the name of a variable");
        }
    }

    private static void address(String parameter, String address) {
        Names.plain(parameter, address);
        if (!ADDRESS.matcher(address).matches()) {
            throw new StepFailure(parameter + " " + Names.shown(address) + " is not the address of a resource, such as "
                    + "module.postgres.helm_release.this");
        }
    }

    private static void checkCrd(String name) {
        Names.plain("requireCrds", name);
        if (!CRD.matcher(name).matches()) {
            throw new StepFailure("requireCrds " + Names.shown(name) + " is not the name of a CRD, such as "
                    + "servicemonitors.monitoring.coreos.com");
        }
    }
}

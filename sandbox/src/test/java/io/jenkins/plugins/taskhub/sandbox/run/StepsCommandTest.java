package io.jenkins.plugins.taskhub.sandbox.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;

import org.junit.Test;

import io.jenkins.plugins.taskhub.sandbox.Taskhub;

public class StepsCommandTest {
    private static String steps(String... names) {
        StringWriter out = new StringWriter();
        String[] arguments = new String[names.length + 1];
        arguments[0] = "steps";
        System.arraycopy(names, 0, arguments, 1, names.length);
        assertThat(Taskhub.commandLine().setOut(new PrintWriter(out)).execute(arguments)).isZero();
        return out.toString();
    }

    @Test
    public void whatAConstructorTakesIsMarkedAsMandatory() {
        assertThat(steps().lines()).anyMatch(line -> line.startsWith("helmDeploy           chart*, namespace*, release*, "))
                .anyMatch(line -> line.startsWith("confirmProd          confirm*, image*, releaseTag*, allowSelf, "))
                .anyMatch(line -> line.startsWith("input                message*, "))
                .anyMatch(line -> line.equals("node                 label {…}"));
    }

    @Test
    public void defaultsAreTheOnesThatTheStepHas() {
        assertThat(steps("helmDeploy").lines())
                .anyMatch(line -> line.matches("  timeout +text \\(default '5m'\\)"))
                .anyMatch(line -> line.matches("  atomic +true or false \\(default false\\)"))
                .anyMatch(line -> line.matches("  imageTag +text"));
    }

    @Test
    public void whatIsMadeOfAnotherParameterIsNoDefault() {
        assertThat(steps("input").lines()).anyMatch(line -> line.matches("  id +text"))
                .anyMatch(line -> line.matches("  ok +text \\(default 'Proceed'\\)"));
    }
}

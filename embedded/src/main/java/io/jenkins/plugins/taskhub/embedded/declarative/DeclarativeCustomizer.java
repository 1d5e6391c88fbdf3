package io.jenkins.plugins.taskhub.embedded.declarative;

import java.util.List;

import org.codehaus.groovy.control.customizers.CompilationCustomizer;

import hudson.Extension;
import io.jenkins.plugins.taskhub.embedded.cps.PipelineExecution;
import io.jenkins.plugins.taskhub.embedded.cps.ScriptCustomizer;

/** Lets every script be a Declarative Pipeline. */
@Extension
public final class DeclarativeCustomizer implements ScriptCustomizer {
    @Override
    public List<CompilationCustomizer> customizers(PipelineExecution execution) {
        return List.of(new DeclarativeTransformation());
    }
}

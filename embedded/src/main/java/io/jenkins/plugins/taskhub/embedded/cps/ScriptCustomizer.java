package io.jenkins.plugins.taskhub.embedded.cps;

import hudson.ExtensionPoint;
import java.util.List;
import org.codehaus.groovy.control.customizers.CompilationCustomizer;

/**
 * Takes part in the compilation of the scripts of Pipelines, before they are made suspendable. Annotate an
 * implementation with {@code @Extension}. It may work in any phase up to CANONICALIZATION, where it runs before the CPS
 * transformation; a syntax tree made here is transformed as if the author had written it.
 *
 * <p>Trusted Groovy that is to run inside Pipelines lies on the class path of the program as
 * {@code taskhub-pipeline/<package>/<Class>.groovy}. Scripts see these classes by their names; they are compiled as
 * scripts are, when they are first used, so they may call steps, take closures, be suspended anywhere, and survive a
 * restart. They should be few and small: each is compiled once a build.
 */
public interface ScriptCustomizer extends ExtensionPoint {
    /** The customizers for the scripts of this Pipeline. */
    List<CompilationCustomizer> customizers(PipelineExecution execution);
}

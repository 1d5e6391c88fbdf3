package io.jenkins.plugins.taskhub.embedded.cps;

import com.cloudbees.groovy.cps.CpsTransformer;
import com.cloudbees.groovy.cps.NonCPS;
import com.cloudbees.groovy.cps.TransformerConfiguration;
import groovy.lang.Binding;
import groovy.lang.GroovyClassLoader;
import groovy.lang.GroovyCodeSource;
import groovy.lang.Script;
import hudson.ExtensionList;
import io.jenkins.plugins.taskhub.embedded.library.LibraryAnnotations;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Path;
import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.Map;
import org.codehaus.groovy.control.CompilerConfiguration;
import org.codehaus.groovy.control.customizers.ImportCustomizer;

/** Compiles the scripts of one Pipeline so that they can be suspended; finds their classes after a restart. */
final class ScriptLoader {
    /** The class of the main script. */
    static final String MAIN_CLASS = "WorkflowScript";
    /** Where trusted scripts lie on the class path of the program. */
    static final String RUNTIME = "taskhub-pipeline/";

    private final PipelineExecution execution;
    private GroovyClassLoader loader;

    ScriptLoader(PipelineExecution execution) {
        this.execution = execution;
    }

    private synchronized GroovyClassLoader loader() {
        if (loader == null) {
            var parent = getClass().getClassLoader();
            var configuration = configuration();
            loader = AccessController.doPrivileged(
                    (PrivilegedAction<GroovyClassLoader>) () -> new GroovyClassLoader(parent, configuration));
            var usual = loader.getResourceLoader();
            loader.setResourceLoader(name -> {
                URL trusted = parent.getResource(RUNTIME + name.replace('.', '/') + ".groovy");
                return trusted != null ? trusted : usual.loadGroovySource(name);
            });
        }
        return loader;
    }

    private CompilerConfiguration configuration() {
        var configuration = new CompilerConfiguration();
        configuration.setScriptBaseClass(PipelineScript.class.getName());
        configuration.setSourceEncoding("UTF-8");
        var imports = new ImportCustomizer();
        imports.addStarImports(NonCPS.class.getPackageName(), "hudson.model", "jenkins.model");
        imports.addImports("org.jenkinsci.plugins.workflow.libs.Library");
        configuration.addCompilationCustomizers(imports, new LibraryAnnotations(execution));
        for (var customizer : ExtensionList.lookup(ScriptCustomizer.class)) {
            customizer.customizers(execution).forEach(configuration::addCompilationCustomizers);
        }
        var transformer = new CpsTransformer();
        transformer.setConfiguration(new TransformerConfiguration().withClosureType(PipelineClosure.class)
                .withSafepoint(Safepoint.class, "check"));
        configuration.addCompilationCustomizers(transformer);
        return configuration;
    }

    /** Adds a directory of sources. */
    void addSources(Path directory) throws IOException {
        loader().addURL(directory.toUri().toURL());
    }

    /** Compiles the main script. */
    Script main(PipelineSource source) throws ReflectiveOperationException {
        return instance(compile(source.text(), MAIN_CLASS));
    }

    /** Compiles a script. */
    Class<?> compile(String text, String className) {
        return loader().parseClass(new GroovyCodeSource(text, className + ".groovy", "/groovy/shell"));
    }

    /** Makes an instance of the script of a class, with variables of its own. */
    Script instance(Class<?> scriptClass) throws ReflectiveOperationException {
        var script = (Script) scriptClass.getDeclaredConstructor().newInstance();
        script.setBinding(new Binding());
        return script;
    }

    /** After a restart: compiles again what was compiled. */
    void restore() throws IOException {
        compile(execution.source().text(), MAIN_CLASS);
        for (Map.Entry<String, String> each : ProgramStore.loadScripts(execution.directory()).entrySet()) {
            compile(each.getValue(), each.getKey());
        }
    }

    /** The class of this name: of the scripts, of the libraries, or of the program. */
    Class<?> find(String name) throws ClassNotFoundException {
        try {
            return Class.forName(name, false, loader());
        } catch (ClassNotFoundException missing) {
            var nested = name.indexOf('$');
            if (nested <= 0) {
                throw missing;
            }
            loader().loadClass(name.substring(0, nested));
            return Class.forName(name, false, loader());
        }
    }
}

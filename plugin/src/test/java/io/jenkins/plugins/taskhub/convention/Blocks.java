package io.jenkins.plugins.taskhub.convention;

import groovy.lang.Binding;
import groovy.lang.Closure;
import groovy.lang.GroovyObjectSupport;
import groovy.lang.GroovyShell;
import groovy.util.DelegatingScript;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.codehaus.groovy.control.CompilerConfiguration;

/** What a script of nested blocks says, written down as it runs, without knowing a word of its language. */
final class Blocks extends GroovyObjectSupport {

    private final List<Call> calls = new ArrayList<>();
    private final Set<String> skipped;

    private Blocks(Set<String> skipped) {
        this.skipped = skipped;
    }

    /**
     * One line of a block.
     *
     * @param inside the lines of the block that it opens
     */
    record Call(String name, List<Object> arguments, List<Call> inside) {

        /** The lines of that name in this block. */
        List<Call> all(String word) {
            return inside.stream().filter(call -> call.name.equals(word)).toList();
        }

        boolean has(String word) {
            return !all(word).isEmpty();
        }

        /** The block at the end of a path, such as {@code scm/git}; an empty one where there is none. */
        Call at(String path) {
            Call found = this;
            for (String word : path.split("/")) {
                found = found.all(word).stream().findFirst().orElse(new Call(word, List.of(), List.of()));
            }
            return found;
        }

        /** The only argument as text; empty where there is none. */
        String text() {
            return arguments.isEmpty() ? "" : arguments.get(0).toString();
        }
    }

    /**
     * Runs a script.
     *
     * @param variables what stands in its binding
     * @param skipped   words whose blocks are not looked into
     */
    static Call of(String script, Map<String, ?> variables, Set<String> skipped) {
        CompilerConfiguration configuration = new CompilerConfiguration();
        configuration.setScriptBaseClass(DelegatingScript.class.getName());
        DelegatingScript parsed = (DelegatingScript) new GroovyShell(Blocks.class.getClassLoader(), new Binding(variables),
                configuration).parse(script);
        Blocks top = new Blocks(skipped);
        parsed.setDelegate(top);
        parsed.run();
        return new Call("", List.of(), top.calls);
    }

    @Override
    public Object invokeMethod(String name, Object given) {
        List<Object> arguments = new ArrayList<>(Arrays.asList((Object[]) given));
        Blocks inner = new Blocks(skipped);
        if (!arguments.isEmpty() && arguments.get(arguments.size() - 1) instanceof Closure<?> block) {
            arguments.remove(arguments.size() - 1);
            if (!skipped.contains(name)) {
                block.setDelegate(inner);
                block.setResolveStrategy(Closure.DELEGATE_ONLY);
                block.call();
            }
        }
        Call call = new Call(name, arguments, inner.calls);
        calls.add(call);
        return call;
    }

    /** A bare word, such as {@code none}, stands for itself. */
    @Override
    public Object getProperty(String name) {
        return name;
    }
}

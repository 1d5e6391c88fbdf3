package io.jenkins.plugins.taskhub.embedded.declarative;

import java.util.Collection;
import java.util.List;

import org.codehaus.groovy.ast.ASTNode;
import org.codehaus.groovy.control.SourceUnit;
import org.codehaus.groovy.control.messages.SyntaxErrorMessage;
import org.codehaus.groovy.syntax.SyntaxException;

import io.jenkins.plugins.taskhub.embedded.cps.NearNames;

/** Collects what is wrong with a pipeline; all of it is told at once, each with its line. */
final class Problems {
    private final SourceUnit source;
    private int found;

    Problems(SourceUnit source) {
        this.source = source;
    }

    boolean none() {
        return found == 0;
    }

    void add(ASTNode at, String message) {
        found++;
        SyntaxException syntax = new SyntaxException(message, Math.max(1, at.getLineNumber()),
                Math.max(1, at.getColumnNumber()));
        source.getErrorCollector().addErrorAndContinue(new SyntaxErrorMessage(syntax, source));
    }

    /** Jenkins knows it, Embedded Jenkins does not. */
    void refuse(ASTNode at, String name, String instead) {
        add(at, "line " + at.getLineNumber() + ": '" + name + "' is not part of Embedded Jenkins; " + instead);
    }

    /** Nobody knows it. */
    void unknown(ASTNode at, String what, String name, Collection<String> known) {
        List<String> nearest = NearNames.of(name, known);
        add(at, "Unknown " + what + " \"" + name + "\". " + (nearest.isEmpty()
                ? "Known: " + String.join(", ", known) : "Did you mean " + String.join(" or ", nearest) + "?"));
    }
}

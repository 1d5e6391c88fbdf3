package io.jenkins.plugins.taskhub.embedded.library;

import io.jenkins.plugins.taskhub.embedded.cps.PipelineExecution;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.codehaus.groovy.ast.AnnotatedNode;
import org.codehaus.groovy.ast.AnnotationNode;
import org.codehaus.groovy.ast.ClassCodeVisitorSupport;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.ListExpression;
import org.codehaus.groovy.classgen.GeneratorContext;
import org.codehaus.groovy.control.CompilePhase;
import org.codehaus.groovy.control.SourceUnit;
import org.codehaus.groovy.control.customizers.CompilationCustomizer;
import org.codehaus.groovy.syntax.SyntaxException;

/** Loads the libraries that a script names by {@code @Library}, before the names in the script are resolved. */
public final class LibraryAnnotations extends CompilationCustomizer {
    private final PipelineExecution execution;

    public LibraryAnnotations(PipelineExecution execution) {
        super(CompilePhase.CONVERSION);
        this.execution = execution;
    }

    @Override
    public void call(SourceUnit source, GeneratorContext context, ClassNode classNode) {
        var visitor = new Visitor(source);
        source.getAST().getImports().forEach(visitor::visitAnnotations);
        source.getAST().getStarImports().forEach(visitor::visitAnnotations);
        visitor.visitClass(classNode);
    }

    private final class Visitor extends ClassCodeVisitorSupport {
        private final SourceUnit source;

        Visitor(SourceUnit source) {
            this.source = source;
        }

        @Override
        protected SourceUnit getSourceUnit() {
            return source;
        }

        @Override
        public void visitAnnotations(AnnotatedNode node) {
            super.visitAnnotations(node);
            for (var annotation : node.getAnnotations()) {
                var name = annotation.getClassNode().getName();
                if (name.equals("Library") || name.equals("org.jenkinsci.plugins.workflow.libs.Library")) {
                    load(annotation);
                }
            }
        }

        private void load(AnnotationNode annotation) {
            for (var identifier : identifiers(annotation.getMember("value"))) {
                try {
                    execution.libraries().load(identifier);
                } catch (IOException failure) {
                    source.addException(failure);
                }
            }
        }

        private List<String> identifiers(Expression value) {
            var found = new ArrayList<String>();
            if (value instanceof ConstantExpression constant && constant.getValue() instanceof String text) {
                found.add(text);
            } else if (value instanceof ListExpression list) {
                list.getExpressions().forEach(each -> found.addAll(identifiers(each)));
            } else {
                source.addError(new SyntaxException("@Library takes constant strings", value == null ? 1
                        : value.getLineNumber(), value == null ? 1 : value.getColumnNumber()));
            }
            return found;
        }
    }
}

package io.jenkins.plugins.taskhub.embedded.declarative

/**
 * Runs a Declarative Pipeline that {@link DeclarativeTransformation} made a map of. CPS code: it suspends and resumes
 * with the build. What needs no step is in {@link DeclarativeSupport}.
 */
class DeclarativePipeline implements Serializable {
    private static final long serialVersionUID = 1L
    /** These hold for what happens after the stages too; the others end with the stages. */
    private static final List<String> AROUND_POST = ['lock', 'timestamps']

    private final Object script
    private Map options = [:]
    private boolean agentless

    DeclarativePipeline(Object script) {
        this.script = script
    }

    void run(Map model) {
        List listed = model.options ? model.options.call() : []
        options = DeclarativeSupport.byName(listed)
        DeclarativeSupport.defineJob(listed, model.parameters ? model.parameters.call() : null,
                model.triggers ? model.triggers.call() : null)
        agentless = model.agent.kind == 'none'
        Throwable error = null
        boolean posted = false
        try {
            for (Object name : model.libraries ? model.libraries.call() : []) {
                script.library(name as String)
            }
            onAgent(model.agent, options, true) {
                withEnvironment(model.environment) {
                    wrapped(DeclarativeSupport.wrappers(listed, AROUND_POST, true), 0) {
                        try {
                            wrapped(DeclarativeSupport.wrappers(listed, AROUND_POST, false), 0) {
                                Throwable failed = sequence(model.stages, null)
                                if (failed != null) {
                                    throw failed
                                }
                            }
                        } catch (Throwable t) {
                            error = t
                        }
                        posted = true
                        error = postActions(model.post, error)
                    }
                }
            }
        } catch (Throwable t) {
            error = error ?: t
        }
        if (!posted) {
            error = postActions(model.post, error)
        }
        if (error != null) {
            throw error
        }
    }

    /** Runs stages one after the other and returns the first failure, an earlier one included. */
    private Throwable sequence(List stages, Throwable earlier) {
        Throwable first = earlier
        for (Map stage : stages) {
            Throwable failed = runStage(stage, first)
            first = first ?: failed
        }
        return first
    }

    /** Runs one stage, or says why not; returns its failure. */
    private Throwable runStage(Map stage, Throwable earlier) {
        Throwable failure = null
        try {
            script.stage(stage.name) {
                if (earlier != null) {
                    skipped(stage, 'earlier failure(s)', earlier)
                } else if (options.containsKey('skipStagesAfterUnstable') && DeclarativeSupport.isUnstable()) {
                    skipped(stage, 'earlier stage(s) marking the build as unstable', null)
                } else {
                    attempt(stage)
                }
            }
        } catch (Throwable t) {
            DeclarativeSupport.fail(t)
            failure = t
        }
        return failure
    }

    private void skipped(Map stage, String why, Throwable earlier) {
        DeclarativeSupport.log('Stage "' + stage.name + '" skipped due to ' + why)
        sequence(stage.stages ?: stage.parallel ?: [], earlier)
    }

    private void attempt(Map stage) {
        Map when = stage.when
        List listed = stage.options ? stage.options.call() : []
        Map own = DeclarativeSupport.byName(listed)
        Map state = [posted: false]
        if (when?.beforeOptions && !holds(stage)) {
            return
        }
        try {
            wrapped(DeclarativeSupport.wrappers(listed, [], false), 0) {
                if (!when?.beforeOptions && when?.beforeInput && !holds(stage)) {
                    state.posted = true
                    return
                }
                withInput(stage.input) {
                    boolean looked = when?.beforeOptions || when?.beforeInput
                    if (!looked && when?.beforeAgent && !holds(stage)) {
                        state.posted = true
                        return
                    }
                    onAgent(stage.agent, options + own, false) {
                        withEnvironment(stage.environment) {
                            if (when && !looked && !when.beforeAgent && !holds(stage)) {
                                state.posted = true
                            } else {
                                body(stage, state)
                            }
                        }
                    }
                }
            }
        } catch (Throwable t) {
            throw state.posted ? t : post(stage.post, t)
        }
    }

    private void body(Map stage, Map state) {
        Throwable failure = null
        try {
            if (stage.parallel) {
                inParallel(stage)
            } else if (stage.stages) {
                failure = sequence(stage.stages, null)
            } else {
                steps(stage.steps)
            }
        } catch (Throwable t) {
            failure = t
        }
        state.posted = true
        if (DeclarativeSupport.anyHolds(stage.post, failure)) {
            DeclarativeSupport.log('Post stage')
        }
        failure = post(stage.post, failure)
        if (failure != null) {
            throw failure
        }
    }

    private void inParallel(Map stage) {
        Map branches = [:]
        for (Map branch : stage.parallel) {
            branches[branch.name] = branchOf(branch)
        }
        if (stage.failFast || options.containsKey('parallelsAlwaysFailFast')) {
            branches.failFast = true
        }
        script.parallel(branches)
    }

    private Closure branchOf(Map branch) {
        return {
            Throwable failure = runStage(branch, null)
            if (failure != null) {
                throw failure
            }
        }
    }

    private Throwable postActions(List conditions, Throwable error) {
        Throwable first = error
        if (error != null) {
            DeclarativeSupport.fail(error)
        }
        if (DeclarativeSupport.anyHolds(conditions, error)) {
            try {
                script.stage('Declarative: Post Actions') {
                    Throwable failure = post(conditions, error)
                    first = first ?: failure
                }
            } catch (Throwable t) {
                first = first ?: t
            }
        }
        return first
    }

    /** Runs every condition that holds; returns the failure so far, or the first of a condition. */
    private Throwable post(List conditions, Throwable failure) {
        Throwable first = failure
        for (List condition : conditions ?: []) {
            if (DeclarativeSupport.holds(condition[0], first)) {
                try {
                    steps(condition[1])
                } catch (Throwable t) {
                    DeclarativeSupport.failedPost(condition[0], t)
                    first = first ?: t
                }
            }
        }
        return first
    }

    private void steps(Closure steps) {
        try {
            steps.call()
        } catch (Throwable t) {
            throw DeclarativeSupport.explained(t, agentless)
        }
    }

    private void wrapped(List wrappers, int next, Closure body) {
        if (next == wrappers.size()) {
            body.call()
            return
        }
        Map wrapper = wrappers[next]
        script."${wrapper.name}"(wrapper.arguments) {
            wrapped(wrappers, next + 1, body)
        }
    }

    private void withInput(Map input, Closure body) {
        if (input == null) {
            body.call()
            return
        }
        Map arguments = input.arguments.call()
        List parameters = input.parameters ? input.parameters.call() : []
        Object answer = script.input(DeclarativeSupport.inputArguments(arguments, parameters))
        List variables = DeclarativeSupport.answered(answer, parameters, arguments.submitterParameter)
        if (variables) {
            script.withEnv(variables) {
                body.call()
            }
        } else {
            body.call()
        }
    }

    private void onAgent(Map agent, Map options, boolean whole, Closure body) {
        if (agent == null || agent.kind == 'none') {
            body.call()
            return
        }
        String label = agent.label ? agent.label.call() : null
        script.node(label) {
            if (agent.customWorkspace) {
                script.ws(agent.customWorkspace.call() as String) {
                    checkedOut(options, whole, body)
                }
            } else {
                checkedOut(options, whole, body)
            }
        }
    }

    private void checkedOut(Map options, boolean whole, Closure body) {
        Map found = null
        if (DeclarativeSupport.checksOut(options)) {
            if (whole) {
                script.stage('Declarative: Checkout SCM') {
                    found = script.checkout(script.scm)
                }
            } else {
                found = script.checkout(script.scm)
            }
        }
        if (found) {
            script.withEnv(DeclarativeSupport.assignments(found)) {
                body.call()
            }
        } else {
            body.call()
        }
    }

    private void withEnvironment(Map environment, Closure body) {
        if (environment == null) {
            body.call()
            return
        }
        List bindings = []
        for (List credential : environment.credentials) {
            bindings.add(DeclarativeSupport.credentials(credential[0], credential[1].call()))
        }
        if (bindings) {
            script.withCredentials(bindings) {
                withVariables(environment.variables, body)
            }
        } else {
            withVariables(environment.variables, body)
        }
    }

    private void withVariables(List variables, Closure body) {
        Map resolved = [:]
        for (List variable : variables) {
            Object value = variable[1].call(resolved)
            resolved[variable[0]] = value == null ? 'null' : value.toString()
        }
        if (!resolved) {
            body.call()
            return
        }
        script.withEnv(DeclarativeSupport.assignments(resolved)) {
            body.call()
        }
    }

    /** True when every condition of the stage holds; says so when not. */
    private boolean holds(Map stage) {
        for (Map condition : stage.when.conditions) {
            if (!meets(condition)) {
                DeclarativeSupport.log('Stage "' + stage.name + '" skipped due to when conditional')
                return false
            }
        }
        return true
    }

    private boolean meets(Map condition) {
        if (condition.type == 'expression') {
            return condition.body.call() ? true : false
        }
        if (condition.conditions != null) {
            return several(condition)
        }
        Map arguments = condition.arguments.call()
        String variable = DeclarativeSupport.variableOf(condition.type, arguments)
        return DeclarativeSupport.meets(condition.type, arguments, variable == null ? null : script.env."${variable}")
    }

    private boolean several(Map condition) {
        boolean wanted = condition.type == 'anyOf'
        for (Map inner : condition.conditions) {
            if (meets(inner) == wanted) {
                return condition.type == 'not' ? true : wanted
            }
        }
        return condition.type == 'not' ? false : !wanted
    }
}

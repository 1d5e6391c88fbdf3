package io.jenkins.plugins.taskhub.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.model.Descriptor.FormException;
import hudson.model.Item;
import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.util.FormValidation;
import java.lang.reflect.Method;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.junit.Rule;
import org.junit.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.kohsuke.stapler.verb.POST;

/** The forms of all steps: what a form sends becomes the step that a Pipeline would have made. */
public class StepFormsTest {
    /** A list of maps, which only a Jenkinsfile can write. */
    private static final Set<String> NOT_IN_FORMS = Set.of("images");

    @Rule
    public JenkinsRule j = new JenkinsRule();

    private static List<TaskhubStepDescriptor> forms() {
        return StepDescriptor.all().stream().filter(TaskhubStepDescriptor.class::isInstance)
                .map(TaskhubStepDescriptor.class::cast).toList();
    }

    private static TaskhubStepDescriptor form(String function) {
        return (TaskhubStepDescriptor) StepDescriptor.byFunctionName(function);
    }

    @Test
    public void everyStepOfThePluginHasAForm() {
        assertThat(forms()).extracting(StepDescriptor::getFunctionName).contains("helmDeploy", "helmRollback", "helmTest",
                "taskhubBuild", "taskhubPromote", "confirmProd", "terraformApply", "pgBackup", "pgRestore", "pgBackups",
                "trivyGate");
    }

    @Test
    public void aFormThatIsLeftEmptyGivesTheDefaults() throws Exception {
        for (var form : forms()) {
            var sent = new LinkedHashMap<String, Object>();
            var blank = values(form, form.getBlank());
            FormArguments.types(form.clazz).forEach((name, type) ->
                    sent.put(name, type == boolean.class ? blank.get(name) : " "));
            sent.put("stapler-class", form.clazz.getName());
            var made = values(form, form.fromForm(sent));
            blank.replaceAll((name, value) -> value == null && made.get(name) instanceof String text && text.isEmpty()
                    ? "" : value);
            assertThat(made).as(form.getFunctionName()).isEqualTo(blank);
        }
    }

    @Test
    public void everyParameterComesThroughTheFormAndBack() throws Exception {
        for (var form : forms()) {
            var sent = filled(form);
            Step made = form.fromForm(sent);
            Map<String, Object> shown = shown(form, made);
            assertThat(shown).as(form.getFunctionName()).isEqualTo(sent);
            assertThat(shown(form, form.fromForm(shown))).as(form.getFunctionName()).isEqualTo(shown);
        }
    }

    @Test
    public void aPipelineGivesTheSameStepAsTheForm() throws Exception {
        for (var form : forms()) {
            Step made = form.fromForm(filled(form));
            var arguments = values(form, made);
            arguments.keySet().removeAll(NOT_IN_FORMS);
            assertThat(values(form, form.newInstance(arguments))).as(form.getFunctionName()).containsAllEntriesOf(arguments);
        }
    }

    @Test
    public void theDefaultOfADropDownListIsOneOfItsWords() throws Exception {
        int lists = 0;
        for (var form : forms()) {
            var blank = values(form, form.getBlank());
            for (String name : FormArguments.types(form.clazz).keySet()) {
                List<?> words = choices(form, name);
                if (!words.isEmpty() && blank.get(name) != null) {
                    lists++;
                    assertThat(words.contains(blank.get(name))).as(form.getFunctionName() + " " + name).isTrue();
                }
            }
        }
        assertThat(lists).isGreaterThan(10);
    }

    @Test
    public void saysWhichFieldCannotBeTaken() {
        assertThatThrownBy(() -> form("helmDeploy").fromForm(Map.of("historyMax", "many")))
                .isInstanceOf(FormException.class).hasMessage("historyMax 'many' is not a whole number")
                .extracting(e -> ((FormException) e).getFormField()).isEqualTo("historyMax");
        assertThatThrownBy(() -> form("helmDeploy").fromForm(Map.of("set", "replicas 3")))
                .isInstanceOf(FormException.class).hasMessageStartingWith("set has the line 'replicas 3'");
    }

    @Test
    public void theChecksSpeakTheStepsOwnWordsToThoseWhoMaySeeTheJob() throws Exception {
        WorkflowJob job = j.createProject(WorkflowJob.class, "job");
        j.jenkins.setSecurityRealm(j.createDummySecurityRealm());
        j.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, Item.READ).everywhere().toAuthenticated()
                .grant(Item.EXTENDED_READ).everywhere().to("dev"));
        var form = form("helmDeploy");
        try (ACLContext as = ACL.as(User.getById("dev", true))) {
            assertThat(form.doCheckNamespace(job, "Dev").getMessage()).contains("namespace 'Dev' is not a namespace");
            assertThat(form.doCheckNamespace(job, "").getMessage()).isEqualTo("namespace is missing: give it a value");
            assertThat(form.doCheckNamespace(job, "dev").kind).isEqualTo(FormValidation.Kind.OK);
            assertThat(form.doCheckRelease(job, "-x").kind).isEqualTo(FormValidation.Kind.ERROR);
            assertThat(form.doCheckTimeout(job, "").kind).isEqualTo(FormValidation.Kind.OK);
            assertThat(form.doCheckTimeout(job, "soon").kind).isEqualTo(FormValidation.Kind.ERROR);
            assertThat(form.doCheckEntries(job, "a=1").kind).isEqualTo(FormValidation.Kind.OK);
            assertThat(form.doCheckEntries(job, "a").getMessage()).contains("write key=value");
            assertThat(form.doCheckNamespace(null, "Dev").kind).isEqualTo(FormValidation.Kind.OK);
        }
        try (ACLContext as = ACL.as(User.getById("guest", true))) {
            assertThat(form.doCheckNamespace(job, "Dev").kind).isEqualTo(FormValidation.Kind.OK);
            assertThat(form.doFillKubeconfigIdItems(job, "current")).extracting(one -> one.value).containsExactly("current");
        }
    }

    @Test
    public void everyWebMethodOfAFormIsPostOnlyAndKnowsItsJob() {
        int methods = 0;
        for (var form : forms()) {
            for (Method method : form.getClass().getMethods()) {
                if (method.getName().matches("do(Check|Fill).*")) {
                    methods++;
                    assertThat(method.isAnnotationPresent(POST.class)).as(method.toString()).isTrue();
                    assertThat(method.getParameterTypes()[0]).as(method.toString()).isEqualTo(Item.class);
                }
            }
        }
        assertThat(methods).isGreaterThan(50);
    }

    /** A form in which every parameter has another value than its default. */
    private static Map<String, Object> filled(TaskhubStepDescriptor form) throws Exception {
        var blank = values(form, form.getBlank());
        var sent = new LinkedHashMap<String, Object>();
        FormArguments.types(form.clazz).forEach((name, type) -> {
            if (NOT_IN_FORMS.contains(name)) {
                return;
            }
            List<?> words = choices(form, name);
            if (type == boolean.class) {
                sent.put(name, !(Boolean) blank.get(name));
            } else if (type == Map.class) {
                sent.put(name, "a.b=text\nnumber=3\nlist=[\"x\",1]");
            } else if (type == List.class) {
                sent.put(name, "one\ntwo");
            } else if (type == int.class || type == Integer.class) {
                sent.put(name, "7");
            } else {
                sent.put(name, words.isEmpty() ? "x-" + name.toLowerCase(Locale.ROOT)
                        : String.valueOf(words.get(words.size() - 1)));
            }
        });
        return sent;
    }

    /** What the form of a step shows. */
    private static Map<String, Object> shown(TaskhubStepDescriptor form, Step step) throws Exception {
        var shown = values(form, step);
        shown.keySet().removeAll(NOT_IN_FORMS);
        shown.replaceAll((name, value) -> value instanceof Boolean ? value : form.text(value));
        return shown;
    }

    /** What Jelly reads of a step: fields and getters. */
    private static Map<String, Object> values(TaskhubStepDescriptor form, Step step) throws Exception {
        var values = new LinkedHashMap<String, Object>();
        for (String name : new TreeSet<>(FormArguments.types(form.clazz).keySet())) {
            String bean = name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
            var getter = Stream.of(step.getClass().getMethods())
                    .filter(method -> Set.of("get" + bean, "is" + bean).contains(method.getName())).findFirst();
            values.put(name, getter.isPresent() ? getter.get().invoke(step) : step.getClass().getField(name).get(step));
        }
        return values;
    }

    private static List<?> choices(TaskhubStepDescriptor form, String name) {
        String getter = "get" + name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1) + "Choices";
        try {
            return (List<?>) form.getClass().getMethod(getter).invoke(form);
        } catch (NoSuchMethodException none) {
            return List.of();
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }
}

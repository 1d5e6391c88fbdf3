package io.jenkins.plugins.taskhub.terraform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.taskhub.cli.Masker;
import io.jenkins.plugins.taskhub.step.StepFailure;
import io.jenkins.plugins.taskhub.terraform.AttributeDiff.Row;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.Test;

public class PlanTest {
    @Test
    public void readsWhatIsCreated() throws Exception {
        var plan = Recorded.plan("create");
        assertThat(plan.changes()).extracting(PlannedChange::address).containsExactly("terraform_data.each[\"a\"]",
                "terraform_data.each[\"b.c\"]", "terraform_data.plain", "terraform_data.replaced", "terraform_data.secret");
        assertThat(attributes(plan, "terraform_data.plain")).contains(
                new Row("input.ports[0]", "", "80", false), new Row("input.size", "", "1", false),
                new Row("input.tags[\"odd key\"]", "", "\"b\"", false), new Row("input.tags.team", "", "\"a\"", false),
                new Row("id", "", AttributeDiff.UNKNOWN, false));
        assertThat(verdict("create")).isEqualTo("5 to add, 0 to change, 0 to destroy, 2 outputs change");
    }

    @Test
    public void showsNoSensitiveValueOnceTheMaskerKnowsThem() throws Exception {
        for (String name : List.of("create", "unchanged", "replace", "partial", "forget", "refresh-only", "destroy", "drift")) {
            var secrets = new ArrayList<String>();
            var plan = Recorded.plan(name, secrets);
            var shown = new ArrayList<PlannedChange>(plan.changes());
            shown.addAll(plan.drift());
            shown.addAll(plan.outputs());
            var masker = new Masker();
            secrets.forEach(masker::add);
            assertThat(masker.mask(shown.toString())).as(name).doesNotContain("canary-password");
        }
        var secrets = new ArrayList<String>();
        assertThat(attributes(Recorded.plan("replace", secrets), "terraform_data.secret")).contains(
                new Row("input.password", AttributeDiff.SENSITIVE, AttributeDiff.SENSITIVE, false));
        assertThat(secrets).contains("canary-password-1", "canary-password-2");
    }

    @Test
    public void saysWhatAReplacementIsForcedBy() throws Exception {
        var plan = Recorded.plan("replace");
        assertThat(change(plan, "terraform_data.replaced").action()).isEqualTo(Action.REPLACE);
        assertThat(change(plan, "terraform_data.replaced").reason()).isEqualTo("cannot update");
        assertThat(attributes(plan, "terraform_data.replaced")).contains(
                new Row("triggers_replace[0]", "1", "2", true));
        assertThat(verdict("replace")).isEqualTo("1 to add, 2 to change, 1 to destroy, 2 outputs change");
    }

    @Test
    public void isNotApplicableWhereNothingChanges() throws Exception {
        assertThat(Recorded.plan("unchanged").changes()).isEmpty();
        assertThat(facts("unchanged").applyable).isFalse();
        assertThat(verdict("unchanged")).isEqualTo("no changes");
    }

    @Test
    public void isPartialWithTargets() throws Exception {
        assertThat(facts("partial").partial).isTrue();
        assertThat(verdict("partial")).isEqualTo("0 to add, 1 to change, 0 to destroy, 1 output changes (a partial plan)");
        assertThat(facts("create").partial).isFalse();
    }

    @Test
    public void tellsWhatIsForgottenAndWhatMoves() throws Exception {
        var plan = Recorded.plan("forget");
        assertThat(change(plan, "terraform_data.moved").previousAddress()).isEqualTo("terraform_data.plain");
        assertThat(change(plan, "terraform_data.secret").action()).isEqualTo(Action.FORGET);
        assertThat(facts("forget").destroyed).containsExactly("terraform_data.each[\"a\"]", "terraform_data.each[\"b.c\"]",
                "terraform_data.replaced");
        assertThat(verdict("forget")).isEqualTo("0 to add, 0 to change, 3 to destroy, 1 to forget, 1 moved, 2 outputs change");
    }

    @Test
    public void keepsDriftApartFromWhatIsPlanned() throws Exception {
        var plan = Recorded.plan("drift");
        assertThat(plan.drift()).extracting(PlannedChange::address)
                .containsExactly("terraform_data.plain", "terraform_data.lost");
        assertThat(plan.drift().get(0).attributes()).containsExactly(new Row("input", "\"a\"", "\"b\"", false),
                new Row("password", AttributeDiff.SENSITIVE, AttributeDiff.SENSITIVE, false));
        assertThat(facts("drift").drift).isEqualTo(2);
        assertThat(facts("drift").destroyed).containsExactly("terraform_data.replaced");
        assertThat(verdict("drift")).endsWith("; 2 changed outside of Terraform");
    }

    @Test
    public void anEmptyCollectionThatAnOldProviderReadsBackIsNoDrift() throws Exception {
        String entry = """
                {"address":"a.%s","change":{"actions":["update"],"before":{"annotations":null,"id":"x"},
                 "after":{"annotations":%s,"id":"x"}}}""";
        var plan = read(resources(entry.formatted("quiet", "{}") + "," + entry.formatted("changed", "{\"k\":\"v\"}"))
                .replace("resource_changes", "resource_drift"));
        assertThat(plan.drift()).extracting(PlannedChange::address).containsExactly("a.changed");
    }

    @Test
    public void knowsTheDeclaredVariablesAndWhichAreSensitive() throws Exception {
        assertThat(Set.copyOf(Recorded.plan("create").declared())).containsExactlyInAnyOrder(
                new Plan.Variable("size", false), new Plan.Variable("password", true));
        assertThat(Recorded.plan("create").text("password")).isEqualTo("canary-password-1");
    }

    @Test
    public void refusesToDestroyWhatIsNotAllowed() throws Exception {
        var facts = facts("destroy");
        assertThatThrownBy(() -> facts.guard(List.of("terraform_data.plain", "terraform_data.each[\"a\"]")))
                .isInstanceOf(StepFailure.class).hasMessage("the plan would destroy terraform_data.each[\"b.c\"], "
                        + "terraform_data.replaced, terraform_data.secret: nothing was applied. If that is wanted, give each "
                        + "address in allowDestroy; else correct the configuration");
        facts.guard(facts.destroyed);
        facts("create").guard(List.of());
    }

    @Test
    public void guardsAgainstAReplacementInEitherOrder() {
        String entry = """
                {"address":"a.b","change":{"actions":[%s],"before":{},"after":{}}}""";
        for (String actions : List.of("\"delete\"", "\"delete\",\"create\"", "\"create\",\"delete\"")) {
            assertThat(read(resources(entry.formatted(actions))).destroyed()).as(actions).containsExactly("a.b");
        }
        for (String actions : List.of("\"no-op\"", "\"create\"", "\"read\"", "\"update\"", "\"forget\"",
                "\"create\",\"forget\"")) {
            assertThat(read(resources(entry.formatted(actions))).destroyed()).as(actions).isEmpty();
        }
    }

    @Test
    public void refusesActionsThatItDoesNotKnow() {
        assertThatThrownBy(() -> read(resources("""
                {"address":"a.b","change":{"actions":["evaporate"]}}"""))).isInstanceOf(StepFailure.class)
                .hasMessageContaining("would do [evaporate] to a.b");
        assertThatThrownBy(() -> read(resources("{\"change\":{}}"))).isInstanceOf(StepFailure.class)
                .hasMessageContaining("without an address");
    }

    @Test
    public void refusesAnotherFormatAndWhatIsNoPlan() {
        assertThatThrownBy(() -> read("{\"format_version\":\"2.0\"}")).hasMessageContaining("has the format 2.0");
        assertThatThrownBy(() -> read("{}")).hasMessageContaining("the format of something else");
        for (String text : List.of("", "[]", "null", "{\"format_version\":\"1.2\",", "{\"resource_changes\":[{",
                "{\"format_version\":\"1.2\",\"resource_changes\":[{\"address\":\"a")) {
            assertThatThrownBy(() -> read(text)).as(text).isInstanceOf(StepFailure.class)
                    .hasMessageContaining("cannot be read as JSON");
        }
        assertThatThrownBy(() -> read("{\"format_version\":\"1.2\",\"errored\":true}"))
                .hasMessageContaining("one of a run that failed");
    }

    @Test
    public void goesByTheExitStatusWhereThePlanDoesNotSayWhetherItCanBeApplied() {
        var plan = read("{\"format_version\":\"1.1\",\"resource_changes\":[]}");
        assertThat(plan.applyable(true)).isTrue();
        assertThat(plan.applyable(false)).isFalse();
        assertThat(plan.partial()).isFalse();
    }

    @Test
    public void hidesEveryPartOfWhatIsSensitiveAsAWhole() {
        var secrets = new ArrayList<String>();
        var plan = read(resources("""
                {"address":"a.b","change":{"actions":["update"],
                 "before":{"data":{"k":"canary-1","list":["canary-2",{"x":12345678}]},"open":[1,"two"]},
                 "after":{"data":{"k":"canary-3"},"open":[1,"three"]},"after_unknown":{"open":[false,false]},
                 "before_sensitive":{"data":true},"after_sensitive":{}}}"""), secrets);
        assertThat(plan.changes().get(0).attributes()).containsExactlyInAnyOrder(
                new Row("data", AttributeDiff.SENSITIVE, AttributeDiff.SENSITIVE, false),
                new Row("open[1]", "\"two\"", "\"three\"", false));
        assertThat(secrets).containsExactly("canary-1", "canary-2", "12345678", "canary-3");
    }

    @Test
    public void hidesSensitivePartsOfWhatBecomesUnknown() {
        var plan = read(resources("""
                {"address":"a.b","change":{"actions":["update"],"before":{"data":{"user":"app","password":"canary-1"}},
                 "after":{},"after_unknown":{"data":true},"before_sensitive":{"data":{"password":true}},
                 "after_sensitive":{}}}"""));
        assertThat(plan.changes().get(0).attributes()).containsExactly(
                new Row("data", AttributeDiff.SENSITIVE, AttributeDiff.UNKNOWN, false));
    }

    @Test
    public void showsAChangeBetweenAValueAndAContainer() {
        var plan = read(resources("""
                {"address":"a.b","change":{"actions":["update"],"before":{"a":"x","b":{},"c":null},
                 "after":{"a":{"k":1},"b":null,"c":[]},"after_unknown":{},"before_sensitive":{},"after_sensitive":{}}}"""));
        assertThat(plan.changes().get(0).attributes()).containsExactlyInAnyOrder(new Row("a", "\"x\"", "", false),
                new Row("a.k", "", "1", false), new Row("b", "{}", "", false), new Row("c", "", "[]", false));
    }

    private static Plan read(String json) {
        return read(json, new ArrayList<>());
    }

    private static Plan read(String json, List<String> secrets) {
        try {
            return Plan.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)), secrets::add);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String resources(String entries) {
        return "{\"format_version\":\"1.2\",\"resource_changes\":[" + entries + "]}";
    }

    private static PlannedChange change(Plan plan, String address) {
        return plan.changes().stream().filter(each -> each.address().equals(address)).findFirst().orElseThrow();
    }

    private static List<Row> attributes(Plan plan, String address) {
        return change(plan, address).attributes();
    }

    private static PlanFacts facts(String name) throws IOException {
        return new PlanFacts(Recorded.plan(name), "0", true);
    }

    private static String verdict(String name) throws IOException {
        return facts(name).verdict();
    }
}

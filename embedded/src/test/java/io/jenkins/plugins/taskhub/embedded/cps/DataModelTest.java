package io.jenkins.plugins.taskhub.embedded.cps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import groovy.lang.GString;
import hudson.model.Result;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.codehaus.groovy.runtime.GStringImpl;
import org.junit.Test;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Arguments of scripts become what parameters take, or are refused in words. */
public class DataModelTest {
    private static Sample make(Map<String, ?> arguments) throws Exception {
        return (Sample) DataModel.of(Sample.class).instantiate("sample", arguments);
    }

    private static GString lazy(String text) {
        return new GStringImpl(new Object[] {text}, new String[] {"<", ">"});
    }

    @Test
    public void takesNumbersInAllTheirForms() throws Exception {
        assertThat(make(Map.of("name", "n", "count", 3L)).count).isEqualTo(3);
        assertThat(make(Map.of("name", "n", "count", "4")).count).isEqualTo(4);
        assertThatIllegalArgumentException().isThrownBy(() -> make(Map.of("name", "n", "count", 4_000_000_000L)))
                .withMessage("sample: count takes a int, not the Long '4000000000'");
        assertThatIllegalArgumentException().isThrownBy(() -> make(Map.of("name", "n", "count", "x")));
    }

    @Test
    public void makesStringsOfLazyOnesHoweverDeep() throws Exception {
        var sample = make(Map.of("name", lazy("a"), "list", List.of(lazy("b"), "c"),
                "map", Map.of(lazy("k"), List.of(lazy("v")))));
        assertThat(sample.name).isEqualTo("<a>");
        assertThat(sample.list).containsExactly("<b>", "c");
        assertThat(sample.map).isEqualTo(Map.of("<k>", List.of("<v>")));
    }

    @Test
    public void takesEnumsAndResultsByName() throws Exception {
        assertThat(make(Map.of("name", "n", "unit", "HOURS")).unit).isEqualTo(TimeUnit.HOURS);
        assertThat(make(Map.of("name", "n", "result", "UNSTABLE")).result).isEqualTo(Result.UNSTABLE);
        assertThatIllegalArgumentException().isThrownBy(() -> make(Map.of("name", "n", "unit", "HOUR")))
                .withMessageContaining("sample: unit cannot be 'HOUR'. Did you mean HOURS").withMessageContaining("DAYS");
    }

    @Test
    public void refusesANumberForAString() {
        assertThatIllegalArgumentException().isThrownBy(() -> make(Map.of("name", 5)))
                .withMessage("sample: name takes a String, not the Integer '5'");
    }

    @Test
    public void refusesAWrongElementOfAList() {
        assertThatIllegalArgumentException().isThrownBy(() -> make(Map.of("name", "n", "list", List.of("a", 1))))
                .withMessage("sample: list[1] takes a String, not the Integer '1'");
    }

    @Test
    public void namesWhatIsMissing() {
        assertThatIllegalArgumentException().isThrownBy(() -> make(Map.of("count", 1)))
                .withMessage("sample needs name (name is blank)");
    }

    @Test
    public void namesTheNearestOfAnUnknownParameter() {
        assertThatIllegalArgumentException().isThrownBy(() -> make(Map.of("name", "n", "coutn", 1)))
                .withMessageStartingWith("sample has no parameter 'coutn'. Did you mean count").withMessageContaining(
                        "It takes: name, ");
    }

    /** Takes one of each. */
    public static final class Sample {
        private final String name;
        private int count;
        private List<String> list;
        private Map<String, Object> map;
        private TimeUnit unit;
        private Result result;

        @DataBoundConstructor
        public Sample(String name) {
            if (name == null) {
                throw new IllegalArgumentException("name is blank");
            }
            this.name = name;
        }

        @DataBoundSetter
        public void setCount(int count) {
            this.count = count;
        }

        @DataBoundSetter
        public void setList(List<String> list) {
            this.list = list;
        }

        @DataBoundSetter
        public void setMap(Map<String, Object> map) {
            this.map = map;
        }

        @DataBoundSetter
        public void setUnit(TimeUnit unit) {
            this.unit = unit;
        }

        @DataBoundSetter
        public void setResult(Result result) {
            this.result = result;
        }
    }
}

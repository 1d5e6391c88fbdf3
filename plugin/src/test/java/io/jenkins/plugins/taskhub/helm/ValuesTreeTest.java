package io.jenkins.plugins.taskhub.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.taskhub.step.StepFailure;
import java.util.List;
import java.util.Map;
import org.junit.Test;

public class ValuesTreeTest {
    private final ValuesTree tree = new ValuesTree();

    @Test
    public void makesATreeOfPaths() {
        tree.put("set", "image.tag", "1.20");
        tree.put("set", "image.repository", "team/app");
        tree.put("set", "replicas", 3);
        assertThat(tree.json())
                .isEqualTo("{\"image\":{\"tag\":\"1.20\",\"repository\":\"team/app\"},\"replicas\":3}");
    }

    @Test
    public void keepsADotThatBelongsToAName() {
        tree.put("set", "nodeSelector.kubernetes\\.io/arch", "arm64");
        assertThat(tree.json()).isEqualTo("{\"nodeSelector\":{\"kubernetes.io/arch\":\"arm64\"}}");
    }

    @Test
    public void leavesHelmsOwnSyntaxAsText() {
        tree.put("set", "a", "x,b=y");
        tree.put("set", "c", "{1,2}");
        tree.put("set", "d", "--debug\n- e: f");
        assertThat(tree.json()).isEqualTo("{\"a\":\"x,b=y\",\"c\":\"{1,2}\",\"d\":\"--debug\\n- e: f\"}");
    }

    @Test
    public void takesListsAndMaps() {
        tree.put("set", "tolerations", List.of(Map.of("key", "x")));
        assertThat(tree.json()).isEqualTo("{\"tolerations\":[{\"key\":\"x\"}]}");
    }

    @Test
    public void readsTextAsHelmsSetDoes() {
        assertThat(ValuesTree.typed("true")).isEqualTo(true);
        assertThat(ValuesTree.typed("3")).isEqualTo(3L);
        assertThat(ValuesTree.typed("0")).isEqualTo(0L);
        assertThat(ValuesTree.typed("-3")).isEqualTo(-3L);
        assertThat(ValuesTree.typed("null")).isNull();
        assertThat(ValuesTree.typed("0123")).isEqualTo("0123");
        assertThat(ValuesTree.typed("1.20")).isEqualTo("1.20");
        assertThat(ValuesTree.typed(7)).isEqualTo(7);
    }

    @Test
    public void refusesAValueBelowAnother() {
        tree.put("set", "image", "app");
        assertThatThrownBy(() -> tree.put("imageTagKey", "image.tag", "1")).isInstanceOf(StepFailure.class)
                .hasMessageContaining("imageTagKey 'image.tag' goes below");
        tree.put("set", "a.b", "x");
        assertThatThrownBy(() -> tree.put("set", "a", "y")).hasMessageContaining("a value below it");
    }

    @Test
    public void refusesPathsThatAreNone() {
        for (String key : List.of("", ".", "a..b", "a.", "-a", "list[0]", "a\nb")) {
            assertThatThrownBy(() -> ValuesTree.check("set", key)).as(key).isInstanceOf(StepFailure.class);
        }
    }
}

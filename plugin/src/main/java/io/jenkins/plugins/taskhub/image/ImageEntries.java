package io.jenkins.plugins.taskhub.image;

import io.jenkins.plugins.taskhub.step.Names;
import io.jenkins.plugins.taskhub.step.Parameters;
import io.jenkins.plugins.taskhub.step.StepFailure;
import java.util.List;
import java.util.Map;

/** Reads the entries of {@code images}. */
final class ImageEntries {
    private ImageEntries() {}

    /** An image of the list: what its map says, else what is common to all. */
    static ImageRequest image(ImageRequest common, Object entry) {
        var image = new ImageRequest();
        image.registry = common.registry;
        image.usualRegistry = common.usualRegistry;
        image.tag = common.tag;
        image.context = common.context;
        image.dockerfile = common.dockerfile;
        image.buildArgs.putAll(common.buildArgs);
        image.labels.putAll(common.labels);
        image.platforms.addAll(common.platforms);
        image.baseImage = common.baseImage;
        if (!(entry instanceof Map<?, ?> map)) {
            throw new StepFailure("images holds " + Names.shown(String.valueOf(entry))
                    + ": give maps such as [image: 'team/web', context: 'web']");
        }
        map.forEach((key, value) -> set(image, String.valueOf(key), value));
        if (image.image == null) {
            throw new StepFailure("an entry of images has no image: give each a name");
        }
        return image;
    }

    private static void set(ImageRequest image, String key, Object value) {
        switch (key) {
            case "image" -> image.image = text(key, value);
            case "tag" -> image.tag = text(key, value);
            case "context" -> image.context = text(key, value);
            case "dockerfile" -> image.dockerfile = text(key, value);
            case "baseImage" -> image.baseImage = text(key, value);
            case "buildArgs" -> image.buildArgs.putAll(Parameters.textMap(key, map(key, value)));
            case "labels" -> image.labels.putAll(Parameters.textMap(key, map(key, value)));
            case "platforms" -> image.platforms = BuildRequest.texts(list(key, value));
            default -> throw new StepFailure("images has an entry with " + Names.shown(key) + ": it takes image, tag, context, "
                    + "dockerfile, buildArgs, labels, platforms and baseImage");
        }
    }

    private static String text(String key, Object value) {
        if (!(value instanceof CharSequence)) {
            throw new StepFailure("images has an entry whose " + key + " is not text: give it a text");
        }
        return value.toString();
    }

    private static Map<?, ?> map(String key, Object value) {
        if (value instanceof Map<?, ?> map) {
            return map;
        }
        throw new StepFailure("images has an entry whose " + key + " is not a map: give it one");
    }

    private static List<?> list(String key, Object value) {
        if (value instanceof List<?> list) {
            return list;
        }
        throw new StepFailure("images has an entry whose " + key + " is not a list: give it one");
    }
}

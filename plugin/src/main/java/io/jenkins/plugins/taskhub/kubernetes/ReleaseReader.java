package io.jenkins.plugins.taskhub.kubernetes;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPInputStream;

/**
 * Reads helm's JSON of a release while it streams. The shape is that of helm.sh/helm/v3/pkg/release.Release: name,
 * info, chart (metadata, values, and templates and files, which are skipped), config, manifest, hooks, version,
 * namespace.
 */
final class ReleaseReader {
    /** An unpacked release is a chart with its files: tens of MB at most. */
    static final long MAX_UNPACKED = 128L << 20;
    private static final ObjectMapper MAPPER = new ObjectMapper(new JsonFactory());

    private String name = "";
    private String namespace = "";
    private int revision;
    private String manifest = "";
    private String chart = "";
    private String chartVersion = "";
    private String appVersion = "";
    private Map<String, Object> info = Map.of();
    private Map<String, Object> values = new LinkedHashMap<>();
    private Map<String, Object> chartValues = new LinkedHashMap<>();
    private final List<Release.Hook> hooks = new ArrayList<>();

    private ReleaseReader() {
    }

    /** Reads what helm puts into a Secret: base64 of a gzipped (or, by very old helm, plain) JSON. */
    static Release decode(byte[] secretData) throws IOException {
        byte[] packed;
        try {
            packed = Base64.getMimeDecoder().decode(secretData);
        } catch (IllegalArgumentException e) {
            throw new IOException("not base64", e);
        }
        var gzipped = packed.length > 2 && (packed[0] & 0xff) == 0x1f && (packed[1] & 0xff) == 0x8b;
        try (var json = gzipped ? new Limited(new GZIPInputStream(new ByteArrayInputStream(packed), 1 << 16),
                MAX_UNPACKED)
                : new ByteArrayInputStream(packed)) {
            return read(json);
        }
    }

    static Release read(InputStream json) throws IOException {
        var reader = new ReleaseReader();
        try (var parser = MAPPER.getFactory().createParser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("not a JSON object");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                reader.field(parser);
            }
        }
        if (reader.name.isEmpty() || reader.revision < 1) {
            throw new IOException("not a release: name or version is missing");
        }
        return reader.release();
    }

    private void field(JsonParser parser) throws IOException {
        var field = parser.currentName();
        parser.nextToken();
        switch (field) {
            case "name" -> name = text(parser);
            case "namespace" -> namespace = text(parser);
            case "version" -> revision = parser.getValueAsInt();
            case "manifest" -> manifest = text(parser);
            case "info" -> info = map(parser);
            case "config" -> values = map(parser);
            case "chart" -> chart(parser);
            case "hooks" -> hooks(parser);
            default -> parser.skipChildren();
        }
    }

    private void chart(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            return;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            var field = parser.currentName();
            parser.nextToken();
            switch (field) {
                case "metadata" -> {
                    var metadata = map(parser);
                    chart = Objects.toString(metadata.get("name"), "");
                    chartVersion = Objects.toString(metadata.get("version"), "");
                    appVersion = Objects.toString(metadata.get("appVersion"), "");
                }
                case "values" -> chartValues = map(parser);
                default -> parser.skipChildren();
            }
        }
    }

    private void hooks(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            return;
        }
        while (parser.nextToken() == JsonToken.START_OBJECT) {
            var hook = map(parser);
            var events = hook.get("events") instanceof List<?> list ? list.stream().map(String::valueOf).toList()
                    : List.<String>of();
            hooks.add(new Release.Hook(Objects.toString(hook.get("name"), ""), Objects.toString(hook.get("kind"), ""),
                    Objects.toString(hook.get("path"), ""), Objects.toString(hook.get("manifest"), ""), events));
        }
    }

    private Release release() {
        return new Release(namespace, name, revision, ReleaseStatus.of(Objects.toString(info.get("status"), "")),
                instant(info.get("first_deployed")), instant(info.get("last_deployed")),
                Objects.toString(info.get("description"), ""), chart, chartVersion, appVersion, values, chartValues,
                manifest, List.copyOf(hooks));
    }

    private static Instant instant(Object text) {
        try {
            return text == null || text.toString().isBlank() ? null : OffsetDateTime.parse(text.toString()).toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static String text(JsonParser parser) throws IOException {
        return Objects.requireNonNullElse(parser.getValueAsString(), "");
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(JsonParser parser) throws IOException {
        return parser.currentToken() == JsonToken.START_OBJECT ? MAPPER.readValue(parser, LinkedHashMap.class)
                : new LinkedHashMap<>();
    }

    /** Ends a stream that unpacks to more than is sane. */
    private static final class Limited extends InputStream {
        private final InputStream in;
        private long left;

        Limited(InputStream in, long limit) {
            this.in = in;
            this.left = limit;
        }

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            var read = in.read(buffer, offset, length);
            left -= Math.max(read, 0);
            if (left < 0) {
                throw new IOException("it unpacks to more than " + (MAX_UNPACKED >> 20) + " MB");
            }
            return read;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}

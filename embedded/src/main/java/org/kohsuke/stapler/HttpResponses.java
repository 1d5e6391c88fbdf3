package org.kohsuke.stapler;

/** The usual answers. */
public class HttpResponses {
    /** An answer that is thrown. */
    public abstract static class HttpResponseException extends RuntimeException implements HttpResponse {
        private static final long serialVersionUID = 1L;

        public HttpResponseException() {
        }

        public HttpResponseException(String message) {
            super(message);
        }

        public HttpResponseException(String message, Throwable cause) {
            super(message, cause);
        }

        public HttpResponseException(Throwable cause) {
            super(cause);
        }
    }

    private static final class Status extends HttpResponseException {
        private static final long serialVersionUID = 1L;

        Status(int code, String message, Throwable cause) {
            super(code + (message == null ? "" : ": " + message), cause);
        }
    }

    public static HttpResponseException status(int code) {
        return new Status(code, null, null);
    }

    public static HttpResponseException ok() {
        return status(200);
    }

    public static HttpResponseException notFound() {
        return status(404);
    }

    public static HttpResponseException forbidden() {
        return status(403);
    }

    public static HttpResponseException error(int code, String errorMessage) {
        return new Status(code, errorMessage, null);
    }

    public static HttpResponseException error(int code, Throwable cause) {
        return new Status(code, cause.getMessage(), cause);
    }

    public static HttpResponseException errorWithoutStack(int code, String errorMessage) {
        return new Status(code, errorMessage, null);
    }

    public static HttpResponse redirectToDot() {
        return new Status(302, ".", null);
    }
}

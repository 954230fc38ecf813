package course.cli.grade.report.html;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/// One page of a headless Chromium, driven by its own protocol (DevTools) over a WebSocket: no
/// driver, no download.
final class Browser implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final ObjectMapper mapper = new ObjectMapper();
    private final Map<Integer, CompletableFuture<JsonNode>> asked = new ConcurrentHashMap<>();
    private final BlockingQueue<String> loaded = new LinkedBlockingQueue<>();
    private final List<String> problems = new CopyOnWriteArrayList<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final AtomicInteger numbers = new AtomicInteger();
    private final Process process;
    private final HttpClient client = HttpClient.newHttpClient();
    private final WebSocket socket;
    private String session = "";

    /// Where Chromium is; empty where it is not installed.
    static Optional<Path> installed() {
        return Stream.of("chromium", "chromium-browser", "google-chrome")
                .map(name -> Path.of("/usr/bin", name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /// Starts one.
    ///
    /// @param profile an empty folder for all that it writes
    static Browser start(Path chromium, Path profile) throws Exception {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                chromium.toString(),
                                "--headless=new",
                                "--disable-gpu",
                                "--disable-dev-shm-usage",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--no-first-run",
                                "--remote-debugging-port=0",
                                "--user-data-dir=" + profile));
        if (System.getProperty("user.name").equals("root")) {
            // Chromium's own sandbox refuses to run as root.
            command.add("--no-sandbox");
        }
        command.add("about:blank");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("TMPDIR", profile.toString());
        Process process = builder.start();
        try {
            return new Browser(process, address(process));
        } catch (Exception | Error e) {
            process.destroyForcibly();
            throw e;
        }
    }

    private Browser(Process process, URI address) throws Exception {
        this.process = process;
        socket =
                client.newWebSocketBuilder()
                        .buildAsync(address, new Messages())
                        .get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        String target =
                send("Target.createTarget", Map.of("url", "about:blank")).get("targetId").asText();
        session =
                send("Target.attachToTarget", Map.of("targetId", target, "flatten", true))
                        .get("sessionId")
                        .asText();
        for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
            send(domain + ".enable", Map.of());
        }
    }

    /// Chromium says on its standard error where it listens. The rest of what it says is read and
    /// thrown away, so that it never waits for a reader.
    private static URI address(Process process) throws Exception {
        CompletableFuture<URI> address = new CompletableFuture<>();
        Thread.ofVirtual()
                .name("what Chromium says")
                .start(() -> {
                    try (BufferedReader said = process.errorReader(StandardCharsets.UTF_8)) {
                        said.lines()
                                .filter(line -> line.startsWith("DevTools listening on "))
                                .forEach(line ->
                                        address.complete(URI.create(line.substring(22).strip())));
                        address.completeExceptionally(new IOException("Chromium has ended"));
                    } catch (IOException e) {
                        address.completeExceptionally(e);
                    }
                });
        return address.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    }

    /// Opens a file and waits until it is loaded. What earlier pages asked for is forgotten.
    void open(Path file) throws Exception {
        problems.clear();
        requests.clear();
        loaded.clear();
        send("Page.navigate", Map.of("url", file.toUri().toString()));
        if (loaded.poll(LIMIT.toSeconds(), TimeUnit.SECONDS) == null) {
            throw new IOException(file + " was not loaded");
        }
    }

    /// The value of an expression of JavaScript.
    JsonNode value(String expression) throws Exception {
        JsonNode answer =
                send("Runtime.evaluate", Map.of("expression", expression, "returnByValue", true));
        if (answer.has("exceptionDetails")) {
            throw new IOException(expression + ": " + answer.get("exceptionDetails"));
        }
        return answer.get("result").path("value");
    }

    String text(String expression) throws Exception {
        return value(expression).asText();
    }

    /// An expression for `each` element of a list; or the name of one of its properties.
    List<String> texts(String elements, String expression) throws Exception {
        String of = expression.contains("each") ? expression : "each." + expression;
        List<String> texts = new ArrayList<>();
        value("Array.from(" + elements + ", each => " + of + ")")
                .forEach(text -> texts.add(text.asText()));
        return texts;
    }

    /// Presses a key, as a person would.
    void press(String key, int code, String text) throws Exception {
        Map<String, Object> down =
                Map.of(
                        "type", text.isEmpty() ? "rawKeyDown" : "keyDown",
                        "key", key,
                        "code", key,
                        "text", text,
                        "windowsVirtualKeyCode", code);
        send("Input.dispatchKeyEvent", down);
        send(
                "Input.dispatchKeyEvent",
                Map.of("type", "keyUp", "key", key, "code", key, "windowsVirtualKeyCode", code));
    }

    /// Makes the window as wide as a telephone, for example.
    void width(int pixels) throws Exception {
        send(
                "Emulation.setDeviceMetricsOverride",
                Map.of(
                        "width",
                        pixels,
                        "height",
                        800,
                        "deviceScaleFactor",
                        1,
                        "mobile",
                        pixels < 500));
    }

    /// Switches JavaScript off, for pages that are opened from now on.
    void withoutScript(boolean without) throws Exception {
        send("Emulation.setScriptExecutionDisabled", Map.of("value", without));
    }

    /// The colours that the person prefers: `light` or `dark`.
    void colours(String scheme) throws Exception {
        send(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "features",
                        List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    /// What came on the console: errors, warnings, exceptions, refused scripts.
    List<String> problems() {
        return problems;
    }

    /// The addresses of everything that pages asked for.
    List<String> requests() {
        return requests;
    }

    private JsonNode send(String method, Map<String, ?> parameters) throws Exception {
        int number = numbers.incrementAndGet();
        ObjectNode message = mapper.createObjectNode();
        message.put("id", number).put("method", method);
        message.set("params", mapper.valueToTree(parameters));
        if (!session.isEmpty()) {
            message.put("sessionId", session);
        }
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        asked.put(number, answer);
        socket.sendText(message.toString(), true).get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        return answer.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    }

    private void received(JsonNode message) {
        CompletableFuture<JsonNode> answer = asked.remove(message.path("id").asInt());
        if (answer != null && message.has("error")) {
            answer.completeExceptionally(new IOException(message.get("error").toString()));
        } else if (answer != null) {
            answer.complete(message.get("result"));
        }
        JsonNode told = message.path("params");
        switch (message.path("method").asText()) {
            case "Page.loadEventFired" -> loaded.add("");
            case "Network.requestWillBeSent" ->
                    requests.add(told.path("request").path("url").asText());
            case "Runtime.consoleAPICalled", "Runtime.exceptionThrown", "Log.entryAdded" ->
                    problems.add(told.toString());
            default -> {}
        }
    }

    /// Ends Chromium; its helpers end with it.
    @Override
    public void close() {
        socket.abort();
        client.shutdownNow();
        process.destroy();
        process.onExit()
                .completeOnTimeout(process, LIMIT.toSeconds(), TimeUnit.SECONDS)
                .join()
                .destroyForcibly();
    }

    /// Puts the pieces of a message together.
    private final class Messages implements WebSocket.Listener {

        private final StringBuilder piece = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            piece.append(data);
            if (last) {
                try {
                    received(mapper.readTree(piece.toString()));
                } catch (IOException e) {
                    problems.add(e.toString());
                }
                piece.setLength(0);
            }
            from.request(1);
            return null;
        }
    }
}

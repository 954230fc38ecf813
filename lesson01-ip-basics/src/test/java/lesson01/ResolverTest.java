package lesson01;

import static org.assertj.core.api.Assertions.assertThat;

import course.testkit.Terminal;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@Timeout(value = 20, unit = TimeUnit.SECONDS)
class ResolverTest {

    private final Terminal terminal = new Terminal();

    /// Names that no machine has to know.
    private record Known(Map<String, List<String>> addresses, Map<String, String> names)
            implements Resolver.Names {

        @Override
        public List<InetAddress> addressesOf(String name) throws UnknownHostException {
            if (!addresses.containsKey(name)) {
                throw new UnknownHostException(name + ": Temporary failure in name resolution");
            }
            return addresses.get(name).stream().map(InetAddress::ofLiteral).toList();
        }

        @Override
        public String nameOf(InetAddress address) {
            return names.getOrDefault(address.getHostAddress(), address.getHostAddress());
        }
    }

    private static final Known KNOWN =
            new Known(
                    Map.of("www.example", List.of("192.0.2.7", "192.0.2.8", "2001:db8::7")),
                    Map.of("192.0.2.7", "www.example", "192.0.2.9", "evil\u001b[2J.example"));

    @Test
    void aNameHasAddressesInAnOrder() {
        assertThat(run("www.example")).isZero();
        assertThat(terminal.lines())
                .startsWith(
                        "www.example is a name. Java tries its addresses in this order:",
                        "  1. 192.0.2.7, its name is www.example",
                        "  2. 192.0.2.8, no name",
                        "  3. 2001:db8::7, no name");
    }

    @Test
    void anAddressMayHaveAName() {
        assertThat(run("192.0.2.7")).isZero();
        assertThat(terminal.lines().getFirst()).isEqualTo("192.0.2.7, its name is www.example");
    }

    @Test
    void aNameFromOutsideIsMadeHarmless() {
        assertThat(run("192.0.2.9")).isZero();
        assertThat(terminal.lines().getFirst())
                .isEqualTo("192.0.2.9, its name is evil\\u001b[2J.example");
    }

    @Test
    void theTimesOfTheCacheAreShown() {
        assertThat(run("www.example")).isZero();
        assertThat(terminal.lines())
                .contains(
                        "This JVM remembers a name 30 s (networkaddress.cache.ttl)",
                        "and that a name is unknown 10 s (networkaddress.cache.negative.ttl)");
    }

    @Test
    void noDnsIsOneLine() {
        assertThat(run("printer.example")).isEqualTo(3);
        assertThat(terminal.lines()).isEmpty();
        assertThat(terminal.error())
                .isEqualTo(
                        "No address for \"printer.example\": the name is unknown, or there is no DNS"
                                + " (printer.example: Temporary failure in name resolution).");
    }

    @EnabledOnOs(OS.LINUX)
    @Test
    void aMachineWithoutANetworkHasNoDns() throws Exception {
        Namespace.require();
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        URI classes = Resolver.class.getProtectionDomain().getCodeSource().getLocation().toURI();
        String command = "'%s' -cp '%s' lesson01.Resolver printer.example; echo status $?";

        String said = Namespace.run(command.formatted(java, Path.of(classes)));

        assertThat(said.lines())
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("No address for \"printer.example\""),
                        line -> assertThat(line).isEqualTo("status 3"));
    }

    @Test
    void anUnknownNameIsOneLine() {
        // A label has at most 63 characters: the resolver refuses this one without a query.
        String name = "x".repeat(64) + ".invalid";

        assertThat(terminal.run(Resolver::run, name)).isEqualTo(3);
        assertThat(terminal.error()).startsWith("No address for \"" + name + "\"");
    }

    @Test
    void anAddressThatIsNoneIsNotLookedUp() {
        assertThat(run("256.1.1.1")).isEqualTo(2);
        assertThat(terminal.error()).startsWith("\"256.1.1.1\" is no IPv4 address");
    }

    @Test
    void localhostIsANameInThisMachine() throws Exception {
        assertThat(terminal.run(Resolver::run)).isZero();
        assertThat(terminal.lines().getFirst()).startsWith("localhost is a name.");
        assertThat(Arrays.asList(InetAddress.getAllByName("localhost")))
                .isNotEmpty()
                .allMatch(InetAddress::isLoopbackAddress);
    }

    private int run(String text) {
        return Resolver.run(KNOWN, new String[] {text}, terminal.out, terminal.err);
    }
}

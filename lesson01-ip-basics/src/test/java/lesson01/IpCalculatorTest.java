package lesson01;

import static org.assertj.core.api.Assertions.assertThat;

import course.testkit.Terminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IpCalculatorTest {

    private final Terminal terminal = new Terminal();

    @Test
    void takesAnAddressApart() {
        assertThat(run("192.168.10.17/26")).isZero();
        assertThat(terminal.lines())
                .containsExactly(
                        "address        192.168.10.17    11000000.10101000.00001010.00|010001",
                        "mask           255.255.255.192  11111111.11111111.11111111.11|000000",
                        "AND: network   192.168.10.0     11000000.10101000.00001010.00|000000",
                        "broadcast      192.168.10.63    11000000.10101000.00001010.00|111111",
                        "prefix         /26",
                        "first host     192.168.10.1",
                        "last host      192.168.10.62",
                        "hosts          62: 2^6 - 2, without network and broadcast",
                        "class          C: before CIDR the prefix was /24");
    }

    @Test
    void aMaskSaysTheSameAsAPrefix() {
        Terminal withMask = new Terminal();

        assertThat(withMask.run(IpCalculator::run, "192.168.10.17", "255.255.255.192")).isZero();
        assertThat(run("192.168.10.17/26")).isZero();

        assertThat(withMask.lines()).isEqualTo(terminal.lines());
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.1/31, 10.0.0.0, 10.0.0.1, 2: a link between two",
        "10.0.0.1/32, 10.0.0.1, 10.0.0.1, 1: all bits",
        "10.0.0.1/30, 10.0.0.1, 10.0.0.2, 2: 2^2 - 2",
        "200.1.2.3/0, 0.0.0.1, 255.255.255.254, '4,294,967,294: 2^32 - 2'",
        "172.20.1.1/12, 172.16.0.1, 172.31.255.254, '1,048,574: 2^20 - 2'"
    })
    void hostsOfAnyPrefix(String text, String first, String last, String hosts) {
        assertThat(run(text)).isZero();
        assertThat(terminal.lines())
                .contains("first host     " + first, "last host      " + last)
                .anyMatch(line -> line.startsWith("hosts          " + hosts));
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.1/31, 10.0.0.0",
        "10.0.0.1/32, 10.0.0.1",
    })
    void withoutABroadcastAddressNoneIsShown(String text, String network) {
        assertThat(run(text)).isZero();
        assertThat(terminal.lines())
                .anyMatch(line -> line.startsWith("AND: network   " + network))
                .noneMatch(line -> line.startsWith("broadcast"));
    }

    @ParameterizedTest
    @CsvSource({
        "192.168.10.17/26 192.168.10.62, Same subnet", "192.168.10.17/26 192.168.10.64, Different",
        "10.1.2.3/8 10.255.0.1, Same subnet", "127.0.0.1/1 128.0.0.1, Different",
        "1.2.3.4/0 200.1.1.1, Same subnet", "10.0.0.1 255.255.0.0 10.0.9.9, Same subnet",
        "10.0.0.1 255.255.255.0 10.0.9.9, Different"
    })
    void sameSubnetOrNot(String arguments, String verdict) {
        assertThat(terminal.run(IpCalculator::run, arguments.split(" "))).isZero();
        assertThat(terminal.lastLine()).startsWith(verdict);
    }

    @Test
    void theTableOfClassesHasTheirNumbers() {
        assertThat(run("classes")).isZero();
        assertThat(terminal.lines())
                .containsExactly(
                        "class  leading bits  first byte   networks  hosts in each",
                        "A      0             0-127             126  16,777,214",
                        "B      10            128-191        16,384      65,534",
                        "C      110           192-223     2,097,152         254",
                        "D      1110          224-239     multicast: an address names a group",
                        "E      1111          240-255     reserved");
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.1/33, The prefix 33 is out of range",
        "10.0.0.1/999999999, is out of range",
        "10.0.0.1/-1, is not a number",
        "10.0.0.1/, The prefix \"\" is not a number",
        "10.0.0.1/２４, The prefix \"２４\" is not a number",
        "10.0.0.1/8/8, is not a number",
        "10.0.0.1/255.0.0.0, is not a number",
        "/8, \"\" is no IPv4 address",
        "10.0.0.256/8, is no IPv4 address",
        "１０.0.0.1/8, is no IPv4 address",
        "10.1/8, Java reads it as 10.0.0.1",
        "::1/64, is no IPv4 address",
        "localhost/8, is no IPv4 address",
        "10.0.0.1, The mask is missing",
        "10.0.0.1 255.0.255.0, is 11111111.00000000.11111111.00000000 in bits",
        "10.0.0.1 0.0.0.255, A mask is ones first",
        "10.0.0.1 255.255.255.253, A mask is ones first",
        "10.0.0.1 256.0.0.0, \"256.0.0.0\" is no IPv4 address",
        "10.0.0.1 8, Java reads it as 0.0.0.8",
        "10.0.0.1/8 10.0.0.300, is no IPv4 address",
        "10.0.0.1/8 10.0.0.2 10.0.0.3, Unknown argument \"10.0.0.3\"",
        "classes A, Unknown argument \"A\""
    })
    void whatIsNoAddressOrMaskIsOneLine(String arguments, String why) {
        assertThat(terminal.run(IpCalculator::run, arguments.split(" "))).isEqualTo(2);
        assertThat(terminal.lines()).isEmpty();
        assertThat(terminal.error()).contains(why, "Example: ./course run lesson01");
    }

    @Test
    void anEmptyArgumentIsOneLine() {
        assertThat(run("")).isEqualTo(2);
        assertThat(terminal.run(IpCalculator::run, "10.0.0.1/8", "")).isEqualTo(2);
        assertThat(terminal.errors())
                .hasSize(2)
                .allMatch(line -> line.contains(" is empty. Example: "));
    }

    private int run(String argument) {
        return terminal.run(IpCalculator::run, argument);
    }
}

package course.testkit;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;

/// The container of the [Peer]. It ends by itself after an hour, and the engine then removes it:
/// nothing is left when a test JVM is killed.
record PeerContainer(DockerClient docker, String id, String ownHost, Ports ports) {

    /// The TCP ports of the container that this machine can reach.
    static final List<Integer> PORTS = List.of(9001, 9002, 9003);

    /// Starts a container of an image that the engine has. Returns when it runs.
    static PeerContainer start(DockerClient docker, String image) {
        String id =
                docker.createContainerCmd(image)
                        .withCmd("sleep", "3600")
                        .withLabels(Map.of("java-network-course", "peer"))
                        .withExposedPorts(PORTS.stream().map(ExposedPort::tcp).toList())
                        .withHostConfig(
                                HostConfig.newHostConfig()
                                        .withAutoRemove(true)
                                        // For "ss -K", "ip route add", "ip neigh": inside the
                                        // container's own network only.
                                        .withCapAdd(Capability.NET_ADMIN)
                                        .withExtraHosts(Peer.HOST + ":host-gateway")
                                        .withPortBindings(
                                                PORTS.stream()
                                                        .map(PeerContainer::anyPort)
                                                        .toList()))
                        .exec()
                        .getId();
        docker.startContainerCmd(id).exec();
        InspectContainerResponse running = docker.inspectContainerCmd(id).exec();
        String ownHost =
                running.getNetworkSettings().getNetworks().values().stream()
                        .map(network -> network.getIpAddress())
                        .findFirst()
                        .orElse("");
        return new PeerContainer(docker, id, ownHost, running.getNetworkSettings().getPorts());
    }

    /// Removes the container, running or not.
    void remove() {
        try {
            docker.removeContainerCmd(id).withForce(true).exec();
        } catch (DockerException _) {
            // Already gone, or on its way: "sleep" ended, or somebody else removed it.
        }
    }

    /// A port at the container's own address.
    InetSocketAddress ownAddress(int port) {
        require(port);
        return new InetSocketAddress(ownHost, port);
    }

    /// The port of this machine from which the engine forwards to a port of the container.
    InetSocketAddress forwardedAddress(int port) {
        require(port);
        Ports.Binding binding = ports.getBindings().get(ExposedPort.tcp(port))[0];
        return new InetSocketAddress(
                InetAddress.getLoopbackAddress(), Integer.parseInt(binding.getHostPortSpec()));
    }

    private static PortBinding anyPort(int port) {
        return new PortBinding(Ports.Binding.bindIp("127.0.0.1"), ExposedPort.tcp(port));
    }

    private static void require(int port) {
        if (!PORTS.contains(port)) {
            throw new IllegalArgumentException(
                    "port " + port + " of the peer is not open: use one of " + PORTS);
        }
    }
}

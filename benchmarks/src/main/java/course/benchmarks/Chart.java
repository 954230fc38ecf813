package course.benchmarks;

import de.erichseifert.vectorgraphics2d.Processors;
import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import de.erichseifert.vectorgraphics2d.util.PageSize;
import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.HorizontalBarChart;
import org.knowm.xchart.HorizontalBarChartBuilder;

/// One table as a picture: a bar for each server, the shorter the better.
final class Chart {

    private static final int WIDTH = 760;
    private static final int BAR = 46;
    private static final int FRAME = 110;

    private Chart() {}

    /// Writes an SVG file.
    static void write(Path file, String title, Map<String, Ratio> ratios) throws IOException {
        List<String> servers = new ArrayList<>(ratios.keySet());
        List<Double> medians = servers.stream().map(name -> rounded(ratios.get(name))).toList();
        HorizontalBarChart chart =
                new HorizontalBarChartBuilder()
                        .width(WIDTH)
                        .height(FRAME + BAR * servers.size())
                        .title(title)
                        .build();
        chart.getStyler().setLegendVisible(false);
        chart.getStyler().setLabelsVisible(true);
        chart.getStyler().setChartBackgroundColor(Color.WHITE);
        chart.getStyler().setSeriesColors(new Color[] {new Color(0x2f6f9f)});
        chart.getStyler().setXAxisTickMarkSpacingHint(5); // else bars are left without a name
        chart.addSeries("times", medians, servers);
        VectorGraphics2D canvas = new VectorGraphics2D();
        chart.paint(canvas, chart.getWidth(), chart.getHeight());
        PageSize page = new PageSize(0, 0, chart.getWidth(), chart.getHeight());
        ByteArrayOutputStream svg = new ByteArrayOutputStream();
        Processors.get("svg").getDocument(canvas.getCommands(), page).writeTo(svg);
        // A tenth of a pixel is enough, and the file is half as long.
        Files.writeString(
                file, svg.toString(StandardCharsets.UTF_8).replaceAll("(\\.\\d)\\d+", "$1"));
    }

    private static double rounded(Ratio ratio) {
        return Math.round(ratio.median() * 100) / 100.0;
    }
}

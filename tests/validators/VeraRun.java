import java.io.File;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.logging.LogManager;
import org.verapdf.features.FeatureFactory;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.metadata.fixer.FixerFactory;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.validation.validators.ValidatorConfig;
import org.verapdf.pdfa.validation.validators.ValidatorConfigBuilder;
import org.verapdf.processor.BatchProcessor;
import org.verapdf.processor.FormatOption;
import org.verapdf.processor.ProcessorConfig;
import org.verapdf.processor.ProcessorFactory;
import org.verapdf.processor.TaskType;
import org.verapdf.processor.plugins.PluginsCollectionConfig;

/**
 * Validates PDF files against all that they claim (PDF/UA, PDF/A), each parsed once, and prints veraPDF's own JSON report.
 *
 * <p>The published jar holds veraPDF's engine and profiles but not its command line; this stands in for it.
 */
public class VeraRun {
  public static void main(String[] paths) throws Exception {
    LogManager.getLogManager().reset();
    VeraGreenfieldFoundryProvider.initialise();
    ValidatorConfig validator =
        ValidatorConfigBuilder.defaultBuilder()
            .flavour(PDFAFlavour.NO_FLAVOUR)
            .recordPasses(false)
            .showErrorMessages(true)
            .build();
    ProcessorConfig config =
        ProcessorFactory.fromValues(
            validator,
            FeatureFactory.defaultConfig(),
            PluginsCollectionConfig.defaultConfig(),
            FixerFactory.defaultConfig(),
            EnumSet.of(TaskType.VALIDATE));
    List<File> files = Arrays.stream(paths).map(File::new).toList();
    // The report's writer closes its stream before the processor has finished with it.
    OutputStream out =
        new FilterOutputStream(System.out) {
          @Override
          public void close() throws IOException {
            flush();
          }
        };
    try (BatchProcessor processor = ProcessorFactory.fileBatchProcessor(config)) {
      processor.process(files, ProcessorFactory.getHandler(FormatOption.JSON, true, out, false));
    }
    System.out.flush();
  }
}

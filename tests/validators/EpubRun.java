import com.adobe.epubcheck.tool.EpubChecker;
import java.nio.file.Path;

/** Judges EPUB files one after another, writing EPUBCheck's own JSON report of each to a folder. */
public class EpubRun {
  public static void main(String[] arguments) {
    for (int i = 1; i < arguments.length; i++) {
      String report = Path.of(arguments[0], (i - 1) + ".json").toString();
      new EpubChecker().run(new String[] {arguments[i], "--json", report, "--locale", "en"});
    }
  }
}

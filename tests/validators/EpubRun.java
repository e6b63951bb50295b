import com.adobe.epubcheck.tool.EpubChecker;

/** Validates EPUB files one after another, and prints EPUBCheck's own JSON report of each. */
public class EpubRun {
  public static void main(String[] files) {
    for (String file : files) {
      new EpubChecker().run(new String[] {file, "--json", "-", "--locale", "en"});
    }
  }
}

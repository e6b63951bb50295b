import com.adobe.epubcheck.tool.EpubChecker;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;

/** Validates EPUB files one after another, and prints EPUBCheck's own JSON report of each. */
public class EpubRun {
  public static void main(String[] files) {
    OutputStream out = new FileOutputStream(FileDescriptor.out);
    for (String file : files) {
      // EPUBCheck closes the stream that it has written a report to, so what else it has to say is lost.
      OutputStream report =
          new FilterOutputStream(out) {
            @Override
            public void write(byte[] bytes, int start, int length) throws IOException {
              out.write(bytes, start, length);
            }

            @Override
            public void close() {}
          };
      System.setOut(new PrintStream(report));
      new EpubChecker().run(new String[] {file, "--json", "-", "--locale", "en"});
    }
  }
}

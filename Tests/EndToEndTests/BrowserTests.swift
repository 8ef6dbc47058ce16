import Foundation
import Subprocess
import Testing

@Suite("A browser")
struct BrowserTests {
  private static let page = """
    <!doctype html><meta charset="utf-8"><title>check</title>
    <iframe id="site" src="index.html" width="1200" height="900"></iframe>
    <script>
    const once = (target, name) => new Promise((done, fail) => {
      target.addEventListener(name, done, {once: true});
      target.addEventListener('error', () => fail(new Error(name)), {once: true});
    });
    const check = async () => {
      const frame = document.getElementById('site');
      await once(frame, 'load');
      const page = frame.contentDocument;
      const images = [...page.images];
      for (const image of images) { image.loading = 'eager'; await image.decode(); }
      const video = page.querySelector('video');
      video.muted = true;
      video.preload = 'auto';
      if (video.readyState < 1) await once(video, 'loadedmetadata');
      const places = [];
      for (const place of [11, 2, 7.5]) {
        const seeked = once(video, 'seeked');
        video.currentTime = place;
        await seeked;
        places.push(video.currentTime);
      }
      const wasm = await WebAssembly.instantiateStreaming(fetch('bin/add.wasm'));
      const again = await fetch('img/photo.png', {cache: 'no-cache'});
      return [page.title !== '', images.length > 2, page.styleSheets[0].cssRules.length > 5,
        Math.round(video.duration), places.join('+'), video.videoWidth,
        wasm.instance.exports.add(2, 3), again.status].join('-');
    };
    const report = text => fetch('http://127.0.0.1:PORT/' + encodeURIComponent(text),
      {mode: 'no-cors'});
    check().then(report, error => report('failed: ' + error));
    </script>
    """

  @Test(
    "Chromium shows the example, seeks in its video by ranges, and asks whether a picture changed",
    .enabled(if: Tool.isHere("chromium"), "chromium is not here: make test-deps"),
    arguments: TestEngine.all)
  func chromium(engine: TestEngine) async throws {
    let site = try TestSite()
    let copy = try await Command.run(
      "cp", ["-r", Tool.top + "/examples/site/.", site.path], directory: "/")
    #expect(copy.status == 0, "\(copy.error)")
    let listener = try ReportListener()
    try site.write("check.html", Self.page.replacing("PORT", with: "\(listener.port)"))
    let profile = try TestSite()
    try await TestServer.run(site, engine) { server in
      let log = profile.path("network.json")
      let arguments = [
        "60", "chromium", "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run",
        "--disable-dev-shm-usage", "--disable-extensions", "--disable-background-networking",
        "--mute-audio", "--user-data-dir=" + profile.path("profile"), "--log-net-log=" + log,
        server.url("/check.html"),
      ]
      let report = try await withTaskExecutorPreference(BlockingExecutor.shared) {
        try await Subprocess.run(
          .name("timeout"), arguments: Arguments(arguments), input: .none, output: .discarded,
          error: .discarded
        ) { execution in
          let report = listener.report(within: 50)
          kill(Int32(execution.processIdentifier.value), SIGTERM)
          return report
        }.closureResult
      }
      #expect(report == "/true-true-true-12-11%2B2%2B7.5-320-5-200")
      let network = try String(contentsOfFile: log, encoding: .utf8)
      #expect(network.contains("Range: bytes="), "the video was asked for by ranges")
      #expect(network.contains("HTTP/1.1 206 Partial Content"))
      #expect(network.contains("HTTP/1.1 304 Not Modified"))
    }
  }
}

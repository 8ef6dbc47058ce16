/// What a load generator sends.
let shortRequest = """
  GET /index.html HTTP/1.1
  Host: 127.0.0.1:8080


  """.wire

/// What a browser sends when it asks again for what it has.
let longRequest = """
  GET /assets/images/2024/photo%20of%20the%20harbour.jpg?size=large&v=3 HTTP/1.1
  Host: www.example.com
  Connection: keep-alive
  Cache-Control: max-age=0
  sec-ch-ua: "Chromium";v="128", "Not;A=Brand";v="24", "Google Chrome";v="128"
  sec-ch-ua-mobile: ?0
  sec-ch-ua-platform: "Linux"
  Upgrade-Insecure-Requests: 1
  User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) \
  Chrome/128.0.0.0 Safari/537.36
  Accept: text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8
  Sec-Fetch-Site: same-origin
  Sec-Fetch-Mode: navigate
  Sec-Fetch-Dest: document
  Referer: https://www.example.com/gallery/2024/
  Accept-Encoding: gzip, deflate, br, zstd
  Accept-Language: en-GB,en;q=0.9,de;q=0.8
  Cookie: session=4f1c9a7be2d84b0c9e6f; theme=dark; consent=all
  If-None-Match: "17a3f0c2b4d5e6f7-1e240"
  If-Modified-Since: Sun, 06 Nov 1994 08:49:37 GMT
  Range: bytes=1024-2047


  """.wire

/// The path of the long request, and one that has to be normalised.
let encodedPath = Array("/assets/images/2024/photo%20of%20the%20harbour.jpg".utf8)
let dottedPath = Array("/assets/./images/../images//2024/%2e%2e/2024/harbour.jpg".utf8)

let rangeValue = Array("bytes=1024-2047".utf8)
let dateValue = Array("Sun, 06 Nov 1994 08:49:37 GMT".utf8)

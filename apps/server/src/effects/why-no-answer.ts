/** Messages for the error codes of Node, TLS and undici, written for connector builders. */
const words: Record<string, string> = {
  ECONNREFUSED: 'the connection was refused; check that the service is running at that host and port.',
  ENOTFOUND:
    'no address was found for the host name; check its spelling and that this server can resolve names.',
  EAI_AGAIN:
    'the host name could not be resolved, because no DNS server answered; check that this server reaches the network.',
  EHOSTUNREACH: 'the host cannot be reached from this server.',
  ENETUNREACH: 'the network cannot be reached from this server.',
  ETIMEDOUT: 'the connection timed out.',
  UND_ERR_CONNECT_TIMEOUT: 'the connection timed out.',
  ECONNRESET: 'the service closed the connection.',
  EPIPE: 'the service closed the connection.',
  ERR_STREAM_PREMATURE_CLOSE: 'the service closed the connection.',
  UND_ERR_SOCKET: 'the service closed the connection.',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'the length of the response does not match its Content-Length.',
  UND_ERR_HEADERS_OVERFLOW: 'the headers of the response are larger than 16 KB.',
  UND_ERR_DESTROYED: 'Hookwright was stopped.',
  UND_ERR_CLOSED: 'Hookwright was stopped.',
  CERT_HAS_EXPIRED: 'the certificate of the service has expired.',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'the certificate of the service is self-signed and not trusted.',
  SELF_SIGNED_CERT_IN_CHAIN: 'the issuer of the certificate of the service is not trusted.',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'the issuer of the certificate of the service is not trusted.',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'the issuer of the certificate of the service is not trusted.',
  ERR_TLS_CERT_ALTNAME_INVALID: 'the certificate of the service is for another host name.',
  UNKNOWN_ENCODING: 'the compression of the response is not supported; only gzip, deflate and br are.'
}

/** Messages for error codes that match a pattern, such as all codes that begin with `HPE_`. */
const families: [RegExp, string][] = [
  [/^(HPE_|HTTPParserError)/, 'the service sent something that is not HTTP/1.1.'],
  [/^(Z_|ERR__ERROR_FORMAT|ERR_BROTLI|ERR_ZLIB)/, 'the compressed response is damaged.'],
  [
    /^(EPROTO|ERR_SSL_|ERR_TLS_)/,
    'the TLS connection failed; check that the service uses https at that port.'
  ]
]

/**
 * Returns the reason why a request got no response, as the end of a sentence: “the compressed answer is
 * damaged.”
 */
export const whyNoAnswer = (thrown: unknown): string => {
  const code = codeOf(thrown)
  const family = families.find(([pattern]) => pattern.test(code))
  return words[code] ?? family?.[1] ?? `an unexpected error occurred (${code}).`
}

/** Returns the code of an error. If several addresses were tried, it is the code for the first one. */
export const codeOf = (thrown: unknown): string => {
  if (!(thrown instanceof Error)) return 'unknown'
  if ('code' in thrown && typeof thrown.code === 'string') return thrown.code
  return thrown instanceof AggregateError ? codeOf(thrown.errors[0]) : thrown.name
}

/** Messages for the error codes of Node, TLS and undici. They are written for those who maintain a connector. */
const words: Record<string, string> = {
  ECONNREFUSED: 'the connection was refused; look at whether the service runs at that host and port.',
  ENOTFOUND: 'there is no host of that name; look at how it is written.',
  EAI_AGAIN: 'the name of the host could not be looked up just now; try again later.',
  EHOSTUNREACH: 'there is no way to that host from here.',
  ENETUNREACH: 'there is no way to that network from here.',
  ETIMEDOUT: 'no connection came about in time.',
  UND_ERR_CONNECT_TIMEOUT: 'no connection came about in time.',
  ECONNRESET: 'the service broke off the connection.',
  EPIPE: 'the service broke off the connection.',
  ERR_STREAM_PREMATURE_CLOSE: 'the service broke off the connection.',
  UND_ERR_SOCKET: 'the service broke off the connection.',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'the answer does not have the length that it says.',
  UND_ERR_HEADERS_OVERFLOW: 'the headers of the answer are larger than 16 KB.',
  UND_ERR_DESTROYED: 'Hookwright was stopped meanwhile.',
  UND_ERR_CLOSED: 'Hookwright was stopped meanwhile.',
  CERT_HAS_EXPIRED: 'the certificate of the service has expired.',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'the service signed its certificate itself, so it cannot be trusted.',
  SELF_SIGNED_CERT_IN_CHAIN: 'the certificate of the service comes from an issuer that is not trusted.',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'the certificate of the service comes from an issuer that is not trusted.',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    'the certificate of the service comes from an issuer that is not trusted.',
  ERR_TLS_CERT_ALTNAME_INVALID: 'the certificate of the service is for another host name.',
  UNKNOWN_ENCODING: 'the answer is compressed in a way that is not read here; gzip, deflate and br are.'
}

/** The codes of a whole family. */
const families: [RegExp, string][] = [
  [/^(HPE_|HTTPParserError)/, 'the service sent something that is not HTTP/1.1.'],
  [/^(Z_|ERR__ERROR_FORMAT|ERR_BROTLI|ERR_ZLIB)/, 'the compressed answer is damaged.'],
  [
    /^(EPROTO|ERR_SSL_|ERR_TLS_)/,
    'no secure connection came about; look at whether the service speaks https there.'
  ]
]

/** Why a request got no answer, as the end of a sentence. */
export const whyNoAnswer = (thrown: unknown): string => {
  const code = codeOf(thrown)
  const family = families.find(([pattern]) => pattern.test(code))
  return words[code] ?? family?.[1] ?? `something unexpected happened (${code}).`
}

/** The code of what was thrown; of the first one when several addresses were tried. */
export const codeOf = (thrown: unknown): string => {
  if (!(thrown instanceof Error)) return 'unknown'
  if ('code' in thrown && typeof thrown.code === 'string') return thrown.code
  return thrown instanceof AggregateError ? codeOf(thrown.errors[0]) : thrown.name
}

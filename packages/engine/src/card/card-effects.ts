import type { Json, Millis } from '@hookwright/model'

/** A request to a service, before the guarded client adds the base URL and, if asked for, the credentials. */
export interface HttpRequest {
  method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** A whole URL, or a path that starts at the connection's base URL. */
  url: string
  query: Record<string, string | string[]>
  headers: Record<string, string>
  body: string | null
  /** Body that is not text; `body` is null then. */
  bytes?: Uint8Array
  authenticate: boolean
  /** Refuses whole URLs and paths with “..”, so that nothing but a path below the base URL is sent. */
  onlyBelowBase?: true
  /** Time limit in milliseconds, from sending to the last byte of the response. */
  timeout: Millis
  /** The answer is given with its bytes. */
  wantsBytes?: true
}

/** An answer, whatever its status. Header names are in lower case. */
export interface HttpResponse {
  status: number
  headers: Record<string, string>
  body: string
  /** The body as it is, once inflated, where the request asked for it. */
  bytes?: Uint8Array
  /** Final URL without its query; that of the request by default. */
  url?: string
}

export type HashAlgorithm = 'md5' | 'sha1' | 'sha256' | 'sha384' | 'sha512'

/** Everything that reaches outside a run: handed in, so that a run is exact with fakes. */
export interface CardEffects {
  clock: () => Millis
  newId: () => string
  /** A number from 0 up to but not 1. */
  random: () => number
  /** Throws the faults `http.*`. Ends at once when the signal is aborted. */
  http: (request: HttpRequest, signal: AbortSignal) => Promise<HttpResponse>
  crypto: {
    hash: (algorithm: HashAlgorithm, bytes: Uint8Array) => Uint8Array
    hmac: (algorithm: HashAlgorithm, key: Uint8Array, bytes: Uint8Array) => Uint8Array
  }
  /** Resolves at the moment, or rejects when the signal is aborted. */
  wait: (until: Millis, signal: AbortSignal) => Promise<void>
  /** Acts once others have had their turn; without it a long run keeps them waiting. */
  soon?: (act: () => void) => void
  log: (message: string, about: Record<string, Json>) => void
}

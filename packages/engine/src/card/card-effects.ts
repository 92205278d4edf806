import type { Json, Millis } from '@hookwright/model'

/** Request to a service, before the guarded client adds the base URL and any credentials. */
export interface HttpRequest {
  method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Whole URL, or a path relative to the connection's base URL. */
  url: string
  query: Record<string, string | string[]>
  headers: Record<string, string>
  body: string | null
  /** Binary body; `body` is null when it is set. */
  bytes?: Uint8Array
  authenticate: boolean
  /**
   * Refuses whole URLs and paths with “..”, so that only paths below the base URL are requested.
   */
  onlyBelowBase?: true
  /** Time limit in milliseconds, from sending to the last byte of the response. */
  timeout: Millis
  /** Returns the body of the response as bytes, too. */
  wantsBytes?: true
  /** Returns true for a successful response that says that the request was refused. */
  saysRefused?: (response: HttpResponse) => boolean
}

/** Response of a service, with any status. Header names are in lower case. */
export interface HttpResponse {
  status: number
  headers: Record<string, string>
  body: string
  /** Raw body after decompression. Set only where the request asked for it. */
  bytes?: Uint8Array
  /** Final URL without its query; that of the request by default. */
  url?: string
}

export type HashAlgorithm = 'md5' | 'sha1' | 'sha256' | 'sha384' | 'sha512'

/**
 * Effects of a run on the world outside. They are injected, so that tests can replace them with
 * fakes.
 */
export interface CardEffects {
  clock: () => Millis
  newId: () => string
  /** Returns a number in [0, 1). */
  random: () => number
  /** Sends a request. Throws the faults `http.*`; ends immediately when the signal is aborted. */
  http: (request: HttpRequest, signal: AbortSignal) => Promise<HttpResponse>
  crypto: {
    hash: (algorithm: HashAlgorithm, bytes: Uint8Array) => Uint8Array
    hmac: (algorithm: HashAlgorithm, key: Uint8Array, bytes: Uint8Array) => Uint8Array
  }
  /** Resolves at a time, or rejects when the signal is aborted. */
  wait: (until: Millis, signal: AbortSignal) => Promise<void>
  /** Calls a function after yielding to the event loop. Without it a long run blocks others. */
  soon?: (act: () => void) => void
  log: (message: string, about: Record<string, Json>) => void
}

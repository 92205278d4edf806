import type { Json, Millis } from '@hookwright/model'

/** Request to a service, before the guarded client adds the base URL and any credentials. */
export interface HttpRequest {
  method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Absolute URL, or a path relative to the connection's base URL. */
  url: string
  query: Record<string, string | string[]>
  headers: Record<string, string>
  body: string | null
  /** Binary body. If set, `body` is null. */
  bytes?: Uint8Array
  authenticate: boolean
  /** Rejects absolute URLs and paths with “..”, so that only URLs below the base URL are requested. */
  onlyBelowBase?: true
  /** Time limit in milliseconds, from sending to the last byte of the response. */
  timeout: Millis
  /** Also returns the response body as bytes. */
  wantsBytes?: true
  /** Returns true for a response with a success status that reports a refused request. */
  saysRefused?: (response: HttpResponse) => boolean
}

/** Response of a service, with any status. Header names are in lower case. */
export interface HttpResponse {
  status: number
  headers: Record<string, string>
  body: string
  /** Raw body after decompression. Set only if the request has `wantsBytes`. */
  bytes?: Uint8Array
  /** Final URL of the response, without its query. Defaults to the URL of the request. */
  url?: string
}

export type HashAlgorithm = 'md5' | 'sha1' | 'sha256' | 'sha384' | 'sha512'

/** Side effects available to a run. They are injected, so that tests can replace them with fakes. */
export interface CardEffects {
  clock: () => Millis
  newId: () => string
  /** Returns a number in [0, 1). */
  random: () => number
  /**
   * Sends a request. Aborting the signal ends the request immediately.
   * @throws the faults `http.*`
   */
  http: (request: HttpRequest, signal: AbortSignal) => Promise<HttpResponse>
  crypto: {
    hash: (algorithm: HashAlgorithm, bytes: Uint8Array) => Uint8Array
    hmac: (algorithm: HashAlgorithm, key: Uint8Array, bytes: Uint8Array) => Uint8Array
  }
  /** Resolves at a time, or rejects when the signal is aborted. */
  wait: (until: Millis, signal: AbortSignal) => Promise<void>
  /**
   * Calls a function later, so that other runs can continue first. Without this method, a long run blocks
   * them.
   */
  soon?: (act: () => void) => void
  log: (message: string, about: Record<string, Json>) => void
}

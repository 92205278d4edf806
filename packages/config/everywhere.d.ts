/**
 * The few web standard names that Node and every browser share, for packages that run in both and so may use neither
 * Node's types nor the DOM's.
 */
declare class TextDecoder {
  readonly encoding: string
  constructor(label?: string, given?: { fatal?: boolean; ignoreBOM?: boolean })
  decode(bytes?: Uint8Array): string
}

declare class TextEncoder {
  encode(text?: string): Uint8Array<ArrayBuffer>
}

declare class URLSearchParams {
  constructor(init?: string | [string, string][])
  append(name: string, value: string): void
  toString(): string
  [Symbol.iterator](): IterableIterator<[string, string]>
}

declare class URL {
  constructor(url: string, base?: string)
  readonly origin: string
  readonly protocol: string
  readonly host: string
  readonly hostname: string
  readonly pathname: string
  readonly href: string
  search: string
  readonly searchParams: URLSearchParams
}

interface AbortSignal {
  readonly aborted: boolean
  readonly reason: unknown
  throwIfAborted(): void
}

declare const AbortSignal: {
  any(signals: AbortSignal[]): AbortSignal
}

declare class AbortController {
  readonly signal: AbortSignal
  abort(reason?: unknown): void
}

import { asCurl } from './as-curl.ts'
import { asFetch } from './as-fetch.ts'
import { asPython } from './as-python.ts'
import type { RequestToCopy } from './request-to-copy.ts'

/** Formats for copying a request, in menu order. */
export const formats = ['curl', 'fetch', 'python'] as const
export type Format = (typeof formats)[number]

/** Label of each format, and its noun in the message after copying: “curl command”. */
export const formatLabels = {
  curl: { label: 'curl', what: 'curl command' },
  fetch: { label: 'fetch', what: 'fetch call' },
  python: { label: 'Python', what: 'Python script' }
} as const satisfies Record<Format, { label: string; what: string }>

/** Functions that format a request, by format. */
export const writeAs: Record<Format, (request: RequestToCopy) => string> = {
  curl: asCurl,
  fetch: asFetch,
  python: asPython
}

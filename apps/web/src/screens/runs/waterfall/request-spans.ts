import type { Millis, SentRequest } from '@hookwright/model'

/** Time from a request of a step to its response, in milliseconds since the start of the run. */
export interface RequestSpan {
  from: Millis
  to: Millis
  /** True if the service returned an error or no response. */
  failed: boolean
}

/**
 * Maximum number of spans of one color in a row. More would be only one or two pixels wide on most screens.
 */
export const MOST_SPANS = 400

/** Returns the spans of a step's requests. A request without a response lasts until the end of the step. */
export const spansOf = (requests: readonly SentRequest[], end: Millis): RequestSpan[] =>
  requests.map(({ from, to, status }) => ({ from, to: to ?? end, failed: status === null || status >= 400 }))

/**
 * Joins overlapping spans, and spans with a gap of up to `gap` between them. Failed and other spans are
 * joined separately; the failed ones come last, so that they are drawn on top.
 */
export const joinSpans = (spans: readonly RequestSpan[], gap: Millis = 0): RequestSpan[] => {
  const joined: RequestSpan[] = []
  const inOrder = spans.toSorted(
    (one, other) => Number(one.failed) - Number(other.failed) || one.from - other.from
  )
  for (const span of inOrder) {
    const last = joined.at(-1)
    if (last?.failed === span.failed && span.from - last.to <= gap) last.to = Math.max(last.to, span.to)
    else joined.push({ ...span })
  }
  return joined
}

/** Returns the spans to draw. If there are too many, spans with short gaps are joined. */
export const limitSpans = (spans: readonly RequestSpan[], total: Millis): readonly RequestSpan[] =>
  spans.length > MOST_SPANS ? joinSpans(spans, total / MOST_SPANS) : spans

/** Returns the time in which at least one request was pending, in milliseconds; null without requests. */
export const timeInRequests = (spans: readonly RequestSpan[]): Millis | null =>
  spans.length === 0
    ? null
    : joinSpans(spans.map(span => ({ ...span, failed: false }))).reduce(
        (sum, { from, to }) => sum + to - from,
        0
      )

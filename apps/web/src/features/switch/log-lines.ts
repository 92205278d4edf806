import { formatDuration, hasEventUrl, type Id, type SentRequest } from '@hookwright/model'
import type { SubscriptionProgress } from './use-switch.ts'

/** One line of the log of turning a flow on or off. */
export interface LogLine {
  id: string
  /**
   * State of the line. `uncertain` means that the response was lost and the request may have taken effect.
   */
  is: 'waiting' | 'running' | 'done' | 'failed' | 'uncertain' | 'broken-off'
  words: string
  /** Nesting depth in helper flows or blocks. */
  depth: number
  /** Requests of the card with their statuses, such as `POST /subscriptions → 201`. */
  requests: string[]
  /** Duration of the step, such as `85 ms`. `null` while it is running, and for a line that is not a step. */
  took: string | null
  /** Card that failed or got no response, to be opened by a link; null for none. */
  card: { connectorId: Id; flowId: Id; card: string } | null
}

const pathOf = (url: string): string => (URL.canParse(url) ? new URL(url).pathname : url)

const sayRequest = ({ method, url, status, to }: SentRequest, isOver: boolean): string =>
  `${method} ${pathOf(url)} ${to === null && !isOver ? '…' : `→ ${status ?? 'no answer'}`}`

const states = {
  waiting: 'waiting',
  running: 'running',
  succeeded: 'done',
  skipped: 'done',
  stopped: 'done',
  failed: 'failed'
} as const

/** Returns true when a request that may change data at the service got no response. */
const hasLostAnswer = ({ requests, fault }: SubscriptionProgress['lines'][number]): boolean =>
  fault?.details.sent !== 'no' &&
  requests.some(({ method, status }) => status === null && method !== 'GET' && method !== 'HEAD')

/**
 * Returns a line for each card of a helper flow. Once the attempt has ended, cards that were not reached are
 * omitted.
 */
export const linesOfCards = (
  { helper, lines }: Pick<SubscriptionProgress, 'helper' | 'lines'>,
  isOver: boolean
): LogLine[] => {
  const shown = lines.filter(({ status }) => !isOver || status !== 'waiting')
  return shown.map((line): LogLine => {
    const { path, depth, name, status, from, to, requests } = line
    // What was cancelled may still wait for its answer.
    const stood = status === 'running' && isOver ? 'broken-off' : states[status]
    const is = stood === 'failed' && hasLostAnswer(line) ? 'uncertain' : stood
    const last = path.findLast(part => typeof part === 'string')
    return {
      id: path.join('/'),
      is,
      words: name,
      depth,
      requests: requests.map(sent => sayRequest(sent, isOver)),
      took: from === null || to === null ? null : formatDuration(to - from),
      card:
        stood === 'failed' && helper !== null && last !== undefined
          ? { connectorId: helper.connectorId, flowId: helper.flowId, card: last }
          : null
    }
  })
}

/**
 * Returns the log lines of the newest registration attempt. They start with the Event URL if the attempt
 * created it.
 */
export const logLinesOf = (progress: SubscriptionProgress, isOver: boolean): LogLine[] => {
  const { attempt, subscription } = progress
  const isNamed = hasEventUrl(subscription.terms)
  const opens = isNamed && (attempt === null || attempt.kind === 'registration')
  const minted: LogLine = {
    id: 'event-url',
    is: 'done',
    words: `Event URL created: /e/…${subscription.tokenTail}`,
    depth: 0,
    requests: [],
    took: null,
    card: null
  }
  const ofCards = linesOfCards(progress, isOver)
  return opens ? [minted, ...ofCards] : ofCards
}

import type { SentRequest, Step, StoredResponse } from '@hookwright/model'
import type { HttpResponse } from '../card/card-effects.ts'
import type { Progress } from './progress.ts'

const MOST_BODY = 4_000
const MOST_HEADERS = 40
const MOST_OF_HEADER = 300

/** Response headers that are never stored, because a service uses them to recognize its client. */
const closed = new Set(['set-cookie', 'set-cookie2', 'authentication-info', 'proxy-authentication-info'])

/**
 * Returns the beginning of a text, cut between words. A secret cut in half would not be recognized and
 * redacted.
 */
const beginningOf = (text: string, most: number): string =>
  text.length <= most ? text : text.slice(0, most).replace(/[\w.~+/=%-]+$/, '')

const replyOf = ({ headers, body }: HttpResponse): StoredResponse => ({
  headers: Object.fromEntries(
    Object.entries(headers)
      .filter(([name]) => !closed.has(name.toLowerCase()))
      .slice(0, MOST_HEADERS)
      .map(([name, value]) => [name.toLowerCase(), beginningOf(value, MOST_OF_HEADER)])
  ),
  body: beginningOf(body, MOST_BODY),
  ...(body.length > MOST_BODY && { cut: true })
})

/** Stores the last response of a failed card in its step. */
export const keepReply = (run: Progress, step: Step): void => {
  const last: SentRequest | undefined = step.requests?.at(-1)
  const answer = last && run.answers?.get(last)
  if (last !== undefined && answer !== undefined) last.reply = replyOf(answer)
}

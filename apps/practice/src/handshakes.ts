import { freshRequest, freshText, type SampleHandshake } from '@hookwright/model/presets'
import { type Dialect, speak } from './dialects.ts'
import type { Effects } from './effects.ts'
import { explainFailure } from './explain-failure.ts'
import { type HttpAnswer, type HttpRequest, requestOf } from './http-request.ts'

/** Returns true if an answer differs from the answer that the dialect requires. */
const differs = (
  { answer: { status, headers, body } }: SampleHandshake,
  params: HttpAnswer,
  fill: (text: string) => string
): boolean =>
  params.status !== status ||
  (body !== null && params.text !== fill(body)) ||
  headers.some(({ name, value }) => params.headers.get(name) !== fill(value))

/**
 * Sends all handshakes of a dialect to a URL, as the service does before it sends events.
 *
 * @returns null if all answers are correct, otherwise a sentence about the first wrong answer
 */
export async function sendHandshakes(
  dialect: Dialect,
  params: { url: string; secret: string; registration: unknown },
  { fx, ask }: { fx: Effects; ask: (request: HttpRequest) => Promise<HttpAnswer> }
): Promise<string | null> {
  const { url, secret, registration } = params
  const hasSecretInIt = dialect.receiving.handshake.some(({ capture }) => capture.length > 0)
  const isSigned = dialect.receiving.handshake.some(({ verified }) => verified)
  for (const handshake of dialect.handshakes) {
    const now = fx.clock()
    const fresh = { id: hasSecretInIt ? secret : fx.newId(), number: 1 + fx.randomBelow(1_000_000), now }
    const plain = freshRequest(handshake.request, url, fresh)
    const question = isSigned ? speak(dialect, plain, { secret, now, registration }) : plain
    if ('missing' in question) return `The handshake “${handshake.name}” cannot be signed with this key.`
    const answer = await ask(requestOf(question)).catch(thrown => explainFailure(thrown, url))
    if (typeof answer === 'string') return `The handshake “${handshake.name}” was not answered. ${answer}`
    if (differs(handshake, answer, text => freshText(text, fresh)))
      return `The handshake “${handshake.name}” was answered with ${answer.status}, but the response is not correct.`
  }
  return null
}

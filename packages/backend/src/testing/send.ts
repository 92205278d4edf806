import type { EventAnswer } from '../subscription-cache/answers.ts'
import type { TestBackend } from './open-backend.ts'

/** Request to send to an Event URL: its body and header lines. */
export interface BodyAndHeaders {
  text: string
  headers?: string[]
  query?: string
  /** Network that the request comes from. */
  network?: string
}

/** Sends a request to an Event URL and returns the response. */
export const sendTo = async (
  { backend }: Pick<TestBackend, 'backend'>,
  eventUrl: string,
  { text, headers = [], query = '', ...from }: BodyAndHeaders
): Promise<EventAnswer> => {
  const body = Buffer.from(text)
  const contentType = 'application/json'
  const preflight = await backend.deliveries.preflight(eventUrl.split('/').at(-1) ?? '', {
    method: 'POST',
    query,
    headers: ['Content-Type', contentType, ...headers],
    contentType,
    size: body.length,
    ...from
  })
  return preflight.is === 'answered' ? preflight.answer : preflight.accept(body)
}

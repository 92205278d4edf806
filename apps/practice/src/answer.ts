import type { Response } from 'express'

/** Answer of the API as data, so that it can be stored, delayed or dropped. */
export interface Answer {
  status: number
  body?: object
  headers?: Record<string, string>
}

/** Creates an error answer. The message says what happened, why, and what to do. */
export const refusal = (status: number, code: string, message: string): Answer => ({
  status,
  body: { error: { code, message } }
})

/** Answer to an idempotency key that was used for another request. */
export const keyReused: Answer = refusal(
  422,
  'idempotency_key_reused',
  'This Idempotency-Key was already used for a different request. Use a new key for each new request.'
)

/** Sends an answer as JSON. */
export function send(response: Response, { status, body, headers = {} }: Answer): void {
  response.status(status).set(headers)
  if (body === undefined) response.end()
  else response.json(body)
}

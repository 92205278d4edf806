import { type Deed, type HttpRequest, outputs, type Work } from '@hookwright/engine'
import { Fault, SECOND } from '@hookwright/model'
import type { RawRequestConfig } from './card.ts'
import { readAnswer } from './read-answer.ts'
import { requestBody } from './request-body.ts'
import { requestHeaders } from './request-headers.ts'
import { requestQuery } from './request-query.ts'

/**
 * Sends the request once and gives the answer. Faults: `http.header`, `card.input-type` and `card.failed` before it is
 * sent; those of the `http` effect; `http.status`, `http.redirected`, `http.not-json` and `card.failed` for the answer.
 */
export const deed: Deed<RawRequestConfig> = async work => {
  const request = requestOf(work)
  const answer = await work.http(request, work.config.retry)
  return outputs(readAnswer(request, answer, work.config))
}

const requestOf = ({ config, inputs, name, effectKey }: Work<RawRequestConfig>): HttpRequest => {
  const { method } = config
  const body = requestBody(inputs.body)
  if (method === 'GET' && body !== null) {
    throw new Fault('card.failed', {
      message: `“${name}” has a body, which a GET request cannot carry, so it was not sent; choose another method or take out the body.`
    })
  }
  const defaults: Record<string, string> = {
    ...(body?.isJson ? { 'Content-Type': 'application/json' } : {}),
    ...(method === 'GET' ? {} : { 'Idempotency-Key': effectKey })
  }
  return {
    method,
    url: String(inputs.url),
    query: requestQuery(inputs.query, name),
    headers: requestHeaders(inputs.headers, defaults),
    body: body?.text ?? null,
    authenticate: config.authenticate,
    timeout: config.timeoutSeconds * SECOND
  }
}

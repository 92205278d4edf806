import { type CardContext, type HttpRequest, type Outcome, outputs } from '@hookwright/engine'
import { bytesOf, Fault, hexOf, SECOND } from '@hookwright/model'
import { encodeForm, encodeMultipart } from './encode-form.ts'
import { fileOutputs } from './file-answer.ts'
import { formEntriesOf, textEntriesOf } from './form-fields.ts'
import { errorInAnswer, readAnswer } from './read-answer.ts'
import { requestBody } from './request-body.ts'
import type { RequestConfig } from './request-config.ts'
import { requestHeaders } from './request-headers.ts'
import { requestQuery } from './request-query.ts'

/** Parts of a request's behavior that differ between card types. */
export interface RequestRules {
  /** True to add the credentials of the connection. */
  authenticate: boolean
  /** True to reject full URLs, so that only paths below the base URL are allowed. */
  onlyBelowBase?: true
  /** True to fail if a successful response has no JSON body. */
  expectJson: boolean
  /** True to return the response body as a file. */
  asFile?: boolean
}

/**
 * Sends the request once and returns the response.
 *
 * @throws `http.header`, `card.input-type`, `card.failed` before the request is sent
 * @throws the faults of the `http` effect
 * @throws `http.status`, `http.redirected`, `http.error-in-body`, `http.not-json`, `card.failed` for the
 * response
 */
export const sendRequest = async (
  work: CardContext<RequestConfig>,
  rules: RequestRules
): Promise<Outcome> => {
  const { retry } = work.config
  const { asFile = false } = rules
  const request: HttpRequest = { ...requestOf(work, rules), ...(asFile && { wantsBytes: true }) }
  const answer = await work.http(request, retry)
  if (asFile) return outputs(fileOutputs(request, answer, { ...work.config, fx: work.fx }))
  return outputs(readAnswer(request, answer, { ...work.config, expectJson: rules.expectJson }))
}

const allowed = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'] as const

/**
 * Returns the chosen method, or the mapped method in upper case. Throws `card.failed` for an unsupported
 * method.
 */
const methodOf = ({ config, inputs, name }: CardContext<RequestConfig>): HttpRequest['method'] => {
  if (config.method !== 'mapped') return config.method
  const wanted = String(inputs.method).trim().toUpperCase()
  const method = allowed.find(each => each === wanted)
  if (method !== undefined) return method
  throw new Fault('card.failed', {
    message: `“${name}” received an unsupported method. Map one of ${allowed.join(', ')}.`
  })
}

/** Returns the request of a card. Throws `http.header`, `card.input-type` and `card.failed`. */
export const requestOf = (
  work: CardContext<RequestConfig>,
  { authenticate, onlyBelowBase }: RequestRules
): HttpRequest => {
  const { config, inputs, name, effectKey } = work
  const method = methodOf(work)
  const isBare = method === 'GET' || method === 'HEAD'
  const body = bodyOf(work)
  if (isBare && body !== null) {
    throw new Fault('card.failed', {
      message: `“${name}” has a body, which a ${method} request cannot have, so it was not sent. Choose another method, or clear Body.`
    })
  }
  const defaults: Record<string, string> = {
    ...(body === null || body.contentType === null ? {} : { 'Content-Type': body.contentType }),
    ...(isBare ? {} : { 'Idempotency-Key': effectKey })
  }
  return {
    method,
    url: String(inputs.url),
    query: requestQuery(inputs.query, name),
    headers: requestHeaders(inputs.headers, defaults),
    ...(typeof body?.content === 'object'
      ? { body: null, bytes: body.content }
      : { body: body?.content ?? null }),
    authenticate,
    ...(onlyBelowBase && { onlyBelowBase }),
    timeout: config.timeoutSeconds * SECOND,
    ...(config.errorAt.trim() !== '' && { saysRefused: answer => errorInAnswer(answer, config) !== null })
  }
}

interface SentBody {
  content: string | Uint8Array
  /** Content-Type to send unless the request sets its own; `null` for none. */
  contentType: string | null
}

const bodyOf = ({ config, inputs, name, effectKey, fx }: CardContext<RequestConfig>): SentBody | null => {
  const { bodyFormat, form } = config
  if (bodyFormat !== 'form' && bodyFormat !== 'multipart') {
    const body = requestBody(inputs.body, bodyFormat)
    return body && { content: body.text, contentType: body.contentType }
  }
  if (bodyFormat === 'form') {
    const entries = textEntriesOf(form, inputs, name)
    if (entries.length === 0) return null
    return { content: encodeForm(entries), contentType: 'application/x-www-form-urlencoded' }
  }
  const entries = formEntriesOf(form, inputs, name)
  if (entries.length === 0) return null
  const seed = hexOf(fx.crypto.hash('sha256', bytesOf(effectKey)).slice(0, 12))
  const { content, boundary } = encodeMultipart(entries, seed)
  return { content, contentType: `multipart/form-data; boundary=${boundary}` }
}

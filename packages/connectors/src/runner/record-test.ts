import { type HttpResponse, RECORDS } from '@hookwright/engine'
import {
  ACCESS_TOKEN,
  type ConnectionValues,
  isJsonObject,
  isPageToken,
  isSecretName,
  Json,
  type RunOutcome
} from '@hookwright/model'
import {
  type ConnectorContent,
  type ConnectorTest,
  type Exchange,
  type RecordedRequest,
  replaceSecrets
} from '@hookwright/model/files'
import type { SentRequest } from './compare.ts'
import { openTestConnection } from './open-connection.ts'
import type { Answerer } from './recorded-client.ts'
import { findFlow, runFlowOfTest } from './run-test.ts'

/** Placeholder for a secret without a value in the test. */
const PLACEHOLDER = 'placeholder'

/** Response headers that are recorded. All others are dropped. */
const keptHeaders = ['content-type', 'link', 'location', 'retry-after']

/** Request headers that are not recorded, because they are always the same or contain credentials. */
const ownHeaders = /^(?:accept-encoding|authorization|cookie|idempotency-key|user-agent|proxy-.*)$/

const FORM = /x-www-form-urlencoded/

/** Pattern of names that suggest a secret, such as `tokens` and `client_secret_v2`, but not `token_type`. */
const secretWords = /^(?!.*type$).*(?:token|secret|password|api_?key|authorization)/i

/**
 * Returns true for a name whose value may be secret. Stricter than `isSecretName`, since recordings are
 * committed.
 */
const mayBeSecret = (name: string): boolean =>
  isSecretName(name) || (secretWords.test(name) && !isPageToken(name))

/** Returns the texts in a JSON value that are stored under a key that suggests a secret. */
const secretValuesIn = (value: Json): string[] => {
  if (Array.isArray(value)) return value.flatMap(secretValuesIn)
  if (!isJsonObject(value)) return []
  return Object.entries(value).flatMap(([key, inner]) => {
    const texts = [inner].flat().filter(item => typeof item === 'string')
    return texts.length > 0 && mayBeSecret(key) ? texts : secretValuesIn(inner)
  })
}

/** Returns the texts in a body that are stored under a key that suggests a secret. */
const secretsOfBody = (text: string, type: string): string[] => {
  const json = jsonIn(text)
  if (json !== undefined) return secretValuesIn(json)
  if (!FORM.test(type)) return []
  return [...new URLSearchParams(text)].flatMap(([key, value]) => (mayBeSecret(key) ? [value] : []))
}

/** Returns a function that replaces secrets with their placeholders, also in encoded form. */
const replacing =
  (placeholders: ReadonlyMap<string, string>) =>
  (text: string): string => {
    let clean = text
    for (const [secret, placeholder] of placeholders) {
      if (secret.length < 4) continue
      for (const form of new Set([secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)]))
        clean = clean.replaceAll(form, placeholder)
      clean = clean.replaceAll(
        Buffer.from(secret).toString('base64'),
        Buffer.from(placeholder).toString('base64')
      )
    }
    return replaceSecrets(clean, PLACEHOLDER)
  }

type Replace = (text: string) => string

const jsonIn = (text: string): Json | undefined => {
  try {
    return Json.parse(JSON.parse(text))
  } catch {
    return undefined
  }
}

/** Converts a body to the format of a test file. */
const bodyFor = (
  text: string,
  type: string,
  replace: Replace
): Pick<RecordedRequest, 'json' | 'form' | 'body'> => {
  if (text === '') return {}
  const clean = replace(text)
  const json = /json/.test(type) || type === '' ? jsonIn(clean) : undefined
  if (json !== undefined) return { json }
  if (!FORM.test(type)) return { body: clean }
  const fields = new URLSearchParams(clean)
  const entries = [...new Set(fields.keys())].map((name): [string, string | string[]] => {
    const values = fields.getAll(name)
    return [name, values.length === 1 ? (values[0] ?? '') : values]
  })
  return { form: Object.fromEntries(entries) }
}

const headersFor = (
  headers: Record<string, string>,
  keeps: (name: string, value: string) => boolean,
  replace: Replace
) => {
  const kept = Object.entries(headers).filter(([name, value]) => keeps(name, value))
  return kept.length === 0
    ? {}
    : { headers: Object.fromEntries(kept.map(([name, value]) => [name, replace(value)])) }
}

const requestFor = (sent: SentRequest, replace: Replace): RecordedRequest => ({
  method: asMethod(sent.method),
  url: replace(sent.url),
  ...headersFor(sent.headers, (name, value) => !ownHeaders.test(name) && value !== '*/*', replace),
  ...bodyFor(sent.body, sent.headers['content-type'] ?? '', replace)
})

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'] as const

const asMethod = (method: string): RecordedRequest['method'] => methods.find(each => each === method) ?? 'GET'

/** Converts the outcome of a flow to the expected result of a test. */
const expectedOf = (
  test: ConnectorTest,
  { status, result }: RunOutcome,
  replace: Replace
): ConnectorTest['expect'] => {
  const { answer } = test.expect
  const kept = answer === undefined ? {} : { answer }
  if (status.is === 'failed') return { ...kept, fails: replace(status.fault.message).slice(0, 500) }
  const clean = (value: unknown): Json => Json.parse(JSON.parse(replace(JSON.stringify(value ?? null))))
  const { registrationData, expiresAt, registrations, [RECORDS]: records, ...outputs } = result ?? {}
  const list = (value: unknown): Record<string, Json>[] => {
    const items = clean(value)
    return Array.isArray(items) ? items.flatMap(item => (isJsonObject(item) ? [item] : [])) : []
  }
  if (records !== undefined) return { ...kept, records: list(records) }
  if (registrations !== undefined) return { ...kept, registrations: list(registrations) }
  if (registrationData !== undefined)
    return {
      ...kept,
      registrationData: clean(registrationData),
      ...(typeof expiresAt === 'string' && { expiresAt })
    }
  const values = clean(outputs)
  const known = isJsonObject(values) ? Object.entries(values).filter(([, value]) => value !== null) : []
  return known.length === 0 ? kept : { ...kept, outputs: Object.fromEntries(known) }
}

/** Recorded test: with the new requests, responses and results, or the reasons why it was not recorded. */
export type RecordedTest = { ok: true; test: ConnectorTest } | { ok: false; differences: string[] }

/**
 * Runs a test against the real service and records the exchanges. Password fields, access tokens, values with
 * secret names, and tokens with a known prefix are replaced by placeholders. `Authorization` is left out.
 */
export const recordTest = async (
  content: ConnectorContent,
  test: ConnectorTest,
  params: { values: ConnectionValues; send: Answerer; source: string }
): Promise<RecordedTest> => {
  const flow = findFlow(content, test.flow)
  if (flow === undefined)
    return {
      ok: false,
      differences: [`The connector has no “${test.flow}”. Change the key “flow” of the test.`]
    }
  const opened = openTestConnection(content, test)
  if (typeof opened === 'string') return { ok: false, differences: [opened] }
  const { values, send, source } = params
  const secrets = new Set([
    ...opened.method.fields.filter(({ entry }) => entry === 'password').map(({ id }) => id),
    ACCESS_TOKEN
  ])
  const placeholders = new Map(
    Object.entries(values)
      .filter(([id, value]) => secrets.has(id) && value !== '')
      .map(([id, value]) => [value, opened.values[id] ?? PLACEHOLDER])
  )
  const replace = replacing(placeholders)
  const raw: { sent: SentRequest; response: HttpResponse }[] = []
  const answer: Answerer = async (sent, signal) => {
    const answered = await send(sent, signal)
    // The flow sees what a later run of the test will see.
    const kept = Object.entries(answered.headers).filter(([name]) => keptHeaders.includes(name))
    const response = { ...answered, headers: Object.fromEntries(kept) }
    for (const secret of secretsOfBody(response.body, response.headers['content-type'] ?? ''))
      if (!placeholders.has(secret)) placeholders.set(secret, PLACEHOLDER)
    raw.push({ sent, response })
    return response
  }
  const everywhere = Object.fromEntries(
    Object.entries(opened.everywhere).map(([id, value]) => [
      id,
      values[id.replace(/^connection\./, '')] ?? value
    ])
  )
  const connection = { ...opened, values: { ...opened.values, ...values }, everywhere }
  const { differences, outcome } = await runFlowOfTest(content, test, { flow, connection, answer })
  if (outcome === null) return { ok: false, differences }
  // Only now, since a late answer may name a secret that an earlier one held.
  const exchanges = raw.map(
    ({ sent, response }): Exchange => ({
      source,
      request: requestFor(sent, replace),
      response: {
        status: response.status,
        ...headersFor(response.headers, () => true, replace),
        ...bodyFor(response.body, response.headers['content-type'] ?? '', replace)
      }
    })
  )
  // Values that are no secret, such as a base URL, belong to the recorded requests.
  const open = Object.entries(values).filter(([id]) => !secrets.has(id))
  const recorded = {
    ...test,
    ...(open.length > 0 && {
      connection: {
        ...test.connection,
        values: { ...test.connection?.values, ...Object.fromEntries(open) }
      }
    }),
    expect: expectedOf(test, outcome, replace)
  }
  return { ok: true, test: exchanges.length === 0 ? recorded : { ...recorded, exchanges } }
}

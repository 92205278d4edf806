import { parseJson } from '../fields/parse-json.ts'
import { cutText } from '../kernel/cut-text.ts'
import { isJsonObject, Json, type JsonObject } from '../kernel/json.ts'
import { isSecretName, knownSecrets, replaceSecrets } from '../kernel/known-secrets.ts'
import type { Header } from './header.ts'

/** Request copied from another program, such as a browser or curl. */
export interface ForeignRequest {
  method: string
  url: string
  /** Query parameters that are not in the URL. */
  query: Readonly<Record<string, string>>
  headers: readonly Header[]
  /** Fields of a form; null for other bodies. */
  form: readonly Header[] | null
  isMultipart: boolean
  /** Body as sent; null without a body and for a form. */
  body: string | null
  /** False if the body is known not to be JSON. */
  mayBeJson: boolean
}

/** Settings and inputs of a Raw Request card, with sentences about omitted parts. */
export interface RequestCard {
  config: JsonObject
  inputs: Record<string, Json>
  remarks: string[]
}

/** Text that replaces a secret where something must remain, such as the value of a form field. */
const PLACEHOLDER = 'SECRET'

const MOST_FIELDS = 200

/** Parses a JSON text for use in a flow. Returns undefined if `parseJson` rejects it or would drop a key. */
export const jsonOfText = (text: string): Json | undefined => {
  const parsed = parseJson(text)
  return parsed.ok && !parsed.droppedKeys ? Json.safeParse(parsed.value).data : undefined
}

/**
 * Creates functions that remove secrets from the parts of a request. They collect the names of the removed
 * secrets.
 */
const createCleaner = () => {
  const left = new Set<string>()
  const hide = (name: string): string => {
    left.add(name)
    return PLACEHOLDER
  }
  const text = (value: string): string => {
    for (const { name, pattern } of knownSecrets) if (pattern.test(value)) left.add(name)
    return replaceSecrets(value, PLACEHOLDER)
  }
  const json = (value: Json): Json => {
    if (typeof value === 'string') return text(value)
    if (Array.isArray(value)) return value.map(json)
    if (!isJsonObject(value)) return value
    const entries = Object.entries(value).map(([key, inner]): [string, Json] => [
      key,
      typeof inner === 'string' && inner !== '' && isSecretName(key) ? hide(key) : json(inner)
    ])
    return Object.fromEntries(entries)
  }
  return {
    left,
    text,
    json,
    /** Returns the pairs, without those that have a secret name. */
    pairs: (pairs: readonly Header[]): Record<string, string> => {
      const shown = pairs.filter(({ name }) => !isSecretName(name))
      for (const { name } of pairs) if (isSecretName(name)) left.add(name)
      return Object.fromEntries(shown.map(({ name, value }) => [name, text(value)]))
    },
    /** Returns the value of a form field. A secret value is replaced, since the field stays in the form. */
    field: ({ name, value }: Header): string =>
      value !== '' && isSecretName(name) ? hide(name) : text(value),
    url: (value: string): string => {
      const [address = '', ...rest] = value.split('?')
      const shown = rest
        .join('?')
        .split('&')
        .filter(part => {
          const [name = ''] = [...new URLSearchParams(part)][0] ?? []
          if (isSecretName(name)) left.add(name)
          return part !== '' && !isSecretName(name)
        })
      return text(shown.length === 0 ? address : `${address}?${shown.join('&')}`)
    }
  }
}

type Cleaner = ReturnType<typeof createCleaner>

const bodyOf = (
  { method, form, isMultipart, body, mayBeJson }: ForeignRequest,
  clean: Cleaner
): Pick<RequestCard, 'config' | 'inputs'> => {
  if (method === 'GET' || (form === null && (body === null || body === '')))
    return { config: { bodyFormat: 'auto' }, inputs: {} }
  if (form !== null) {
    const fields = form.slice(0, MOST_FIELDS)
    return {
      config: {
        bodyFormat: isMultipart ? 'multipart' : 'form',
        form: fields.map(({ name }, index) => ({
          id: `field${index + 1}`,
          name: cutText(name, 200) || 'field'
        }))
      },
      inputs: Object.fromEntries(fields.map((field, index) => [`field${index + 1}`, clean.field(field)]))
    }
  }
  const text = body ?? ''
  const json = mayBeJson ? jsonOfText(text) : undefined
  return json === undefined
    ? { config: { bodyFormat: 'text' }, inputs: { body: clean.text(text) } }
    : { config: { bodyFormat: 'json' }, inputs: { body: clean.json(json) } }
}

/**
 * Returns the settings and inputs of a Raw Request card for a request. Secrets are removed: values with
 * secret names, and tokens with a known prefix.
 */
export const requestCardOf = (request: ForeignRequest): RequestCard => {
  const clean = createCleaner()
  const url = clean.url(request.url)
  const query = clean.pairs(Object.entries(request.query).map(([name, value]) => ({ name, value })))
  // The card names the type of a form itself, since only it knows the boundary between the parts that it sends.
  const sent = request.headers.filter(({ name }) => request.form === null || !/^content-type$/i.test(name))
  const headers = clean.pairs(sent)
  const body = bodyOf(request, clean)
  const names = [...clean.left].map(name => name.slice(0, 100)).join(', ')
  return {
    config: { method: request.method, ...body.config },
    inputs: {
      url,
      ...(Object.keys(query).length > 0 && { query }),
      ...(Object.keys(headers).length > 0 && { headers }),
      ...body.inputs
    },
    remarks:
      clean.left.size === 0
        ? []
        : [`These values were left out because they may be secrets: ${names}. Store them in a connection.`]
  }
}

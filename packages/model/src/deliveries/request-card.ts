import { parseJson } from '../fields/parse-json.ts'
import { cutText } from '../kernel/cut-text.ts'
import { isJsonObject, Json, type JsonObject } from '../kernel/json.ts'
import { isSecretName, knownSecrets, replaceSecrets } from '../kernel/known-secrets.ts'
import type { Header } from './header.ts'

/** Request of another program, such as a browser or curl. */
export interface ForeignRequest {
  method: string
  url: string
  /** Parameters that are not in the URL. */
  query: Readonly<Record<string, string>>
  headers: readonly Header[]
  /** Fields of a form; null for another body. */
  form: readonly Header[] | null
  isMultipart: boolean
  /** Body as it is sent; null without one and for a form. */
  body: string | null
  /** False for a body that is known to be no JSON. */
  mayBeJson: boolean
}

/** Settings and inputs of a Raw Request card, with sentences about what was left out. */
export interface RequestCard {
  config: JsonObject
  inputs: Record<string, Json>
  remarks: string[]
}

/** Text in the place of a secret that cannot be left out without changing the rest. */
const PLACEHOLDER = 'SECRET'

const MOST_FIELDS = 200

/** Returns the JSON value of a text, for a flow; undefined where `parseJson` refuses it or would drop a key. */
export const jsonOfText = (text: string): Json | undefined => {
  const parsed = parseJson(text)
  return parsed.ok && !parsed.droppedKeys ? Json.safeParse(parsed.value).data : undefined
}

/** Removes secrets from the parts of one request, and collects their names. */
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
    /** Returns the pairs without those that have secret names. */
    pairs: (pairs: readonly Header[]): Record<string, string> => {
      const shown = pairs.filter(({ name }) => !isSecretName(name))
      for (const { name } of pairs) if (isSecretName(name)) left.add(name)
      return Object.fromEntries(shown.map(({ name, value }) => [name, text(value)]))
    },
    /** Returns the value of a form's field, which stays in the form. */
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
 * Returns the settings and inputs of a Raw Request card that sends a request, without its secrets: those under secret names,
 * and tokens with a known prefix.
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
        : [`Left out, so that the flow contains no secret: ${names}. Use a connection.`]
  }
}

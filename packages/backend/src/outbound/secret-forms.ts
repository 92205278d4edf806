/**
 * Minimum length of a secret to search for inside a text, in characters. A shorter secret counts only as the
 * whole text, since three characters occur in too many texts by chance.
 */
export const LEAST_SECRET = 4

/**
 * Encoding of a secret. `before` and `after` are the numbers of adjacent characters that also contain bits of
 * the secret.
 */
export interface SecretForm {
  text: string
  before: number
  after: number
}

/** Returns the encodings of a secret: plain, JSON, URL, form, Base64 and hexadecimal. */
export const formsOf = (secret: string): SecretForm[] => {
  const bytes = Buffer.from(secret)
  const hex = bytes.toString('hex')
  const whole = [...new Set([secret, ...jsonForms(secret), ...urlForms(secret), hex, hex.toUpperCase()])]
  return [...whole.map(text => ({ text, before: 0, after: 0 })), ...base64Forms(bytes)]
}

const escapeOf = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`

/**
 * Returns the JSON encodings of a text. Includes escaped slashes, escaped non-ASCII letters, and JSON inside
 * JSON.
 */
const jsonForms = (text: string): string[] => {
  const quoted = (inner: string): string => JSON.stringify(inner).slice(1, -1)
  const json = quoted(text)
  const ascii = json.replace(/[\u0080-\uffff]/g, escapeOf)
  const upper = ascii.replace(/\\u[0-9a-f]{4}/g, code => `\\u${code.slice(2).toUpperCase()}`)
  const forms = [json, ascii, upper].flatMap(form => [form, form.replaceAll('/', '\\/')])
  return [...forms, ...forms.map(quoted)]
}

const percentOf = (character: string): string => `%${character.charCodeAt(0).toString(16).toUpperCase()}`

/**
 * Returns the percent-encodings of a text for paths, queries and forms. Encoders differ in letter case and in
 * the characters that they leave unencoded.
 */
const urlForms = (text: string): string[] => {
  // Half a surrogate pair, which a URL cannot hold, becomes what UTF-8 makes of it.
  const wellFormed = Buffer.from(text).toString()
  const component = encodeURIComponent(wellFormed)
  const strict = component.replace(/[!'()*]/g, percentOf)
  const form = new URLSearchParams([['', text]]).toString().slice(1)
  const loose = encodeURI(wellFormed)
  const upper = [
    component,
    strict,
    form,
    component.replaceAll('%20', '+'),
    loose,
    loose.replaceAll("'", '%27')
  ]
  return upper.flatMap(one => [one, one.replace(/%[0-9A-F]{2}/g, code => code.toLowerCase())])
}

/**
 * Returns the Base64 encodings of a secret inside a longer text, such as `user:secret`. There are three,
 * since the secret may begin at any byte of a three-byte group. Each contains only digits without bits of
 * other bytes; adjacent digits that share bits with the secret are counted, to be removed as well.
 */
const base64Forms = (bytes: Buffer): SecretForm[] =>
  [0, 1, 2].flatMap(offset => {
    const digits = Buffer.concat([Buffer.alloc(offset), bytes])
      .toString('base64')
      .replaceAll('=', '')
    const whole = Math.floor(((offset + bytes.length) * 8) / 6)
    const core = digits.slice(Math.ceil((offset * 8) / 6), whole)
    const url = core.replaceAll('+', '-').replaceAll('/', '_')
    const before = offset === 0 ? 0 : 1
    const after = digits.length - whole
    return [...new Set([core, url, encodeURIComponent(core)])].map(text => ({ text, before, after }))
  })

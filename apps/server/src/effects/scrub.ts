import { formsOf, LEAST_SECRET, type SecretForm } from '@hookwright/backend/outbound'
import { isJsonObject } from '@hookwright/model'

/** Default mark that replaces a secret. */
const DOTS = '•••'

/**
 * Creates a function that replaces secrets in a value with a mark. It finds secrets in all texts, including
 * keys, in all usual encodings, and in numbers equal to a secret. A value without a secret is returned
 * unchanged. Only JSON values are processed.
 */
export const scrubber = (secrets: string[], mark: string = DOTS): (<Value>(value: Value) => Value) => {
  const known = new Set(secrets.flatMap(secret => [secret, secret.trim()]).filter(secret => secret !== ''))
  if (known.size === 0) return value => value
  const forms = [...known].filter(secret => secret.length >= LEAST_SECRET).flatMap(formsOf)
  const shortest = Math.min(...forms.map(({ text }) => text.length))

  const scrubText = (text: string): string => {
    if (known.has(text)) return mark
    // Most texts of a trace are too short to hold a secret, and a delivery's run should cost little.
    return text.length < shortest ? text : withoutForms(text, forms, mark)
  }

  const scrub = (value: unknown): unknown => {
    if (typeof value === 'string') return scrubText(value)
    if (typeof value === 'number') return known.has(String(value)) ? mark : value
    if (Array.isArray(value)) {
      const items = value.map(scrub)
      return items.some((item, at) => item !== value[at]) ? items : value
    }
    if (!isJsonObject(value)) return value
    const before = Object.entries(value)
    const after = before.map(([key, item]) => [scrubText(key), scrub(item)] as const)
    const same = before.every(([key, item], at) => after[at]?.[0] === key && after[at]?.[1] === item)
    return same ? value : Object.fromEntries(after)
  }

  const mayHold = lookFor([...known, ...forms.map(({ text }) => text)])
  // A scrubbed value keeps its shape but for the dots, which is all that its reader relies on.
  return <Value>(value: Value) => (mayHold(value) ? (scrub(value) as Value) : value)
}

/** Maximum number of parts of a value for which walking it is faster than searching its JSON text. */
const FEW = 150

/**
 * Creates a filter that returns true if a value may contain one of the texts. It has no false negatives. It
 * makes scrubbing fast, since every run is scrubbed and nearly no value contains a secret.
 */
const lookFor = (texts: string[]): ((value: unknown) => boolean) => {
  const escaped = [...new Set(texts.map(text => JSON.stringify(text).slice(1, -1)))]
  const needles = escaped.filter(text => !escaped.some(other => other !== text && text.includes(other)))
  const bare = texts.filter(text => !texts.some(other => other !== text && text.includes(other)))
  const shortest = Math.min(...bare.map(({ length }) => length))
  const mayBeNumber = texts.some(text => /\d/.test(text) && Number.isFinite(Number(text)))
  // JSON escapes half a surrogate pair, but not where the text around it has the other half.
  if (texts.some(text => /\p{Surrogate}/u.test(text))) return () => true

  const standsIn = (text: string): boolean =>
    text.length >= shortest && bare.some(needle => text.includes(needle))

  let left = 0
  /** Returns true if a value may contain one of the texts; null if it has too many parts to walk. */
  const walk = (value: unknown): boolean | null => {
    left -= 1
    if (left < 0) return null
    if (typeof value === 'string') return standsIn(value)
    if (typeof value === 'number') return mayBeNumber
    if (typeof value !== 'object' || value === null) return false
    if (Array.isArray(value)) {
      for (const item of value) {
        const found = walk(item)
        if (found !== false) return found
      }
      return false
    }
    if (!isJsonObject(value)) return null
    for (const key in value) {
      const found = standsIn(key) || walk(value[key])
      if (found !== false) return found
    }
    return false
  }

  return value => {
    left = FEW
    const walked = walk(value)
    if (walked !== null) return walked
    const json = jsonOf(value)
    return json === null || needles.some(needle => json.includes(needle))
  }
}

/** Returns a value's JSON; null if the value cannot be serialized. */
const jsonOf = (value: unknown): string | null => {
  try {
    return JSON.stringify(value) ?? null
  } catch {
    return null
  }
}

/**
 * Replaces every form of the secrets in a text. Each form is searched separately, and overlapping matches are
 * merged. Secrets that overlap in the text are thus removed completely.
 */
const withoutForms = (text: string, forms: SecretForm[], mark: string): string => {
  const spans: { from: number; to: number }[] = []
  for (const form of forms) {
    for (let at = text.indexOf(form.text); at !== -1; at = text.indexOf(form.text, at + form.text.length)) {
      spans.push({ from: at - form.before, to: at + form.text.length + form.after })
    }
  }
  if (spans.length === 0) return text
  spans.sort((one, other) => one.from - other.from)
  let scrubbed = ''
  let end = 0
  for (const { from, to } of spans) {
    if (from > end || end === 0) scrubbed += `${text.slice(end, Math.max(from, 0))}${mark}`
    end = Math.max(end, to)
  }
  return scrubbed + text.slice(end)
}

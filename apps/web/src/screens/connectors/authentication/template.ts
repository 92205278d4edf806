import { type Binding, CONNECTION_CARD, literal, type Pill, pill } from '@hookwright/model'

/** Connection field that a template can refer to. */
export interface Named {
  id: string
  label: string
}

/** A template that was read: what it binds, or what is wrong with it as a sentence. */
export type ReadTemplate = { ok: true; binding: Binding } | { ok: false; flaw: string }

const double = (text: string): string => text.replaceAll('{', '{{').replaceAll('}', '}}')

/** A field as it stands in a template: by its label, or by its id while it has none. */
export const tokenFor = ({ id, label }: Named): string => `{${label === '' ? id : label}}`

/** A binding over a connection's fields as it is typed: words, and each field as `{Label}`; a real brace is doubled. */
export const printTemplate = (binding: Binding, fields: readonly Named[]): string => {
  const print = (part: string | Pill): string => {
    if (typeof part === 'string') return double(part)
    return tokenFor(fields.find(({ id }) => id === part.field) ?? { id: part.field, label: '' })
  }
  switch (binding.kind) {
    case 'literal':
      return binding.value === null ? '' : double(String(binding.value))
    case 'pill':
      return print(binding)
    case 'text':
      return binding.parts.map(print).join('')
  }
}

/** Words, doubled braces, and names in single ones. */
const tokens = /\{\{|\}\}|\{([^{}]*)\}|[^{}]+|[{}]/g

/** The binding that a typed template means. */
export const readTemplate = (typed: string, fields: readonly Named[]): ReadTemplate => {
  const parts: (string | Pill)[] = []
  const add = (part: string | Pill): void => {
    const last = parts.at(-1)
    if (typeof part === 'string' && typeof last === 'string') parts[parts.length - 1] = last + part
    else parts.push(part)
  }
  for (const [token, label] of typed.matchAll(tokens)) {
    if (token === '{{' || token === '}}') add(token.slice(1))
    else if (label !== undefined) {
      const field = fields.find(candidate => tokenFor(candidate) === token)
      if (field === undefined) {
        return { ok: false, flaw: `There is no field “${label}”. Add it below or choose another one.` }
      }
      add(pill(CONNECTION_CARD, field.id))
    } else if (token === '{' || token === '}') {
      return {
        ok: false,
        flaw: `Unmatched “${token}”. Use {Field} for a field, or “${token}${token}” for a literal brace.`
      }
    } else add(token)
  }
  const [first, ...rest] = parts
  if (first === undefined) return { ok: true, binding: literal('') }
  if (rest.length > 0) return { ok: true, binding: { kind: 'text', parts } }
  return { ok: true, binding: typeof first === 'string' ? literal(first) : first }
}

/** The template after a field got another label. */
export const relabel = (typed: string, before: Named, after: Named): string =>
  typed.replaceAll(tokenFor(before), tokenFor(after))

import { type Binding, CONNECTION_CARD, literal, type Pill, pill } from '@hookwright/model'

/** Connection field that a template can refer to. */
export interface Named {
  id: string
  label: string
}

/** Parsed template: its binding, or its error as a sentence. */
export type ReadTemplate = { ok: true; binding: Binding } | { ok: false; error: string }

const double = (text: string): string => text.replaceAll('{', '{{').replaceAll('}', '}}')

/** Returns a field's reference in a template: its label, or its id while unlabelled. */
export const tokenFor = ({ id, label }: Named): string => `{${label === '' ? id : label}}`

/**
 * Formats a binding over a connection's fields as a template. Fields are written as `{Label}`; literal braces are
 * doubled.
 */
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

/** Pattern of literal text, doubled braces, and field references. */
const tokens = /\{\{|\}\}|\{([^{}]*)\}|[^{}]+|[{}]/g

/** Parses a typed template to a binding. */
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
        return {
          ok: false,
          error: `There is no field “${label}”. Add the field below, or choose another field.`
        }
      }
      add(pill(CONNECTION_CARD, field.id))
    } else if (token === '{' || token === '}') {
      return {
        ok: false,
        error: `Unmatched “${token}”. Use {Field} for a field, or “${token}${token}” for a literal brace.`
      }
    } else add(token)
  }
  const [first, ...rest] = parts
  if (first === undefined) return { ok: true, binding: literal('') }
  if (rest.length > 0) return { ok: true, binding: { kind: 'text', parts } }
  return { ok: true, binding: typeof first === 'string' ? literal(first) : first }
}

/** Returns the template with a relabelled field's reference updated. */
export const relabel = (typed: string, before: Named, after: Named): string =>
  typed.replaceAll(tokenFor(before), tokenFor(after))

import { cutText, type FieldId, fieldLimits, isReservedName } from '@hookwright/model'

/** Converts a text to a field label. Removes characters that labels cannot contain. */
export const labelOf = (text: string, otherwise: string): string => {
  const clean = text
    .replace(/[^\p{L}\p{M}\p{N} _-]+/gu, ' ')
    .replace(/ +/g, ' ')
    .trim()
  return cutText(clean === '' ? otherwise : clean, fieldLimits.label - 6).trim()
}

/** Converts a text to a valid flow name: letters, digits, and spaces between words. */
export const flowNameOf = (text: string, otherwise: string): string =>
  labelOf(text.replace(/[_-]+/g, ' '), otherwise)

/** Ids and labels for the fields of one card. All are unique. */
export interface FieldNames {
  /** Returns an id and a label for a name. */
  add: (name: string) => { id: FieldId; label: string }
}

/** Creates unique ids and labels for the fields of a card. */
export const createFieldNames = (prefix = 'field'): FieldNames => {
  const ids = new Set<string>()
  const labels = new Set<string>()
  return {
    add: name => {
      const base = labelOf(name, 'Value')
      let label = base
      for (let number = 2; labels.has(label.toLowerCase()); number += 1) label = `${base} ${number}`
      labels.add(label.toLowerCase())
      const slug = label
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, '-')
        .replace(/^-+|-+$/g, '')
        .slice(0, 60)
      let id = slug === '' || isReservedName(slug) ? prefix : slug
      for (let number = 2; ids.has(id); number += 1) id = `${slug === '' ? prefix : slug}-${number}`
      ids.add(id)
      return { id, label }
    }
  }
}

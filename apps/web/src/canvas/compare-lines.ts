import type { CardSpec, Surroundings } from '@hookwright/engine'
import { type Binding, type Card, DataType, nameOfType, valueAt } from '@hookwright/model'

/** One thing that a card says, in words: what it is called on the card, and what stands there. */
export interface CompareLine {
  label: string
  words: string
}

const itemWords = (item: unknown, named: string): string => {
  const type = DataType.safeParse(valueAt(item, ['dataType']))
  const about = [
    type.success ? nameOfType(type.data) : '',
    valueAt(item, ['required']) === true ? 'required' : ''
  ].filter(part => part !== '')
  return `${valueAt(item, [named])}${about.length === 0 ? '' : ` (${about.join(', ')})`}`
}

const settingLine = (spec: CardSpec | undefined, key: string, value: unknown): CompareLine => {
  const setting = spec?.settings.find(each => each.key === key)
  switch (setting?.kind) {
    case 'choice': {
      const choice = setting.choices.find(each => each.value === value)
      return { label: setting.label, words: choice?.label ?? String(value) }
    }
    case 'switch':
      return { label: setting.label, words: value === true ? 'On' : 'Off' }
    case 'fields': {
      const items: unknown[] = Array.isArray(value) ? value : []
      return {
        label: `${setting.noun}s`,
        words: items.map(item => itemWords(item, setting.named)).join(', ')
      }
    }
    case 'text':
    case 'number':
    case 'flow':
      return { label: setting.label, words: String(value ?? '') }
    case undefined:
      return { label: key, words: JSON.stringify(value) }
  }
}

/** All that can differ in a card but its place, line by line; by a key that two drafts of the card have in common. */
export const compareLinesOf = (
  card: Card,
  given: {
    spec: CardSpec | undefined
    surroundings: Surroundings
    wordsOf: (binding: Binding) => string
  }
): Map<string, CompareLine> => {
  const { spec, surroundings, wordsOf } = given
  const ports = spec?.ports(card.config, surroundings) ?? null
  const labelOf = (kind: 'inputs' | 'joins', id: string): string =>
    ports?.[kind].find(port => port.id === id)?.label ?? id
  const lines = new Map<string, CompareLine>()
  if (card.title !== undefined) lines.set('title', { label: 'Name', words: card.title })
  if (card.skipped) lines.set('skipped', { label: 'Skipped', words: 'Yes' })
  for (const [key, value] of Object.entries(card.config))
    lines.set(`config ${key}`, settingLine(spec, key, value))
  for (const [id, binding] of Object.entries(card.inputs))
    lines.set(`input ${id}`, { label: labelOf('inputs', id), words: wordsOf(binding) })
  for (const block of card.blocks ?? []) {
    const its = ports?.blocks.find(each => each.id === block.id)?.label ?? block.id
    for (const [id, binding] of Object.entries(block.joins))
      lines.set(`join ${block.id} ${id}`, {
        label: `${its} ▸ ${labelOf('joins', id)}`,
        words: wordsOf(binding)
      })
  }
  return lines
}

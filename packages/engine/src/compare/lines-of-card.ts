import {
  type Binding,
  type Card,
  type CardDifference,
  type CardPart,
  ERROR_POLICY,
  ErrorPolicy,
  type FieldId
} from '@hookwright/model'
import { type CardSpec, nameOfCard } from '../card/define-card.ts'
import { formatPolicy } from '../card/format-policy.ts'
import type { Ports } from '../card/ports.ts'
import type { Setting } from '../card/settings.ts'
import { type FlowView, specOf } from '../flow/flow-view.ts'
import { type ChangeLine, changeLine, inside } from './change-line.ts'
import { type ValueFormatters, wordsIn, wordsOfBinding } from './format-values.ts'
import { linesOfValue } from './lines-of-value.ts'
import { nameOfKey } from './names-of-keys.ts'

/** Card in one of the compared flows, with its spec, ports and formatters. */
interface Side {
  card: Card
  spec: CardSpec | undefined
  ports: Ports | null
  words: ValueFormatters
}

const sideOf = (view: FlowView, card: Card): Side => ({
  card,
  spec: specOf(view, card),
  ports: view.portsOf(card),
  words: wordsIn(view)
})

const nameOfSetting = (setting: Setting | undefined, key: string, spec: CardSpec | undefined): string => {
  // The groups of a start card are those of its inputs.
  if (key === 'groups' && spec !== undefined && spec.starts !== null) return 'Input groups'
  if (setting === undefined) return nameOfKey(key)
  return setting.kind === 'fields' ? `${setting.noun}s` : setting.label
}

/** Returns the label of a value that was chosen from a list; any other value unchanged. */
const shownValue = (setting: Setting | undefined, value: unknown): unknown =>
  setting?.kind === 'choice'
    ? (setting.choices.find(choice => choice.value === value)?.label ?? value)
    : value

/** Formats an error policy as one line, as `formatPolicy` does. Returns null for the default policy. */
const saidPolicy = (value: unknown, { words }: Side): string | null => {
  const policy = ErrorPolicy.safeParse(value)
  return policy.success ? formatPolicy(policy.data, words.nameOfFlow) : null
}

const linesOfPolicy = (
  part: Extract<CardPart, { part: 'config' }>,
  before: Side,
  after: Side
): ChangeLine[] => {
  const what = 'Error handling'
  const [was, is] = [saidPolicy(part.before, before), saidPolicy(part.after, after)]
  // What the line leaves out, such as the values after an error.
  if (was === is)
    return linesOfValue(what, part.before, part.after, { before: before.words, after: after.words })
  return [changeLine({ what, before: was, after: is }, part)]
}

const linesOfConfig = (
  part: Extract<CardPart, { part: 'config' }>,
  before: Side,
  after: Side
): ChangeLine[] => {
  if (part.key === ERROR_POLICY) return linesOfPolicy(part, before, after)
  const spec = after.spec ?? before.spec
  const setting = spec?.settings.find(({ key }) => key === part.key)
  return linesOfValue(
    nameOfSetting(setting, part.key, spec),
    shownValue(setting, part.before),
    shownValue(setting, part.after),
    { before: before.words, after: after.words }
  )
}

const labelOfInput = ({ ports }: Side, field: FieldId): string | undefined => {
  const port = ports?.inputs.find(({ id }) => id === field)
  if (port === undefined) return undefined
  return port.group === undefined ? port.label : inside(port.group, port.label)
}

const labelOfBlock = ({ ports }: Side, block: FieldId): string | undefined =>
  ports?.blocks.find(({ id }) => id === block)?.label

const lineOfBinding = (
  what: string,
  part: { before: Binding | null; after: Binding | null },
  before: Side,
  after: Side
): ChangeLine =>
  changeLine(
    {
      what,
      before: wordsOfBinding(part.before, before.words),
      after: wordsOfBinding(part.after, after.words)
    },
    { before: part.before ?? undefined, after: part.after ?? undefined }
  )

const linesOfPart = (part: CardPart, before: Side, after: Side): ChangeLine[] => {
  switch (part.part) {
    case 'type': {
      const line = {
        what: 'Card type',
        before: before.spec?.title ?? part.before,
        after: after.spec?.title ?? part.after
      }
      return [changeLine(line, part)]
    }
    case 'title': {
      const line = {
        what: 'Name',
        before: nameOfCard(before.card, before.spec),
        after: nameOfCard(after.card, after.spec)
      }
      return [changeLine(line, part)]
    }
    case 'note':
      return [changeLine({ what: 'Note', before: part.before, after: part.after }, part)]
    case 'skipped':
      return [{ what: 'Skipped', before: part.before ? 'Yes' : 'No', after: part.after ? 'Yes' : 'No' }]
    case 'config':
      return linesOfConfig(part, before, after)
    case 'input': {
      const label = labelOfInput(after, part.field) ?? labelOfInput(before, part.field) ?? part.field
      return [lineOfBinding(label, part, before, after)]
    }
    case 'blocks': {
      const named = (side: Side, blocks: FieldId[]): string | null =>
        blocks.length === 0 ? null : blocks.map(id => labelOfBlock(side, id) ?? id).join(', ')
      const line = {
        what: 'Blocks',
        before: named(before, part.before),
        after: named(after, part.after)
      }
      return [changeLine(line, part)]
    }
    case 'join': {
      const side = after.ports === null ? before : after
      const join = side.ports?.joins.find(({ id }) => id === part.field)?.label ?? part.field
      return [lineOfBinding(inside(labelOfBlock(side, part.block) ?? part.block, join), part, before, after)]
    }
  }
}

/**
 * Returns the differences in a card, field by field. Empty for a card that was added, removed or only moved.
 * @param before the old flow, with its own catalog
 */
export const linesOfCard = (difference: CardDifference, before: FlowView, after: FlowView): ChangeLine[] => {
  if (difference.is !== 'changed') return []
  const was = sideOf(before, difference.before)
  const is = sideOf(after, difference.after)
  return difference.parts.flatMap(part => linesOfPart(part, was, is))
}

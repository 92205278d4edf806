import { type Card, type Edit, type Field, type Json, literal, type OneEdit } from '@hookwright/model'
import { use } from 'react'
import { ChoiceSourceContext } from './choice-source.ts'
import { OptionField } from './option-field.tsx'
import { chooseOption, chosenOf, mappedOf } from './option-values.ts'
import { type InputRow, nameOfPlace } from './row.ts'
import { useWorkbench } from './workbench.ts'

/** Option field of an input row, which writes the value to the card. */
export const OptionControl = ({
  row,
  option,
  card,
  describedBy
}: {
  row: InputRow
  option: Field
  card: Card
  describedBy: string | undefined
}) => {
  const bench = useWorkbench()
  const { at, port, problems, binding } = row
  const options = use(ChoiceSourceContext)?.options ?? [option]

  /** Returns the edit that sets the option to a value, and clears options whose choices depend on it. */
  const choose = (value: Json | null): Edit => {
    const before = chosenOf(card)
    const after = chooseOption(options, before, port.id, value)
    const changed = [...new Set([port.id, ...Object.keys(before)])].filter(id => before[id] !== after[id])
    const edits = changed.map((field): OneEdit => {
      const next = after[field] ?? null
      return { kind: 'bind', card: card.id, field, binding: next === null ? null : literal(next) }
    })
    return { kind: 'all', edits }
  }

  return (
    <OptionField
      option={option}
      value={binding?.kind === 'literal' ? binding.value : null}
      values={chosenOf(card)}
      mapped={mappedOf(card)}
      label={port.label}
      invalid={problems.length > 0}
      describedBy={describedBy}
      onValue={value => bench.change(`choose ${port.label}`, choose(value), nameOfPlace(at))}
    />
  )
}

import { optionPortId } from '@hookwright/engine'
import type { Field, FieldId, Json } from '@hookwright/model'
import { useMemo, useState } from 'react'
import { usePreviewChoices } from '../../options/preview-choices.ts'
import { ChoiceSourceContext } from '../../view/choice-source.ts'
import { LabelledOption } from '../../view/labelled-option.tsx'
import { chooseOption, type OptionValues, valuesOf } from '../../view/option-values.ts'
import type { DryRunConnection } from '../../view/workbench.ts'

/** The options of a dry run, as a user would choose them. */
export interface TriedOptions {
  values: OptionValues
  choose: (option: FieldId, value: Json | null) => void
  /** The values by the port that gives them; null for an option that is empty. */
  byPort: Record<FieldId, Json>
  /** The label of the first required option without a value, or null. */
  missing: string | null
}

/** A required list of fixed values starts with its first one, so that a dry run takes one click. */
const firstsOf = (options: readonly Field[]): OptionValues =>
  Object.fromEntries(
    options.flatMap(({ id, required, choices }): [FieldId, Json][] => {
      const [first] = choices?.from === 'static' && required ? choices.rows : []
      return first === undefined ? [] : [[id, first.value]]
    })
  )

/** Holds the values chosen for the options of a dry run. */
export const useTriedOptions = (options: Field[]): TriedOptions => {
  const [chosen, setChosen] = useState<OptionValues | null>(null)
  const values = useMemo(
    () => chosen ?? { ...firstsOf(options), ...valuesOf(options, {}) },
    [chosen, options]
  )
  return {
    values,
    choose: (id, value) => setChosen(chooseOption(options, values, id, value)),
    byPort: Object.fromEntries(options.map(({ id }) => [optionPortId(id), values[id] ?? null])),
    missing: options.find(({ id, required }) => required && (values[id] ?? null) === null)?.label ?? null
  }
}

/** The controls in which the options of a dry run are chosen, the same that users have on their card. */
export const TriedOptionFields = ({
  options,
  tried,
  connection
}: {
  options: Field[]
  tried: TriedOptions
  connection: DryRunConnection
}) => {
  const { values, choose } = tried
  const { source } = usePreviewChoices(options, values, connection)
  return (
    <ChoiceSourceContext value={source}>
      {options.map(option => (
        <div key={option.id} className="w-48 min-w-0 max-md:w-full">
          <LabelledOption
            option={option}
            value={values[option.id] ?? null}
            values={values}
            onValue={value => choose(option.id, value)}
            label={option.label}
          />
        </div>
      ))}
    </ChoiceSourceContext>
  )
}

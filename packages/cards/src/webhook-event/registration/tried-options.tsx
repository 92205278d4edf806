import { optionPortId } from '@hookwright/engine'
import type { Field, FieldId, Json } from '@hookwright/model'
import { useMemo, useState } from 'react'
import { usePreviewChoices } from '../../options/preview-choices.ts'
import { ChoiceSourceContext } from '../../view/choice-source.ts'
import { LabelledOption } from '../../view/labelled-option.tsx'
import { chooseOption, type OptionValues, valuesOf } from '../../view/option-values.ts'
import type { DryRunConnection } from '../../view/workbench.ts'

/** Option values chosen for a dry run. */
export interface TriedOptions {
  values: OptionValues
  choose: (option: FieldId, value: Json | null) => void
  /** Values by the option's port id; null for an empty option. */
  byPort: Record<FieldId, Json>
  /** Label of the first required option without a value; null if there is none. */
  missing: string | null
}

/** Returns the first choice of each required option with fixed choices, so that a dry run takes one click. */
const firstsOf = (options: readonly Field[]): OptionValues =>
  Object.fromEntries(
    options.flatMap(({ id, required, choices }): [FieldId, Json][] => {
      const [first] = choices?.from === 'static' && required ? choices.rows : []
      return first === undefined ? [] : [[id, first.value]]
    })
  )

/** Stores the option values chosen for a dry run. */
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

/** Controls for the option values of a dry run, the same as on a user's card. */
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

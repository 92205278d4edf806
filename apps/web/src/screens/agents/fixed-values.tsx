import { type ChoiceSource, ChoiceSourceContext, dependentsOf } from '@hookwright/cards/views'
import type { ActionSignature } from '@hookwright/engine'
import type { FieldId } from '@hookwright/model'
import { MultiSelect, Notice } from '@hookwright/ui'
import { useMutation } from '@tanstack/react-query'
import { useMemo } from 'react'
import { optionValuesOf } from '../../features/canvas/run/start-fields.ts'
import { TypedValue } from '../../features/canvas/run/typed-value.tsx'
import { withSentence } from '../../kit/api/fault-of.ts'
import { useTrpc } from '../../kit/api/use-api.tsx'
import { fixableFieldsOf, fixedAmong, loadedGroupsOf, type TypedValues, textOf } from './fixed-fields.ts'

/**
 * Returns the object that loads the dropdown choices of an action. It loads them through the selected
 * connection.
 */
const useActionChoices = (
  signature: ActionSignature,
  asked: { versionId: string; flowId: string; connectionId: string | null }
): ChoiceSource => {
  const { mutateAsync: ask } = useMutation(useTrpc().events.choices.mutationOptions())
  const { versionId, flowId, connectionId } = asked
  return useMemo(
    () => ({
      options: signature.options,
      load: async ({ optionId, chosen }) =>
        (await withSentence(ask({ versionId, flowId, connectionId, optionId, values: chosen }))).choices,
      needs:
        signature.needsConnection && connectionId === null
          ? 'Choose a connection first. The values are loaded from the service.'
          : null,
      round: 0
    }),
    [ask, signature, versionId, flowId, connectionId]
  )
}

/** Form section to choose which options and inputs of an action are fixed, and their values. */
export const FixedValues = ({
  signature,
  typed,
  errors,
  onTyped,
  ...asked
}: {
  signature: ActionSignature
  versionId: string
  flowId: string
  connectionId: string | null
  typed: TypedValues
  /** Error messages of the entered values, by field. */
  errors: Readonly<Record<FieldId, string>>
  onTyped: (typed: TypedValues) => void
}) => {
  const source = useActionChoices(signature, asked)
  const fields = fixableFieldsOf(signature)
  const fixed = fixedAmong(fields, typed)
  const free = fields.filter(({ steers }) => !steers)
  const loaded = loadedGroupsOf(signature)
  if (fields.length === 0 && loaded.length === 0) return null

  const choose = (ids: readonly string[]): void => {
    const kept = fields.filter(({ id, steers }) => steers || ids.includes(id))
    onTyped(Object.fromEntries(kept.map(field => [field.id, textOf(field, typed)])))
  }
  const enter = (id: FieldId, text: string): void => {
    // What was chosen need not be among the values that another choice gives.
    const emptied = [...dependentsOf(signature.options, id)].filter(other => Object.hasOwn(typed, other))
    onTyped({ ...typed, ...Object.fromEntries(emptied.map(other => [other, ''])), [id]: text })
  }

  return (
    <div className="flex min-w-0 flex-col gap-4">
      {free.length > 0 && (
        <MultiSelect
          label="Fixed values"
          description="Enter a value for each selected field, or leave the field empty. Agents cannot change these values."
          placeholder="None: agents choose all values"
          choices={free.map(({ id: value, label }) => ({ value, label }))}
          value={free.filter(({ id }) => Object.hasOwn(typed, id)).map(({ id }) => id)}
          onValueChange={choose}
        />
      )}
      {fixed.length > 0 && (
        <ChoiceSourceContext value={source}>
          <fieldset
            aria-label="Values of fixed fields"
            className="m-0 flex min-w-0 flex-col gap-3 border-0 border-l border-line p-0 pl-3"
          >
            {fixed.map(field => (
              <TypedValue
                key={field.id}
                field={field}
                value={textOf(field, typed)}
                values={optionValuesOf(fixed, one => textOf(one, typed))}
                error={errors[field.id] ?? null}
                onValue={text => enter(field.id, text)}
              />
            ))}
          </fieldset>
        </ChoiceSourceContext>
      )}
      {loaded.length > 0 && (
        <Notice tone="info">
          {new Intl.ListFormat('en').format(loaded.map(name => `“${name}”`))} may have more fields, which are
          loaded from the service. Open the flow of the tool to fill them in.
        </Notice>
      )}
    </div>
  )
}

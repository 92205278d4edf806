import type { ActionSignature } from '@hookwright/engine'
import {
  choiceInputsOf,
  type FieldId,
  type FieldsAnswer,
  type GroupAnswer,
  identifyFields
} from '@hookwright/model'
import { useCallback, useMemo, useState } from 'react'
import { ActionCardPreview } from '../connector-action/action-card-preview.tsx'
import { dynamicGroupsOf } from '../connector-action/loaded-fields.ts'
import { ChoiceSourceContext } from '../view/choice-source.ts'
import { helperOf, type OptionValues, type Picks, valuesOf } from '../view/option-values.ts'
import { useWorkbench } from '../view/workbench.ts'
import { ChoiceNews } from './choice-news.tsx'
import { usePreviewChoices } from './preview-choices.ts'
import { TestConnectionSelect, useTestConnection } from './test-connection.tsx'

/**
 * Loads the dynamic fields of a draft action for its preview. Runs its helper flows for real, with or without
 * a test connection.
 */
const usePreviewFields = (action: ActionSignature | null, connectionId: string | null) => {
  const { loadFields } = useWorkbench()
  return useCallback(
    async (values: OptionValues): Promise<FieldsAnswer> => {
      const load = async (role: 'inputs' | 'outputs'): Promise<Record<FieldId, GroupAnswer>> => {
        const groups = action === null ? [] : dynamicGroupsOf(action).filter(group => group.role === role)
        const loaded = groups.map(async ({ id, dynamic }): Promise<[FieldId, GroupAnswer]> => {
          try {
            const inputs = choiceInputsOf(dynamic, values)
            const named = await loadFields({ flowId: dynamic.flowId, inputs, connectionId })
            return [id, { ok: true, groups: identifyFields(id, named) }]
          } catch (thrown) {
            return [id, { ok: false, why: thrown instanceof Error ? thrown.message : String(thrown) }]
          }
        })
        return Object.fromEntries(await Promise.all(loaded))
      }
      const [inputs, outputs] = await Promise.all([load('inputs'), load('outputs')])
      return { inputs, outputs }
    },
    [loadFields, action, connectionId]
  )
}

/** Preview of a draft action's card. Choices and dynamic fields are loaded with a test connection. */
export const ActionPreview = ({
  action,
  data = null
}: {
  action: ActionSignature
  data?: Record<FieldId, unknown> | null
}) => {
  const bench = useWorkbench()
  const testing = useTestConnection()
  const { connectionId, isKnown } = testing
  const [picks, setPicks] = useState<Picks>({})
  const values = useMemo(() => valuesOf(action.options, picks), [action.options, picks])
  const { source, news, again } = usePreviewChoices(action.options, values, testing)
  const loadFields = usePreviewFields(action, connectionId)
  const isAsked = dynamicGroupsOf(action).length > 0
  const whole = useMemo(() => (isKnown ? { ...source, loadFields } : source), [source, loadFields, isKnown])
  // Another source or connection gives other fields, which a new card loads.
  const key = JSON.stringify([
    isKnown,
    connectionId,
    dynamicGroupsOf(action).map(({ id, dynamic }) => [id, dynamic])
  ])
  return (
    <>
      <ChoiceSourceContext value={whole}>
        <div className="flex justify-center">
          <ActionCardPreview
            key={key}
            action={action}
            brand={bench.brand}
            data={data}
            picks={picks}
            onPicks={setPicks}
          />
        </div>
      </ChoiceSourceContext>
      {(isAsked || action.options.some(option => helperOf(option) !== null)) && (
        <>
          <TestConnectionSelect {...testing} />
          <ChoiceNews news={news} again={again} />
        </>
      )}
    </>
  )
}

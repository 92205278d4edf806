import type { Choice, Field, FieldId } from '@hookwright/model'
import { useCallback, useMemo, useState } from 'react'
import type { ChoiceSource } from '../view/choice-source.ts'
import { type ChoiceRequest, choiceRequestOf, helperOf, type OptionValues } from '../view/option-values.ts'
import { useWorkbench } from '../view/workbench.ts'

/** Status of loading a dropdown's choices, shown below the preview. */
export interface ChoiceStatus {
  id: FieldId
  /** Message as a sentence. */
  say: string
  tone: 'busy' | 'ok' | 'err'
}

type LoadResult = { is: 'loading' } | { is: 'loaded'; count: number } | { is: 'failed'; why: string }

const formatOptionError = (label: string, came: LoadResult): Omit<ChoiceStatus, 'id'> => {
  switch (came.is) {
    case 'loading':
      return { say: `“${label}” is loading its values…`, tone: 'busy' }
    case 'loaded':
      if (came.count === 0) return { say: `The helper flow of “${label}” returned no values.`, tone: 'err' }
      return { say: `“${label}” has ${came.count === 1 ? '1 value' : `${came.count} values`}.`, tone: 'ok' }
    case 'failed':
      return { say: `“${label}”: ${came.why}`, tone: 'err' }
  }
}

/**
 * Loads the dropdown choices of a preview. Runs the helper flows for real, with or without a test connection.
 * Returns the source of the choices, and the status of each dropdown.
 */
export const usePreviewChoices = (
  options: Field[],
  values: OptionValues,
  { connectionId, isKnown }: { connectionId: string | null; isKnown: boolean }
): { source: ChoiceSource; news: ChoiceStatus[]; again: () => void } => {
  const { loadChoices } = useWorkbench()
  const [came, setCame] = useState<Record<FieldId, LoadResult>>({})
  const [round, setRound] = useState(0)

  const load = useCallback(
    async ({ optionId, flowId, inputs }: ChoiceRequest): Promise<Choice[]> => {
      const say = (news: LoadResult): void => setCame(before => ({ ...before, [optionId]: news }))
      say({ is: 'loading' })
      try {
        const choices = await loadChoices({ flowId, inputs, connectionId })
        say({ is: 'loaded', count: choices.length })
        return choices
      } catch (thrown) {
        say({ is: 'failed', why: thrown instanceof Error ? thrown.message : String(thrown) })
        throw thrown
      }
    },
    [loadChoices, connectionId]
  )

  const needs = isKnown ? null : 'The test connections are loading.'
  const source = useMemo((): ChoiceSource => ({ options, load, needs, round }), [options, load, needs, round])
  const news = options.flatMap((option): ChoiceStatus[] => {
    const helper = helperOf(option)
    if (helper === null) return []
    const asked = choiceRequestOf(option, helper, options, values)
    if (!asked.ready) return [{ id: option.id, say: `“${option.label}” waits: ${asked.why}`, tone: 'busy' }]
    const found = came[option.id]
    return found === undefined ? [] : [{ id: option.id, ...formatOptionError(option.label, found) }]
  })
  return { source, news, again: useCallback(() => setRound(before => before + 1), []) }
}

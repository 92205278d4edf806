import { type ChoiceSource, ChoiceSourceContext, useWorkbench, type Workbench } from '@hookwright/cards/views'
import { deployedKeyOf } from '@hookwright/engine'
import { useMutation } from '@tanstack/react-query'
import { useCallback, useMemo } from 'react'
import { useCanvas } from '../../../features/canvas/use-canvas.tsx'
import { withSentence } from '../../../kit/api/fault-of.ts'
import { useTrpc } from '../../../kit/api/use-api.tsx'

/** Loads the values of a card's dropdowns from helper flows of its connector. */
export const CardChoices: Workbench['Choices'] = ({ card, children }) => {
  const trpc = useTrpc()
  const { specs } = useCanvas()
  const { events, actions } = useWorkbench().useCatalog()
  const { mutateAsync: ask } = useMutation(trpc.events.choices.mutationOptions())
  const { mutateAsync: askFields } = useMutation(trpc.actions.fields.mutationOptions())
  const spec = specs.get(card.type)
  const event = spec?.listens(card.config) ?? null
  const action = spec?.acts(card.config) ?? null
  const versionId = event?.versionId ?? action?.versionId ?? null
  const flowId = event?.eventFlowId ?? action?.actionFlowId ?? null
  const connectionId = event?.connectionId ?? action?.connectionId ?? null
  const key = deployedKeyOf(versionId ?? '', flowId ?? '')
  const signature = events.get(key) ?? actions.get(key)

  const load = useCallback<ChoiceSource['load']>(
    async ({ optionId, chosen }) => {
      if (versionId === null || flowId === null) return []
      const asked = { versionId, flowId, optionId, values: chosen, connectionId }
      return (await withSentence(ask(asked))).choices
    },
    [ask, versionId, flowId, connectionId]
  )
  const actionFlowId = action?.actionFlowId ?? null
  const loadFields = useCallback<NonNullable<ChoiceSource['loadFields']>>(
    async values => {
      if (versionId === null || actionFlowId === null) return { inputs: {}, outputs: {} }
      return withSentence(askFields({ versionId, actionFlowId, values, connectionId }))
    },
    [askFields, versionId, actionFlowId, connectionId]
  )
  const source = useMemo((): ChoiceSource | null => {
    if (signature === undefined) return null
    const needs =
      signature.needsConnection && connectionId === null
        ? 'Choose a connection first. The values are loaded from the service.'
        : null
    return { options: signature.options, load, loadFields, needs, round: 0 }
  }, [signature, load, loadFields, connectionId])
  return <ChoiceSourceContext value={source}>{children}</ChoiceSourceContext>
}
